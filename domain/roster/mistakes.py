"""Mistakes of a file, each with its place; equal ones are told once for all their lines."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from domain.engine.errors import InvalidInput, Problem


class Mistake(NamedTuple):
    """One mistake at one place. Never holds the content of a cell, which might be private."""

    line: int | None
    """Line of the file, counted from 1; absent when the mistake is about the whole file."""
    column: str
    """As `column_title` names it; empty when the whole line is meant."""
    problem: str
    allowed: str | None = None


def column_title(index: int, header: str) -> str:
    """A column as a spreadsheet and as the file call it: ``column J "birth year"``."""
    return f'column {spreadsheet_column(index)} "{header}"'


def spreadsheet_column(index: int) -> str:
    """The name that spreadsheets give to a column, counted from 0: A, …, Z, AA, …"""
    name = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def refusal(mistakes: Iterable[Mistake]) -> InvalidInput:
    """The error that names every mistake; equal ones of a column share one sentence."""
    lines: dict[tuple[str, str, str | None], list[int]] = {}
    for mistake in mistakes:
        found = lines.setdefault((mistake.column, mistake.problem, mistake.allowed), [])
        if mistake.line is not None:
            found.append(mistake.line)
    return InvalidInput(
        tuple(
            Problem(path=_place(column, numbers), problem=problem, allowed=allowed)
            for (column, problem, allowed), numbers in lines.items()
        )
    )


def _place(column: str, lines: Sequence[int]) -> str:
    return ", ".join(part for part in (line_ranges(lines), column) if part)


def line_ranges(lines: Sequence[int]) -> str:
    """Ascending line numbers in short: ``line 7``, ``lines 2–5 and 9``."""
    if not lines:
        return ""
    runs = [[lines[0], lines[0]]]
    for before, number in pairwise(lines):
        if number == before + 1:
            runs[-1][1] = number
        elif number != before:
            runs.append([number, number])
    words = [str(first) if first == last else f"{first}–{last}" for first, last in runs]
    text = " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)
    return f"line {text}" if lines[0] == lines[-1] else f"lines {text}"
