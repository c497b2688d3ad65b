"""The tables of the documents, as the code would write them."""

from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from domain.cohort.gate import GATES as COHORT_GATES
from domain.engine.gate import ITSELF, Gate
from domain.engine.messages import Message
from domain.engine.roles import Role
from domain.pairing.gate import GATES, RUNNING
from domain.pairing.messages import Fact
from domain.pairing.vocabulary import Stage
from domain.programme.mail_hours import MailHours
from domain.programme.preparation import PreparationRules
from domain.programme.request import (
    CohortRequest,
    Deadlines,
    FixedTerm,
    MatchingPolicy,
    OngoingTerm,
    Owners,
)
from domain.programme.session_rules import SessionPattern, SessionRules

TAKEN_APART: dict[str, tuple[type[BaseModel], ...]] = {
    "term": (FixedTerm, OngoingTerm),
    "sessions": (SessionPattern,),
    "session_rules": (SessionRules,),
    "matching": (MatchingPolicy,),
    "owners": (Owners,),
    "preparation": (PreparationRules,),
    "mail_hours": (MailHours,),
}
"""Fields of a cohort file whose parts have lines of their own."""
IN_WORDS = {
    "deadlines": "all have one",
    "matching.weights": "see schema",
    "late_joining_weeks": "half the term",
    "term.kind": "**needed**",
}
"""Defaults that a value would not explain."""


def rows(page: Path) -> list[tuple[str, ...]]:
    """The lines of all tables of a page, cell by cell."""
    lines = (line.strip() for line in page.read_text().splitlines())
    return [
        tuple(cell.strip() for cell in line.strip("|").split("|"))
        for line in lines
        if line.startswith("|") and not line.startswith("|---")
    ]


def fields_of_a_cohort_file() -> Iterator[tuple[str, str]]:
    """Every field with what holds when it is absent."""
    for name, info in CohortRequest.model_fields.items():
        for path, field in _parts(name, info):
            yield f"`{path}`", IN_WORDS.get(path) or _default(field)


def _parts(name: str, info: FieldInfo) -> Iterator[tuple[str, FieldInfo]]:
    if name not in TAKEN_APART:
        yield name, info
        return
    seen: dict[str, FieldInfo] = {}
    for model in TAKEN_APART[name]:
        seen |= model.model_fields
    yield from ((f"{name}.{part}", field) for part, field in seen.items())


def deadlines() -> Iterator[tuple[str, str]]:
    """Every deadline with its default."""
    for name, info in Deadlines.model_fields.items():
        yield f"`{name}`", _default(info)


def _default(info: FieldInfo) -> str:
    if info.is_required():
        return "**needed**"
    match info.default:
        case None:
            return "–"
        case ():
            return "none"
        case bool(value):
            return f"`{str(value).lower()}`"
        case Enum(value=value):
            return f"`{value}`"
        case dict():
            return "ours"
        case (Enum(), *_) as values:
            return f"`{[str(value) for value in values]}`"
        case tuple(values):
            return f"`{list(values)}`"
        case value:
            return f"`{value}`"


def what_fits_when() -> Iterator[tuple[str, ...]]:
    """Every message to a pairing, and when it is taken."""
    for message, gate in GATES.items():
        kind = "signal" if issubclass(message, Fact) else "update"
        yield (
            f"`{message.name}`",
            kind,
            _roles(gate.roles),
            _stages(gate.stages),
            _while_paused(gate),
        )


def _while_paused(gate: Gate[Stage]) -> str:
    if gate.during_pause:
        return "yes"
    return "for a date after it" if gate.beyond_pause else "no"


def _roles(roles: tuple[Role, ...]) -> str:
    if set(roles) == set(Role) - {Role.ENGINE}:
        return "everybody"
    return ", ".join(role for role in Role if role in roles)


def _stages(stages: tuple[Stage, ...]) -> str:
    if set(stages) == set(Stage):
        return "all"
    if set(stages) == set(RUNNING):
        return "until closed"
    return ", ".join(stage for stage in Stage if stage in stages)


def messages() -> Iterator[type[Message]]:
    """Every message of the contract that comes from outside."""
    yield from (message for message, gate in GATES.items() if gate.roles != ITSELF)
    yield from (message for message, gate in COHORT_GATES.items() if gate.roles != ITSELF)
