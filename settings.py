"""Every setting of Eyelevel, and the only place that reads the environment.

A program declares the groups that it needs and calls `load`: every mistake is reported at once, by
the name of its variable and never with its value. ``docs/settings.md`` lists all of them.
Temporal's own variables (``TEMPORAL_…``, profiles in TOML) are read by `temporalio.envconfig`.
"""

import os
import re
from collections.abc import Iterator
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    AliasGenerator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    EmailStr,
    Field,
    FilePath,
    SecretStr,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from domain.engine.errors import Problem, Refused, problems_of
from domain.telling.addresses import ANSWER_FIELDS, AnswerUrl, WebAddress

if TYPE_CHECKING:
    from temporalio.envconfig import ClientConnectConfig

PREFIX = "EYELEVEL_"
MOST_POSTS = 20


class SettingsRefused(Refused):
    """Settings are wrong or missing. Every problem names a variable, and never its value."""


class Security(StrEnum):
    """How the connection to the mail server is encrypted."""

    NONE = "none"
    STARTTLS = "starttls"
    """Begins in the clear and must switch to TLS before anything is said; usual on port 587."""
    TLS = "tls"
    """Encrypted from the first byte; usual on port 465."""


class Tasks(StrEnum):
    """What a worker process serves."""

    ALL = "all"
    PROGRAMME = "programme"
    MAILS = "mails"


class LogFormat(StrEnum):
    """How log lines look."""

    AUTO = "auto"
    JSON = "json"
    CONSOLE = "console"


def _postgres_url(url: SecretStr) -> SecretStr:
    if urlsplit(url.get_secret_value()).scheme not in {"postgresql", "postgres"}:
        raise ValueError("is not a URL such as postgresql://user:password@host:5432/database")
    return url


def _mail_address(text: object) -> object:
    try:
        return TypeAdapter(EmailStr).validate_python(text)
    except ValidationError:  # its words quote the address
        raise ValueError("is not a mail address such as mentoring@example.com") from None


def _listen_address(address: str) -> str:
    if not re.fullmatch(r"(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:]+\]):\d{1,5}", address):
        raise ValueError("is not an IP address and a port such as 0.0.0.0:9464")
    return address


PostgresUrl = Annotated[SecretStr, AfterValidator(_postgres_url)]
MailAddress = Annotated[EmailStr, BeforeValidator(_mail_address)]
Port = Annotated[int, Field(ge=1, le=65535)]
ListenAddress = Annotated[str, AfterValidator(_listen_address)]


def _variable(field: str) -> str:
    return f"{PREFIX}{field.upper()}"


class Group(BaseModel):
    """Settings that are needed together. The alias of a field is the variable that sets it."""

    # Nothing is built at import: a program pays only for the groups that it loads.
    model_config = ConfigDict(
        alias_generator=AliasGenerator(validation_alias=_variable),
        validate_by_name=True,
        frozen=True,
        defer_build=True,
    )

    @classmethod
    def load(cls) -> Self:
        """Read the environment; an empty variable counts as not set.

        Raises `SettingsRefused` with every mistake in it.
        """
        problems = [*_unknown_variables(), *cls.further_problems()]
        given = {name: os.environ.get(name) for name in cls.variables().values()}
        try:
            settings = cls.model_validate({name: value for name, value in given.items() if value})
        except ValidationError as error:
            problems = [*problems_of(error), *problems]
        if problems:
            raise SettingsRefused(problems)
        return settings

    @classmethod
    def further_problems(cls) -> Iterator[Problem]:
        """Mistakes that no single field shows."""
        yield from ()

    @classmethod
    def variables(cls) -> dict[str, str]:
        """Field name → name of the variable that sets it."""
        return {
            name: str(field.validation_alias or _variable(name))
            for name, field in cls.model_fields.items()
        }


class DatabaseSettings(Group):
    """PostgreSQL."""

    database_url: PostgresUrl = Field(
        description="Database of the journal, the roster and the read tables: "
        "`postgresql://user:password@host:5432/database`."
    )


