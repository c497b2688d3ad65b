"""How the names of a file lead to the columns of the roster."""

from domain.roster.header import ColumnNames
from domain.roster.mistakes import spreadsheet_column
from tests.unit.roster.files import cells, csv_of, mistakes_of, people_of, read


def test_spelling_of_names_does_not_count() -> None:
    """Capitals, spaces and hyphens make no difference: “Do not match” is do_not_match."""
    data = csv_of(cells(birth_year="1990", time_zone="Europe/Paris"))
    data = data.replace(b"birth_year", b"Birth Year").replace(b"time_zone", b"TIME-ZONE")
    (person,) = people_of(data)
    assert (person.birth_year, person.time_zone) == (1990, "Europe/Paris")


def test_columns_can_be_mapped_and_ignored() -> None:
    """A file of an HR system is read as it is, once its columns are mapped or ignored by name."""
    data = csv_of(cells(birth_year="1990")).replace(b"birth_year", b"Geburtsjahr")
    data = data.replace(b"\n", b",Cost centre\n", 1)
    names = ColumnNames(mapped={"geburtsjahr": "birth_year"}, ignored=("cost centre",))
    assert read(data, names).people[0].birth_year == 1990


def test_mistakes_are_told_under_the_name_in_the_file() -> None:
    """Mistakes in a mapped column are told under the name that it has in the file."""
    data = csv_of(cells(level="x")).replace(b"level", b"Rang")
    (mistake,) = mistakes_of(data, ColumnNames(mapped={"Rang": "level"}))
    assert mistake.startswith('line 2, column F "Rang": is not valid')


def test_every_mistake_of_the_header_is_told_with_those_of_the_lines() -> None:
    """Unknown, repeated and missing columns do not hide what is wrong further down."""
    data = b"id,name,Name,mail,site,capacty,level\np-1,A,B,no mail,FR,2,x\n"
    assert [mistake.partition(" (")[0] for mistake in mistakes_of(data)] == [
        'line 1, column C "Name": is a second column for name',
        'line 1, column F "capacty": is an unknown column, perhaps capacity',
        "line 1, header: the column department is missing",
        'line 2, column D "mail": is not valid',
        'line 2, column G "level": is not valid',
    ]


def test_a_mapping_must_fit_the_file() -> None:
    """A mapping to nothing, or from nothing, is a mistake and not silently without effect."""
    names = ColumnNames(mapped={"Rang": "level", "name": "nickname"}, ignored=("Cost centre",))
    mistakes = mistakes_of(csv_of(cells()), names)
    assert 'mapped or ignored column "Rang": is not in the file' in mistakes
    assert 'mapped or ignored column "Cost centre": is not in the file' in mistakes
    assert any(
        mistake.startswith('mapped column "name": nickname is no column') for mistake in mistakes
    )


def test_a_file_without_header_is_not_shown() -> None:
    """Without a header the first line is a person: her name and mail must not be repeated."""
    (mistake,) = mistakes_of(b"p-1,Ada Secret,secret@example.org,FR,Care,2\n")
    assert mistake.startswith(
        "line 1, header: holds no name of a column (allowed: id, number, name, mail,"
    )
    assert "secret" not in mistake.lower()


def test_columns_are_named_as_spreadsheets_do() -> None:
    """Z is followed by AA, and ZZ by AAA."""
    names = [spreadsheet_column(index) for index in (0, 25, 26, 51, 52, 701, 702)]
    assert names == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
