"""docker-compose.yml and Dockerfile: no engine runs here, so all is checked that can be without."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

import pytest
import yaml
from pydantic import Field, StringConstraints
from typer.core import TyperGroup
from typer.main import get_command

from adapters.embedded.temporal_cli import find_temporal_cli
from cli.main import app
from domain.engine.base import Frozen
from settings import ALL_GROUPS, PREFIX, WorkerSettings

REPOSITORY = Path(__file__).parents[2]
VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?P<how>:-|:\?)(?P<rest>[^}]*)\}")
PASSWORDS = re.compile(r"PASSWORD|PWD|SECRET|API_KEY")
JOBS = {
    "logins",
    "temporal-schema",
    "temporal-namespace",
    "search-attributes",
    "migrate",
    "rights",
}
FILLED_IN = {
    "POSTGRES_PASSWORD": "the superuser's",
    "OWNER_PASSWORD": "the owner's",
    "TEMPORAL_DB_PASSWORD": "Temporal's",
    "WORKER_PASSWORD": "the worker's",
}
"""What has to be in the file .env."""

PinnedImage = Annotated[str, StringConstraints(pattern=r"^[a-z/-]+:v?\d+\.\d+(\.\d+)?$")]
LoopbackPort = Annotated[str, StringConstraints(pattern=r"^127\.0\.0\.1:\d+:\d+$")]


class Dependency(Frozen):
    """What a service waits for."""

    condition: Literal["service_healthy", "service_completed_successfully"]


class HealthCheck(Frozen):
    """How Docker finds out that a service works."""

    test: list[str]
    interval: str
    timeout: str
    retries: int
    start_period: str | None = None


class Service(Frozen):
    """One container, with the keys that we use."""

    image: PinnedImage
    build: Literal["."] | None = None
    restart: Annotated[str, StringConstraints(pattern=r"^(unless-stopped|on-failure:\d+)$")]
    depends_on: dict[str, Dependency] = {}
    environment: dict[str, str] = {}
    volumes: tuple[str, ...] = ()
    ports: tuple[LoopbackPort, ...] = ()
    command: list[str] | None = None
    entrypoint: list[str] | None = None
    healthcheck: HealthCheck | None = None
    stop_grace_period: str | None = None
    profiles: tuple[str, ...] = ()


class Compose(Frozen):
    """The whole file."""

    name: str
    services: dict[str, Service]
    volumes: dict[str, None]
    temporal_admin: object = Field(alias="x-temporal-admin")
    postgres_job: object = Field(alias="x-postgres-job")
    postgres_owner: object = Field(alias="x-postgres-owner")
    eyelevel: object = Field(alias="x-eyelevel")


@pytest.fixture(scope="module")
def compose() -> Compose:
    """The file, as Docker would read it."""
    return Compose.model_validate(
        yaml.safe_load((REPOSITORY / "docker-compose.yml").read_text(encoding="utf-8"))
    )


def _environment(compose: Compose) -> Iterator[tuple[str, str]]:
    for service in compose.services.values():
        yield from service.environment.items()


def test_every_dependency_can_be_met(compose: Compose) -> None:
    """Services wait for the health of services that go on, and for the end of jobs."""
    for service in compose.services.values():
        for name, dependency in service.depends_on.items():
            ends = dependency.condition == "service_completed_successfully"
            assert ends == (name in JOBS)
            assert ends or compose.services[name].healthcheck is not None


def test_services_have_health_checks_and_jobs_end(compose: Compose) -> None:
    """Every service has a health check, and every job is repeated only when it fails."""
    for name, service in compose.services.items():
        assert (service.healthcheck is None) == (name in JOBS)
        assert service.restart.startswith("on-failure") == (name in JOBS)


def test_data_lives_in_named_volumes(compose: Compose) -> None:
    """Every volume is declared by name or is a read-only file or folder of the repository."""
    used = {volume.split(":")[0] for s in compose.services.values() for volume in s.volumes}
    ours = {volume for volume in used if volume.startswith("./")}
    assert used - ours == set(compose.volumes)
    assert all((REPOSITORY / path).exists() for path in ours)


def test_no_password_is_written_down(compose: Compose) -> None:
    """Passwords come from outside: one that is needed has no default, the others are empty."""
    found = [value for name, value in _environment(compose) if PASSWORDS.search(name)]
    assert found
    for value in found:
        variable = VARIABLE.fullmatch(value)
        assert variable is not None
        assert variable["how"] == ":?" or variable["rest"] == ""


def test_history_shards_are_set_for_good(compose: Compose) -> None:
    """The number of history shards, which can never be changed, is set and large enough."""
    assert compose.services["temporal"].environment["NUM_HISTORY_SHARDS"] == "512"


def test_temporal_is_the_one_that_tests_run_on(compose: Compose) -> None:
    """Server and UI of the file are those inside the Temporal CLI of demo and tests."""
    wheel = find_temporal_cli(Path(sys.executable).with_name("temporal"))
    said = subprocess.run([wheel, "--version"], capture_output=True, text=True, check=True).stdout
    server = compose.services["temporal"].image.partition(":")[2]
    ui = compose.services["temporal-ui"].image.partition(":")[2]
    assert f"(Server {server}, UI {ui})" in said


def test_temporal_is_reached_by_grpc_only(compose: Compose) -> None:
    """Temporal's HTTP API has no port outside: a web page could speak for an operator there."""
    assert [port.split(":")[1] for port in compose.services["temporal"].ports] == ["7233"]