class MailSettings(Group):
    """Mail."""

    smtp_host: str = Field(description="Mail server.")
    smtp_security: Security = Field(
        Security.STARTTLS,
        description="`starttls` (encrypted after the greeting; refused where the server does not "
        "offer it), `tls` (from the first byte) or `none` (a server next door, such as Mailpit).",
    )
    smtp_port: Port | None = Field(
        None, description="Port; if not set, the usual one of the security: 587, 465 or 25."
    )
    smtp_ca_file: FilePath | None = Field(
        None, description="Certificates to trust (PEM), for a company's own authority."
    )
    smtp_user: str | None = Field(None, description="Login, if the server wants one.")
    smtp_password: SecretStr | None = Field(
        None, validate_default=True, description="Password of the login."
    )
    smtp_connections: Annotated[int, Field(ge=1, le=50)] = Field(
        4, description="Mails that a worker process hands over at the same time."
    )
    mails_per_minute: Annotated[int, Field(ge=1)] | None = Field(
        None,
        description="Mails that a worker process begins to hand over within a minute; if not set, "
        "as many as the server takes.",
    )
    smtp_seconds: Annotated[float, Field(ge=1, le=120)] = Field(
        40.0,
        description="Seconds within which the server must have taken a mail. A worker that dies "
        "with mails in hand delays them by that and a quarter of a minute.",
    )
    mail_sender: MailAddress = Field(
        description="Sender of all mails, to whom bounces go: `mentoring@example.com`."
    )
    answer_url: AnswerUrl | None = Field(
        None,
        description="The page behind the links in mails, on which people answer: "
        "`https://forms.example.com/pairings/{pairing_id}?kind={kind}`. In braces: "
        f"{', '.join(f'`{name}`' for name in ANSWER_FIELDS)}. If not set, people answer by mail.",
    )

    @field_validator("smtp_password")
    @classmethod
    def _login_is_whole(cls, given: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        _both_or_none(given, info, "smtp_user", "EYELEVEL_SMTP_USER")
        return given


class TemporalSettings(Group):
    """Temporal."""

    task_queue: str = Field(
        "eyelevel",
        description="Task queue of the programme. Mails have one of their own, which is called the "
        "same and `-mails`.",
    )
    temporal_ui_url: WebAddress | None = Field(
        None, description="Temporal UI, for links to it: `https://temporal.example.com`."
    )

    @property
    def connection(self) -> "ClientConnectConfig":
        """Address, namespace, TLS, API key: from ``TEMPORAL_…`` variables and TOML profiles."""
        from temporalio.envconfig import ClientConfig

        return ClientConfig.load_client_connect_config()

    @classmethod
    def further_problems(cls) -> Iterator[Problem]:
        """Mistakes in Temporal's own variables and in the files that they name."""
        from temporalio.envconfig import ClientConfig

        yield from super().further_problems()
        named = os.environ.get("TEMPORAL_CONFIG_FILE")
        if named and not Path(named).is_file():  # Temporal would quietly use localhost
            yield Problem(path="TEMPORAL_CONFIG_FILE", problem="names a file that does not exist")
        try:
            ClientConfig.load_client_connect_config()
        except OSError:
            yield Problem(path="TEMPORAL_TLS_…", problem="a certificate or key cannot be read")
        except RuntimeError as error:
            yield Problem(path="TEMPORAL_…", problem=_without_values(str(error)))


class LogSettings(Group):
    """Logs."""

    log_format: LogFormat = Field(
        LogFormat.AUTO, description="`json`, `console`, or `auto`: for people on a terminal."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="The least important level that is logged."
    )


class MetricsSettings(Group):
    """Metrics."""

    metrics_address: ListenAddress | None = Field(
        None, description="Where Prometheus finds metrics, such as `0.0.0.0:9464`; else: nowhere."
    )


class DeploymentSettings(Group):
    """Worker Deployment."""

    deployment_name: str | None = Field(
        None,
        validation_alias="TEMPORAL_DEPLOYMENT_NAME",
        description="Worker Deployment that this worker belongs to.",
    )
    build_id: str | None = Field(
        None,
        validation_alias="TEMPORAL_WORKER_BUILD_ID",
        validate_default=True,
        description="Version of the code within the Worker Deployment.",
    )

    @field_validator("build_id")
    @classmethod
    def _version_is_whole(cls, given: str | None, info: ValidationInfo) -> str | None:
        _both_or_none(given, info, "deployment_name", "TEMPORAL_DEPLOYMENT_NAME")
        return given


class ServingSettings(Group):
    """Division of work."""

    tasks: Tasks = Field(
        Tasks.ALL,
        description="What a worker process serves: `programme` (cohorts and pairings), `mails`, or "
        "`all`. Without a process for mails they wait. Mail settings are required either way.",
    )
    posts: Annotated[int, Field(ge=1, le=MOST_POSTS)] = Field(
        1,
        description="Posts that send mails at the same time, each in a worker process of its own "
        "that serves mails. The same for all workers: one that starts also ends the posts that are "
        "more than it says.",
    )


class WorkflowSettings(Group):
    """Running of workflows."""

    sandbox: bool = Field(
        False,
        description="`true`: workflow code runs in the sandbox of Temporal's SDK, as it does in "
        "tests and replays. It takes five times the memory.",
    )
    cached_workflows: Annotated[int, Field(ge=10, le=100_000)] = Field(
        1000,
        description="Cohorts and pairings that a worker process keeps in memory, about 0.1 MB each "
        "(0.5 MB in the sandbox). Others are replayed when something happens to them.",
    )


class WorkerSettings(
    DatabaseSettings,
    MailSettings,
    TemporalSettings,
    LogSettings,
    MetricsSettings,
    DeploymentSettings,
    ServingSettings,
    WorkflowSettings,
):
    """All settings of the worker."""


class RecoverySettings(DatabaseSettings, TemporalSettings):
    """What `eyelevel recover` and `eyelevel reconcile` need: the journal and Temporal."""


class DemoSettings(Group):
    """Demo and tests."""

    demo_database_url: PostgresUrl | None = Field(
        None,
        validation_alias="EYELEVEL_DATABASE_URL",
        description="A database for the demo; if not set, an embedded server.",
    )
    temporal_cli: Path | None = Field(
        None,
        validation_alias="TEMPORAL_CLI",
        description="A Temporal CLI of version 1.9 or later; if not set: `temporal` on the PATH, "
        "else the one in the environment of `make setup`.",
    )
    unattended: bool = Field(
        False, validation_alias="CI", description="Nobody watches: end instead of staying up."
    )


ALL_GROUPS: Final[tuple[type[Group], ...]] = (
    DatabaseSettings,
    MailSettings,
    TemporalSettings,
    LogSettings,
    MetricsSettings,
    DeploymentSettings,
    ServingSettings,
    WorkflowSettings,
    DemoSettings,
)
"""Each variable once; the groups of programs are sums of these."""


def _both_or_none(given: object, info: ValidationInfo, partner: str, variable: str) -> None:
    if partner in info.data and (given is None) != (info.data[partner] is None):
        raise ValueError(f"goes together with {variable}: set both or none")


def _unknown_variables() -> Iterator[Problem]:
    known = {variable for group in ALL_GROUPS for variable in group.variables().values()}
    # What all have in common says nothing about which one was meant.
    bare = {variable.removeprefix(PREFIX): variable for variable in sorted(known)}
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name not in known:
            nearest = get_close_matches(name.removeprefix(PREFIX), bare, 1)
            allowed = f"perhaps {bare[nearest[0]]}" if nearest else "what docs/settings.md lists"
            yield Problem(path=name, problem="is no setting", allowed=allowed)


def _without_values(words: str) -> str:
    """What `temporalio.envconfig` says, without the lines and names that it quotes."""
    if place := re.search(r"line \d+, column \d+", words):
        return f"the configuration file is not valid TOML at {place[0]}"
    if words.startswith("Profile "):
        return "TEMPORAL_PROFILE names a profile that the configuration file does not have"
    names = " and ".join(re.findall(r"TEMPORAL_\w+", words))
    return f"the connection cannot be configured{f': see {names}' if names else ''}"
