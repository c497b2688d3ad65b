"""Settings: found, or refused with every mistake and no value."""

from pathlib import Path

import pytest

from adapters.notify.smtp import SmtpServer
from cli.settings_page import settings_page
from settings import (
    ALL_GROUPS,
    DatabaseSettings,
    DemoSettings,
    MailSettings,
    Security,
    SettingsRefused,
    TemporalSettings,
    WorkerSettings,
)

REPOSITORY = Path(__file__).parents[2]
SECRET = "geheim"
SMALLEST = {
    "EYELEVEL_DATABASE_URL": "postgresql://eyelevel:geheim@db/eyelevel",
    "EYELEVEL_SMTP_HOST": "mail.example.com",
    "EYELEVEL_MAIL_SENDER": "mentoring@example.com",
}


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for group in ALL_GROUPS:
        for variable in group.variables().values():
            monkeypatch.delenv(variable, raising=False)
    for variable in ("TEMPORAL_ADDRESS", "TEMPORAL_PROFILE", "TEMPORAL_CONFIG_FILE"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))  # no TOML profile of the developer


def _set(monkeypatch: pytest.MonkeyPatch, **variables: str) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)


def test_smallest_environment_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker needs to be told its database, its mail server and its sender, nothing else."""
    _set(monkeypatch, **SMALLEST)
    settings = WorkerSettings.load()
    server = SmtpServer.of(settings)
    assert (server.port, server.security) == (587, Security.STARTTLS)
    assert settings.task_queue == "eyelevel"
    assert SECRET not in repr(settings)


def test_every_setting_of_the_worker_is_known() -> None:
    """No variable that the worker reads is refused as unknown, or missing on the settings page."""
    known = {variable for group in ALL_GROUPS for variable in group.variables().values()}
    assert set(WorkerSettings.variables().values()) <= known


def test_everything_missing_is_named_at_once() -> None:
    """Without any setting, the refusal names every variable that is required."""
    with pytest.raises(SettingsRefused) as refused:
        WorkerSettings.load()
    assert {problem.path for problem in refused.value.problems} == set(SMALLEST)


def test_an_empty_variable_counts_as_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty variable counts as missing, as Compose files hand them on."""
    _set(monkeypatch, **SMALLEST, EYELEVEL_SMTP_PORT="")
    assert MailSettings.load().smtp_port is None
    monkeypatch.setenv("EYELEVEL_DATABASE_URL", "")
    with pytest.raises(SettingsRefused, match="EYELEVEL_DATABASE_URL: is missing"):
        DatabaseSettings.load()


WRONG = {
    "EYELEVEL_DATABASE_URL": f"mysql://{SECRET}@db/eyelevel",
    "EYELEVEL_SMTP_SECURITY": SECRET,
    "EYELEVEL_SMTP_PORT": SECRET,
    "EYELEVEL_SMTP_PASSWORD": SECRET,
    "EYELEVEL_SMTP_CA_FILE": f"/{SECRET}",
    "EYELEVEL_MAIL_SENDER": f"{SECRET}(@example.com",
    "EYELEVEL_ANSWER_URL": f"https://example.com/{{{SECRET}}}",
    "EYELEVEL_TEMPORAL_UI_URL": SECRET,
    "EYELEVEL_METRICS_ADDRESS": SECRET,
    "EYELEVEL_LOG_FORMAT": SECRET,
    "EYELEVEL_LOG_LEVEL": SECRET,
    "TEMPORAL_WORKER_BUILD_ID": SECRET,
}


def test_every_wrong_value_is_named_and_none_is_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    """All wrong settings are reported in one go, each by its variable, never by its value."""
    _set(monkeypatch, **{**WRONG, "EYELEVEL_SMTP_HOST": "mail.example.com"})
    with pytest.raises(SettingsRefused) as refused:
        WorkerSettings.load()
    assert {problem.path for problem in refused.value.problems} == set(WRONG)
    assert SECRET not in str(refused.value)


def test_misspelt_variable_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable with our prefix that is no setting is a mistake, and the nearest one is named."""
    _set(monkeypatch, **SMALLEST, EYELEVEL_SMTP_PROT="25")
    with pytest.raises(SettingsRefused, match=r"PROT: is no setting .*EYELEVEL_SMTP_PORT"):
        MailSettings.load()


@pytest.mark.parametrize(
    ("variable", "words"),
    [
        ("EYELEVEL_COLOUR", r"\(allowed: what docs/settings\.md lists\)"),
        ("EYELEVEL_DEPLOYMENT_NAME", r"\(allowed: perhaps TEMPORAL_DEPLOYMENT_NAME\)"),
    ],
)
def test_only_what_is_like_a_setting_is_suggested(
    monkeypatch: pytest.MonkeyPatch, variable: str, words: str
) -> None:
    """The prefix that all settings share makes no setting like a variable that is unknown."""
    _set(monkeypatch, **SMALLEST, **{variable: "1"})
    with pytest.raises(SettingsRefused, match=words):
        MailSettings.load()


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"TEMPORAL_PROFILE": SECRET}, "TEMPORAL_PROFILE names a profile"),
        ({"TEMPORAL_CONFIG_FILE": f"/{SECRET}"}, "TEMPORAL_CONFIG_FILE: names a file"),
        ({"TEMPORAL_TLS_CLIENT_CERT_PATH": f"/{SECRET}"}, "cannot be read"),
    ],
)
def test_temporals_own_variables_are_checked_too(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], words: str
) -> None:
    """A Temporal profile or file that does not exist is refused before anything connects."""
    _set(monkeypatch, **variables)
    with pytest.raises(SettingsRefused, match=words) as refused:
        TemporalSettings.load()
    assert SECRET not in str(refused.value)


def test_broken_profile_file_is_refused_without_quoting_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The place of a mistake in a TOML file is named, but not the line: it may hold a key."""
    file = tmp_path / "temporal.toml"
    file.write_text(f"[profile.default]\napi_key = '{SECRET}\n")
    _set(monkeypatch, TEMPORAL_CONFIG_FILE=str(file))
    with pytest.raises(SettingsRefused, match="not valid TOML at line 2") as refused:
        TemporalSettings.load()
    assert SECRET not in str(refused.value)


def test_profile_of_the_temporal_cli_is_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Address, namespace and API key come from the same profile as the Temporal CLI's."""
    file = tmp_path / "temporal.toml"
    file.write_text('[profile.hr]\naddress = "t:7233"\nnamespace = "hr"\napi_key = "k"\n')
    _set(monkeypatch, TEMPORAL_CONFIG_FILE=str(file), TEMPORAL_PROFILE="hr")
    connection = TemporalSettings.load().connection
    assert connection == {"target_host": "t:7233", "namespace": "hr", "api_key": "k", "tls": True}


def test_deployment_version_comes_from_temporals_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """The Worker Deployment version is taken from the two variables that Temporal has for it."""
    version = {"TEMPORAL_DEPLOYMENT_NAME": "eyelevel", "TEMPORAL_WORKER_BUILD_ID": "42"}
    _set(monkeypatch, **SMALLEST, **version)
    settings = WorkerSettings.load()
    assert (settings.deployment_name, settings.build_id) == ("eyelevel", "42")


def test_ci_means_unattended(monkeypatch: pytest.MonkeyPatch) -> None:
    """CI=true tells the demo to run unattended."""
    _set(monkeypatch, CI="true")
    assert DemoSettings.load().unattended


def test_every_setting_is_documented() -> None:
    """docs/settings.md is what `eyelevel settings` prints: renew it when a setting changes."""
    assert (REPOSITORY / "docs" / "settings.md").read_text() == settings_page()