def test_the_ui_is_reached_through_what_only_reads(compose: Compose) -> None:
    """Temporal's UI has no port outside and no buttons; nginx before it passes on what reads."""
    ui, gate = compose.services["temporal-ui"], compose.services["read-only"]
    assert ui.ports == ()
    assert ui.environment["TEMPORAL_DISABLE_WRITE_ACTIONS"] == "true"
    assert gate.volumes == ("./deploy/ui/read-only.conf:/etc/nginx/conf.d/default.conf:ro",)
    assert "proxy_pass http://temporal-ui:8080;" in GATE


@pytest.mark.parametrize(
    "request_line",
    [
        "GET /",
        "GET /api/v1/namespaces/eyelevel/workflows/pairing-spring-001/history",
        "POST /api/v1/namespaces/eyelevel/workflows/pairing-spring-001/query/explain",
        "POST /api/v1/namespaces/eyelevel/workflows/w:1/query/__temporal_workflow_metadata?a=b",
    ],
)
def test_what_reads_is_passed_on_to_the_ui(request_line: str) -> None:
    """HR can look at everything in the Temporal UI, queries included."""
    assert _is_passed_on(request_line)


@pytest.mark.parametrize(
    "request_line",
    [
        "POST /api/v1/namespaces/eyelevel/workflows/pairing-spring-001/signal/renew",
        "POST /api/v1/namespaces/eyelevel/workflows/pairing-spring-001/terminate",
        "POST /api/v1/namespaces/eyelevel/workflows/a%2Fquery%2Fb",
        "POST /api/v1/namespaces/eyelevel/workflows/a/query/b%2F..%2Fsignal",
        "POST /api/v1/namespaces/eyelevel/workflows/a/query/../signal/renew",
        "POST /api/v1/namespaces/eyelevel/workflows/a/query/b?c=/signal/renew",
        "POST /api/v1/namespaces/eyelevel/batch-operations/a%2Fworkflows%2Fb%2Fquery%2Fc",
        "PUT /api/v1/namespaces/eyelevel/workflows/a/query/b",
        "DELETE /api/v1/namespaces/eyelevel/schedules/a",
    ],
)
def test_what_changes_something_does_not_reach_the_ui(request_line: str) -> None:
    """A request through the Temporal UI that would change something is refused by its address."""
    assert not _is_passed_on(request_line)


GATE = (REPOSITORY / "deploy" / "ui" / "read-only.conf").read_text(encoding="utf-8")


def _is_passed_on(request_line: str) -> bool:
    """As nginx judges it: method and address, as they were sent, match one of the lines."""
    lines = re.findall(r'^    "~(.+)" 1;$', GATE, re.MULTILINE)
    assert lines
    return any(re.search(line, request_line, re.ASCII) for line in lines)


def test_no_client_runs_an_activity_by_itself(compose: Compose) -> None:
    """The server takes no activity without a workflow, which would get round all rules."""
    path = compose.services["temporal"].environment["DYNAMIC_CONFIG_FILE_PATH"]
    config = yaml.safe_load((REPOSITORY / "deploy" / "temporal" / Path(path).name).read_text())
    assert config["activity.enableStandalone"] == [{"value": False}]


def _interpolated(value: str, given: dict[str, str]) -> str:
    """What Docker makes of ``${NAME:-default}`` and ``${NAME:?complaint}``."""
    return VARIABLE.sub(
        lambda found: given.get(found["name"]) or (found["rest"] if found["how"] == ":-" else ""),
        value,
    )


