"""What spreadsheets and HR systems call CSV."""

import pytest

from tests.unit.roster.files import cells, csv_of, mistakes_of, people_of


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte order mark"])
def test_every_dialect_says_the_same(delimiter: str, line_end: str, before: bytes) -> None:
    """Comma, semicolon or tab, any line ends, with or without BOM: the same people are read."""
    row = cells(name="Zoë Öztürk, née Groß", knowledge="ai-tools:4; agile-work:0", wanted="a; b")
    (person,) = people_of(before + csv_of(row, delimiter=delimiter, line_end=line_end))
    assert person.name == "Zoë Öztürk, née Groß"
    assert person.knowledge == {"agile-work": 0, "ai-tools": 4}
    assert person.wanted == ("a", "b")


def test_excel_may_name_the_delimiter() -> None:
    """Excel's first line ``sep=;`` is no header, but counts as a line of the file."""
    data = csv_of(cells(level="x"), delimiter=";", line_end="\r\n")
    (mistake,) = mistakes_of(b"sep=;\r\n" + data)
    assert mistake.startswith('line 3, column F "level": is not valid')


def test_quoted_names_do_not_hide_the_delimiter() -> None:
    """Some systems put every cell into quotation marks, also those of the header."""
    data = b'"id";"name";"mail";"site";"department";"level"\n"p-1";"A";"a@x.org";"FR";"B, C";"1"\n'
    assert people_of(data)[0].department == "B, C"


def test_empty_lines_and_columns_do_not_count() -> None:
    """Empty lines and cells, as spreadsheets leave them, do not count."""
    data = csv_of(cells()).decode().replace("\n", ",,\n") + ",,,,,,,\n\n"
    assert len(people_of(data.encode())) == 1


def test_a_cell_may_have_line_breaks() -> None:
    """A list with a line break in its cell is a list, and later lines keep their numbers."""
    data = csv_of(cells(1, wanted="a\nb"), cells(2, level="x"))
    (mistake,) = mistakes_of(data)
    assert mistake.startswith("line 4, ")
    assert people_of(csv_of(cells(1, wanted="a\nb")))[0].wanted == ("a", "b")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (csv_of(cells()).decode().encode("utf-16"), "is UTF-16 text"),
        (b"PK\x03\x04 and so on", "is a workbook (.xlsx or .ods)"),
        (b"\xd0\xcf\x11\xe0 and so on", "is an old Excel workbook"),
    ],
    ids=["utf-16", "xlsx", "xls"],
)
def test_another_format_is_recognised(data: bytes, words: str) -> None:
    """A file that is no CSV is named for what it is, with the way to save it as CSV."""
    (mistake,) = mistakes_of(data)
    assert words in mistake
    assert "Save As" in mistake


def test_a_wrong_encoding_is_found_by_line() -> None:
    """All lines that are not UTF-8 are named, with what to do about it."""
    rows = [cells(1), cells(2, name="Jürgen"), cells(3, name="Käthe"), cells(4), cells(5, name="ß")]
    (mistake,) = mistakes_of(csv_of(*rows).decode().encode("cp1252"))
    assert mistake.startswith("lines 3–4 and 6: the text is not encoded in UTF-8")
    assert "CSV UTF-8" in mistake


def test_an_open_quotation_mark_is_found() -> None:
    """An unclosed quotation mark swallows all that follows: the line where it opens is named."""
    (mistake,) = mistakes_of(csv_of(cells(1)) + b'p-2,"Ada\n' * 3 + b"x\n" * 100_000)
    assert mistake.startswith("line 3: a quotation mark is opened and not closed")


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_a_mistake(data: bytes) -> None:
    """An empty file is a mistake: it would otherwise remove everyone."""
    assert mistakes_of(data) == ["the file is empty (allowed: a header and a line per person)"]


def test_a_header_alone_is_a_mistake() -> None:
    """A file with a header and no people is a mistake: it may have lost its lines."""
    data = csv_of(cells()).splitlines()[0]
    assert mistakes_of(data) == ["nobody is in the file (allowed: a line per person)"]


def test_marks_of_programs_are_no_content() -> None:
    """Byte order marks, however many, and marks of direction that were copied are passed over."""
    row = cells(department="\u202aCare\u202c", name="Kim\u200b Lang")
    (person,) = people_of(b"\xef\xbb\xbf" * 2 + csv_of(row).replace(b"mail", b"mail\xef\xbb\xbf"))
    assert (person.department, person.name) == ("Care", "Kim Lang")


@pytest.mark.parametrize("line", [b'"sep=;"\r\n', b"sep=;;;;;;\r\n", b"\xef\xbb\xbfsep=;\n"])
def test_other_programs_name_the_delimiter_in_their_way(line: bytes) -> None:
    """The line that names the delimiter may be in quotation marks, or as wide as all others."""
    assert len(people_of(line + csv_of(cells(), delimiter=";"))) == 1
