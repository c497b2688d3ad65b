"""`eyelevel roster …` as an operator uses it."""

import json
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from tests.conftest import PostgresServer
from tests.unit.roster.files import cells, csv_of

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "people.csv"


@pytest.fixture(autouse=True)
def use_database(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """All verbs reach the database of this test."""
    monkeypatch.setenv("EYELEVEL_DATABASE_URL", database_url)


def eyelevel(*arguments: str | Path) -> Result:
    """Run the command line."""
    return CliRunner().invoke(app, ["roster", *map(str, arguments), "--roster", "main"])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with ten people."""
    path = tmp_path / "people.csv"
    path.write_bytes(csv_of(*(cells(number) for number in range(10))))
    return path


def test_the_example_is_imported_and_shown() -> None:
    """The example file is imported as it stands; a second time there is nothing to do."""
    first = eyelevel("import", EXAMPLE)
    assert (first.exit_code, "added         40" in first.stdout) == (0, True), first.output
    again = eyelevel("import", EXAMPLE)
    assert again.exit_code == 0
    assert "Nothing to do" in again.stdout
    assert "this very file was imported on" in again.stdout
    shown = eyelevel("show")
    assert shown.exit_code == 0
    assert "40 people: 14 mentors, 14 mentees, 12 without a role" in shown.stdout
    assert "Missing for a match: birth_year (1), knowledge (1)." in shown.stdout


def test_the_commands_of_the_page_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command in docs/roster.md, run one after the other in the repository, succeeds."""
    monkeypatch.chdir(ROOT)
    blocks = re.findall(
        r"```sh\n(.*?)```", (ROOT / "docs" / "roster.md").read_text(encoding="utf-8"), re.DOTALL
    )
    commands = "".join(blocks).replace("\\\n", "").splitlines()
    assert len(commands) == 11
    for command in commands:
        program, *arguments = shlex.split(command)
        result = CliRunner().invoke(app, arguments)
        assert (program, result.exit_code) == ("eyelevel", 0), result.output


def test_people_are_shown_without_what_is_private() -> None:
    """Names are shown when asked for; mail addresses and birth years never."""
    eyelevel("import", EXAMPLE)
    assert "Aylin" not in eyelevel("show").output + eyelevel("show", "--json").output
    assert "Aylin" in eyelevel("show", "--names").stdout
    for output in (
        eyelevel("show", "--names").stdout,
        eyelevel("show", "--names", "--json").stdout,
    ):
        assert "p-301" in output
        assert "@" not in output
        assert "1998" not in output


def test_json_tells_programs_what_is_missing() -> None:
    """Each person comes with the names of the columns that should be filled."""
    eyelevel("import", EXAMPLE)
    people = {person["id"]: person for person in json.loads(eyelevel("show", "--json").stdout)}
    assert people["p-313"]["missing_for_a_match"] == ["birth_year"]
    assert people["p-314"]["missing_for_a_match"] == ["knowledge"]
    assert people["p-301"]["missing_for_a_match"] == []
    assert people["p-301"]["knowledge"]["social-media"] == 5


def test_a_faulty_file_is_explained_and_changes_nothing(file: Path) -> None:
    """A faulty file changes nothing: all mistakes and the way to go on are on stderr, exit code
    1."""
    file.write_bytes(csv_of(cells(1), cells(2, mail="ada.secret", level="x"), cells(3, site="XX")))
    refused = eyelevel("import", file)
    assert refused.exit_code == 1
    assert refused.stdout == ""
    assert 'line 3, column C "mail": is not valid' in refused.stderr
    assert 'line 3, column F "level": is not valid' in refused.stderr
    assert 'line 4, column D "site": is not valid' in refused.stderr
    assert "secret" not in refused.output
    assert eyelevel("show").exit_code == 1


def test_mistakes_as_json_are_for_programs(file: Path) -> None:
    """With --json, mistakes are printed as data on stdout."""
    file.write_bytes(csv_of(cells(1, level="x")))
    refused = eyelevel("import", file, "--json")
    assert refused.exit_code == 1
    assert json.loads(refused.stdout)["problems"][0]["path"] == 'line 2, column F "level"'


def test_columns_can_be_mapped_and_ignored(file: Path) -> None:
    """A file of another system is imported with --map and --ignore."""
    data = csv_of(cells(1, wanted="x")).replace(b"level", b"Rang").replace(b"wanted", b"Extra")
    file.write_bytes(data)
    assert eyelevel("import", file).exit_code == 1
    imported = eyelevel("import", file, "--map", "Rang=level", "--ignore", "Extra")
    assert imported.exit_code == 0, imported.output
    assert eyelevel("import", file, "--map", "Rang").exit_code == 2


def test_missing_people_have_to_be_confirmed(file: Path) -> None:
    """A file that lacks half of the people changes nothing, and the command says how to confirm
    it."""
    eyelevel("import", file)
    file.write_bytes(csv_of(*(cells(number) for number in range(5))))
    refused = eyelevel("import", file)
    assert refused.exit_code == 1
    assert "5 of the 10 people of the roster main (50 %) are missing" in refused.stdout
    assert "--confirm" in refused.stdout
    assert "10 people:" in eyelevel("show").stdout
    assert eyelevel("import", file, "--confirm").exit_code == 0
    assert "5 people:" in eyelevel("show").stdout
    assert eyelevel("show").stdout.count("not in the latest file") == 5 + 1


def test_a_dry_run_says_what_would_change(file: Path) -> None:
    """With --dry-run, changes are counted and nothing is written."""
    tried = eyelevel("import", file, "--dry-run")
    assert tried.exit_code == 0
    assert "Dry run" in tried.stdout
    assert "added         10" in tried.stdout
    assert "there is no roster main" in eyelevel("show").stderr


def test_without_a_schema_the_remedy_is_told(
    postgres_server: PostgresServer, unmigrated: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database that was never migrated leads to the verb that does it."""
    monkeypatch.setenv("EYELEVEL_DATABASE_URL", unmigrated)
    refused = eyelevel("show")
    assert refused.exit_code == 1
    assert "run `eyelevel migrate`" in refused.stderr


@pytest.fixture
async def unmigrated(postgres_server: PostgresServer) -> str:
    """A database without anything in it."""
    return await postgres_server.fresh_database("template1")


def test_people_without_ids_get_them_and_are_found_again(file: Path) -> None:
    """A file with numbers only gets ids of ours; people are found by number, and asked about when a
    known address comes with another one."""
    rows = [cells(n, number=f"HR-{n}") for n in range(5)]
    for row in rows:
        del row["id"]
    file.write_bytes(csv_of(*rows))
    assert eyelevel("import", file).exit_code == 0
    (person,) = json.loads(eyelevel("show", "--find", "HR-3", "--json").stdout)
    assert re.fullmatch("p-[0-9a-f]{10}", person["id"])
    assert "HR-3" not in eyelevel("show").output
    assert "HR-3" in eyelevel("show", "--names").output
    rows[3]["number"] = "X-3"
    file.write_bytes(csv_of(*rows))
    asked = eyelevel("import", file)
    assert asked.exit_code == 1
    command = f"roster rename --roster main {person['id']} X-3"
    assert command in asked.stdout
    assert eyelevel("rename", "HR-4", "HR-2").exit_code == 1
    assert eyelevel("rename", "HR-3", "X-3").exit_code == 0
    assert eyelevel("import", file).exit_code == 0
    assert "5 people:" in eyelevel("show").stdout
    (again,) = json.loads(eyelevel("show", "--find", "x-3", "--json").stdout)
    assert again["id"] == person["id"]
