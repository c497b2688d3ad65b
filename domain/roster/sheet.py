"""From bytes to cells: encodings and dialects of CSV, as spreadsheets and HR systems write them."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from domain.engine.base import without_formats
from domain.engine.errors import InvalidInput
from domain.roster.mistakes import Mistake, line_ranges, refusal

DELIMITERS = (",", ";", "\t")

_EXCEL_DELIMITER = re.compile(r'("?)sep=([,;|\t])\1[,;|\t]*[\r\n]+', re.IGNORECASE)
"""Excel's own first line, which names the delimiter and is not shown as a row. Other programs put
it into quotation marks, and give it as many cells as the others have."""

_SAVE_AS_UTF8 = "in Excel: Save As, “CSV UTF-8 (comma delimited)”"

_FOREIGN_FORMATS = (
    (codecs.BOM_UTF16_LE, "is UTF-16 text (Excel's “Unicode Text”), not CSV in UTF-8"),
    (codecs.BOM_UTF16_BE, "is UTF-16 text (Excel's “Unicode Text”), not CSV in UTF-8"),
    (b"PK\x03\x04", "is a workbook (.xlsx or .ods), not CSV"),
    (b"\xd0\xcf\x11\xe0", "is an old Excel workbook (.xls), not CSV"),
)


class Row(NamedTuple):
    """The cells of one person and the line on which they begin."""

    line: int
    cells: list[str]


class Sheet(NamedTuple):
    """A header and the rows below it; rows without any content are left out."""

    header: Row
    rows: list[Row]


def read_sheet(data: bytes, is_known: Callable[[str], bool]) -> Sheet:
    """Split a CSV file into rows; white space around a cell and byte order marks are ignored.

    ``is_known`` tells the name of a column from other text: the delimiter that yields most known
    names is the right one. Raises `InvalidInput` if this is not CSV in UTF-8, or has no header.
    """
    text = _text_of(data)
    excel = _EXCEL_DELIMITER.match(text)
    first_line = 2 if excel else 1
    text = text[excel.end() :] if excel else text

    def fits(delimiter: str) -> tuple[int, int]:
        try:
            cells = next(_rows(text, delimiter, first_line), Row(1, [])).cells
        except InvalidInput:  # quoted names, parted by another delimiter
            return 0, 0
        return sum(is_known(cell) for cell in cells), len(cells)

    delimiter = excel[2] if excel else max(DELIMITERS, key=fits)
    rows = list(_rows(text, delimiter, first_line))
    if not rows:
        raise refusal([Mistake(None, "", "the file is empty", "a header and a line per person")])
    return Sheet(header=rows[0], rows=rows[1:])


def _text_of(data: bytes) -> str:
    for mark, problem in _FOREIGN_FORMATS:
        if data.startswith(mark):
            raise refusal([Mistake(None, "", f"the file {problem}", _SAVE_AS_UTF8)])
    try:
        return without_formats(data.decode("utf-8"))
    except UnicodeDecodeError:
        wrong = [number for number, line in enumerate(data.splitlines(), 1) if not _is_utf8(line)]
        raise refusal(
            [Mistake(None, line_ranges(wrong), "the text is not encoded in UTF-8", _SAVE_AS_UTF8)]
        ) from None


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _rows(text: str, delimiter: str, first_line: int) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = first_line
    try:
        for record in reader:
            cells = [cell.strip() for cell in record]
            if any(cells):
                yield Row(line, cells)
            line = first_line + reader.line_num
    except csv.Error:
        problem = "a quotation mark is opened and not closed, or text follows a closed one"
        raise refusal(
            [Mistake(line, "", problem, 'quotation marks as in "a ""quoted"" word"')]
        ) from None
