"""The errors of Eyelevel. ``docs/errors.md`` has the tree, and what to do about each.

Every `Refused` lists *all* problems at once. No text ever repeats a value that was handed in,
because it might be private.
"""

import re
from collections.abc import Sequence

from pydantic import ValidationError

from domain.engine.base import OPAQUE_ID_IN_WORDS, OPAQUE_ID_PATTERN, REGION_PATTERN, Frozen


class Problem(Frozen):
    """One mistake: where it is, what is wrong, and what would be right."""

    path: str
    problem: str
    allowed: str | None = None

    def __str__(self) -> str:
        place = f"{self.path}: " if self.path else ""
        remedy = f" (allowed: {self.allowed})" if self.allowed else ""
        return f"{place}{self.problem}{remedy}"


class EyelevelError(Exception):
    """Base of everything that Eyelevel raises on purpose."""


class Refused(EyelevelError):
    """A request that cannot be met. ``problems`` holds every reason; nothing has changed."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(str(problem) for problem in self.problems))


class InvalidInput(Refused):
    """The input does not have the shape that its model asks for."""


class NotAllowed(Refused):
    """The input is well formed, but a rule or the present stage forbids it."""


class NotPrepared(Refused):
    """The database or the namespace lacks what this release needs. Each problem names a command."""


class VersionConflict(EyelevelError):
    """Another writer has written this version of a stream, with other content."""


class UnreadableEvent(EyelevelError):
    """An event of the journal does not have the shape of its version."""


class UnknownEventType(UnreadableEvent):
    """An event of a type or version without a reader in this release."""


class UnreadableState(EyelevelError):
    """An earlier run has handed on a state of a shape that this release does not expect."""


class UnknownRevision(EyelevelError):
    """The number by which a run decides is higher than what this release knows."""


class StorageFailure(EyelevelError):
    """The database refused a statement. The text names its SQLSTATE and never quotes data."""


class StorageUnavailable(StorageFailure):
    """The database is out of reach, went away before it answered, or has no time or room now."""


def not_allowed(path: str, problem: str, allowed: str | None = None) -> NotAllowed:
    """A refusal with a single reason, the common case."""
    return NotAllowed((Problem(path=path, problem=problem, allowed=allowed),))


PROBLEMS_TOLD = 100
"""More problems would help no one, and Temporal limits the size of failures."""


def the_first(problems: Sequence[Problem], count: int) -> tuple[Problem, ...]:
    """The first problems and, if there are more, a last one that says how many.

    If only one is left, it is told itself instead of a count of one.
    """
    if len(problems) <= count + 1:
        return tuple(problems)
    return (*problems[:count], _more(len(problems) - count))


def _more(count: int) -> Problem:
    return Problem(path="", problem=f"and {count} more problem{'s' if count > 1 else ''}")


def problems_of(
    error: ValidationError, prefix: str = "", at_most: int | None = None
) -> tuple[Problem, ...]:
    """Every mistake of a pydantic validation as a `Problem`, without the offending values.

    ``at_most``: how many of them are put into words, which is slow; the others are only counted.
    """
    details = error.errors(include_url=False, include_input=False)
    problems = tuple(
        Problem(
            path=_dotted(prefix, detail["loc"], is_known=detail["type"] != "extra_forbidden"),
            problem=_in_words(detail["type"], detail["msg"]),
            allowed=_allowed(detail.get("ctx", {})),
        )
        for detail in details[:at_most]
    )
    untold = len(details) - len(problems)
    return (*problems, _more(untold)) if untold else problems


IS_NAME = re.compile(r"[\w.:\[\]-]{1,64}", re.ASCII)
"""Names of fields and messages. Any other was chosen by the sender and might be
private, or unfit for the journal."""

_MISSPELT = re.compile(r"[a-z][a-z0-9_]{0,39}")
"""A field that is not ours is repeated only if it might be meant as one: not ``anna.schmidt``."""


def _dotted(prefix: str, location: tuple[int | str, ...], *, is_known: bool) -> str:
    path = prefix
    for place, part in enumerate(location, start=1):
        if isinstance(part, int):
            path += f"[{part}]"
        else:
            form = IS_NAME if is_known or place < len(location) else _MISSPELT
            name = part if form.fullmatch(part) else "…"
            path += f".{name}" if path else name
    return path


_IN_WORDS = {
    "string_pattern_mismatch": "does not have the right form",
    "extra_forbidden": "unknown field",
    "missing": "is missing",
    "enum": "is none of the allowed words",
    "literal_error": "is none of the allowed words",
    "union_tag_invalid": "is none of the allowed words",
    "union_tag_not_found": "does not say of which kind it is",
    "too_short": "is too short",
    "too_long": "is too long",
    "string_too_short": "is too short",
    "string_too_long": "is too long",
    "greater_than": "is too small",
    "greater_than_equal": "is too small",
    "less_than": "is too large",
    "less_than_equal": "is too large",
}
"""Our own words where pydantic's would repeat what ``allowed`` says."""


def _in_words(kind: str, message: str) -> str:
    return _IN_WORDS.get(kind) or message.removeprefix("Value error, ")


_FORMS = {
    OPAQUE_ID_PATTERN: OPAQUE_ID_IN_WORDS,
    REGION_PATTERN: "a country or region of ISO 3166, such as DE or DE-BW",
}
"""Patterns as people understand them."""


def _allowed(context: dict[str, object]) -> str | None:
    names = {
        "expected": "{}",
        "ge": "at least {}",
        "le": "at most {}",
        "gt": "more than {}",
        "lt": "less than {}",
        "min_length": "a length of at least {}",
        "max_length": "a length of at most {}",
        "expected_tags": "{}",
    }
    found = [words.format(context[key]) for key, words in names.items() if key in context]
    if "pattern" in context:
        pattern = str(context["pattern"])
        found.append(_FORMS.get(pattern, f"what matches {pattern}"))
    return ", ".join(found) or None