def test_worker_accepts_what_the_file_sets(
    compose: Compose, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With nothing but the passwords filled in, the worker has all settings that it needs."""
    for name, value in compose.services["worker"].environment.items():
        monkeypatch.setenv(name, _interpolated(value, FILLED_IN))
    settings = WorkerSettings.load()
    assert settings.smtp_host == "mailpit"
    assert settings.deployment_name is None


OF_NO_USE = {"EYELEVEL_SMTP_CA_FILE"}
"""A file that the container does not have."""


def test_every_setting_reaches_the_worker(compose: Compose) -> None:
    """Whatever can be set for a worker, the file hands on to it."""
    handed_on = set(compose.services["worker"].environment)
    assert set(WorkerSettings.variables().values()) - handed_on == OF_NO_USE


def test_the_post_is_a_worker_for_mails_alone(compose: Compose) -> None:
    """The service `post`, started on request only, is the worker with mails as its only task."""
    worker, post = compose.services["worker"], compose.services["post"]
    mails = worker.environment | {"EYELEVEL_TASKS": "mails"}
    assert post == worker.model_copy(update={"environment": mails, "profiles": ("post",)})


def _login(service: Service) -> tuple[str | None, str | None]:
    """As whom a service logs in to the database, and with which variable."""
    environment = service.environment
    url = environment.get("EYELEVEL_DATABASE_URL", "")
    users = (environment.get(name) for name in ("PGUSER", "SQL_USER", "POSTGRES_USER"))
    passwords = (
        environment.get(name, "") for name in ("PGPASSWORD", "SQL_PASSWORD", "POSTGRES_PWD")
    )
    variable = VARIABLE.fullmatch(next(filter(None, passwords), ""))
    return next(filter(None, users), urlsplit(url).username), variable["name"] if variable else None


def test_nobody_has_more_rights_than_the_work_needs(compose: Compose) -> None:
    """One job is superuser, two own the journal; services without a database have no login."""
    logins = {name: _login(service) for name, service in compose.services.items()}
    owner, temporal = ("eyelevel", "OWNER_PASSWORD"), ("temporal", "TEMPORAL_DB_PASSWORD")
    assert {name: login for name, login in logins.items() if login != (None, None)} == {
        "logins": ("postgres", "POSTGRES_PASSWORD"),
        "temporal-schema": temporal,
        "temporal": temporal,
        "migrate": owner,
        "rights": owner,
        "worker": ("worker", "WORKER_PASSWORD"),
        "post": ("worker", "WORKER_PASSWORD"),
    }


@pytest.mark.parametrize(
    ("order", "password"),
    [
        (("logins", "migrate", "rights"), "OWNER_PASSWORD"),
        (("logins", "migrate", "rights", "worker"), "WORKER_PASSWORD"),
        (("logins", "temporal-schema", "temporal"), "TEMPORAL_DB_PASSWORD"),
    ],
)
def test_nobody_logs_in_before_the_login_exists(
    compose: Compose, order: tuple[str, ...], password: str
) -> None:
    """A service logs in only after the job that makes its login, with the password it got."""
    for before, after in pairwise(order):
        assert before in compose.services[after].depends_on
    given = compose.services["logins"].environment[password]
    assert given in compose.services[order[-1]].environment.values()


def test_every_variable_is_a_setting(compose: Compose) -> None:
    """Compose file and .env.example name only variables that Eyelevel knows."""
    example = (REPOSITORY / ".env.example").read_text(encoding="utf-8")
    named = {name for name, _ in _environment(compose)} | set(
        re.findall(r"\b[A-Z_]+(?==)", example)
    )
    known = {variable for group in ALL_GROUPS for variable in group.variables().values()}
    assert {name for name in named if name.startswith(PREFIX)} <= known


def test_example_environment_is_read_by_the_file() -> None:
    """Every variable of .env.example, also the commented ones, has an effect."""
    example = (REPOSITORY / ".env.example").read_text(encoding="utf-8")
    read = {found["name"] for found in VARIABLE.finditer(_compose_text())}
    offered = set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE))
    assert offered - read == {"COMPOSE_PROFILES"}, "which Docker itself reads"
    assert all(f"\n{password}=\n" in example for password in FILLED_IN)


def _compose_text() -> str:
    return (REPOSITORY / "docker-compose.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("service", ["migrate", "search-attributes"])
def test_commands_of_the_jobs_exist(compose: Compose, service: str) -> None:
    """The verbs that the jobs call are verbs of the command line."""
    words = compose.services[service].command
    assert words is not None
    program, *verbs = words
    assert Path(sys.executable).with_name(program).exists()
    command: object = get_command(app)
    for verb in verbs:
        assert isinstance(command, TyperGroup)
        command = command.commands[verb]


def test_scripts_exist_and_parse(compose: Compose) -> None:
    """The scripts of the jobs are where the file says, and are valid shell."""
    for name in ("logins", "temporal-schema", "temporal-namespace"):
        service = compose.services[name]
        assert service.entrypoint is not None
        (folder,) = (volume.split(":")[0] for volume in service.volumes if ":/deploy:" in volume)
        script = REPOSITORY / folder / Path(service.entrypoint[-1]).name
        assert subprocess.run(["sh", "-n", script], check=False).returncode == 0


def test_image_gets_what_it_copies() -> None:
    """Every source of a COPY exists and is let through by .dockerignore."""
    dockerfile = (REPOSITORY / "Dockerfile").read_text(encoding="utf-8")
    let_through = (REPOSITORY / ".dockerignore").read_text(encoding="utf-8").splitlines()
    sources = [
        source
        for line in re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile, re.MULTILINE)
        for source in line.split()
    ]
    assert {f"!{source}" for source in sources} <= set(let_through)
    assert [source for source in sources if not (REPOSITORY / source).exists()] == []


def test_image_holds_every_package_that_is_installed() -> None:
    """What the project installs is in the image, except for the demo."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    installed = project["tool"]["setuptools"]["packages"]["find"]["include"]
    dockerfile = (REPOSITORY / "Dockerfile").read_text(encoding="utf-8")
    copied = set(re.findall(r"^COPY (\w+) \1$", dockerfile, re.MULTILINE))
    assert copied == {package.rstrip("*") for package in installed} - {"demo"}
