"""What was decided in the stories of all witnesses: ``python -m tests.replay.decisions`` takes it.

Histories need a server, and go where some twenty stories lead. These decisions need none, and go
wherever a witness does. Stories have beginnings in common, so each kind of entity has one tree of
decisions: a line is a command, what came of it, and the line before it in the story.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from domain.cohort.commands import COMMANDS as COHORT_COMMANDS
from domain.cohort.decider import COHORT_DECIDER
from domain.engine.base import Frozen
from domain.engine.decider import Step
from domain.engine.journal import EventRecord
from domain.pairing.commands import COMMANDS as PAIRING_COMMANDS
from domain.pairing.decider import PAIRING_DECIDER
from domain.programme.revision import REVISION
from tests.replay.differences import differences_between
from tests.unit.cohort.story import CohortStory
from tests.unit.deeds import Deed
from tests.unit.pairing.story import Story
from tests.unit.witnesses.every_story import every_story

FOLDER = Path(__file__).parent / "decided"


class Kind(NamedTuple):
    """A kind of entity whose decisions are kept."""

    name: str
    commands: tuple[type[Frozen], ...]
    handle: Callable[[Any, Any, datetime, int], Step[Any]]
    story: type[Story] | type[CohortStory]


KINDS = (
    Kind("pairings", PAIRING_COMMANDS, PAIRING_DECIDER.handle, Story),
    Kind("cohorts", COHORT_COMMANDS, COHORT_DECIDER.handle, CohortStory),
)


class Decision(Frozen):
    """One line of a file."""

    after: int | None
    """Number of the line before it in the story, from 0; ``None`` where a story begins."""
    at: datetime
    command: str
    content: dict[str, Any]
    records: tuple[EventRecord, ...]


Place: TypeAlias = tuple[int | None, datetime, str, str]
"""What a line is the decision on: the line before, the moment, the command and its content."""


def files_of(kind: Kind) -> list[Path]:
    """Of every revision by which decisions were ever taken."""
    return sorted(FOLDER.glob(f"{kind.name}.*.jsonl"))


def read(path: Path) -> list[Decision]:
    """All decisions of a file; none if there is no such file."""
    lines = path.read_text().splitlines() if path.exists() else []
    return [Decision.model_validate_json(line) for line in lines]


def decided_otherwise(kind: Kind, decisions: Iterable[Decision], revision: int) -> Iterator[str]:
    """Each line on which the present code decides otherwise under the same revision."""
    states: list[Any] = []
    for number, decision in enumerate(decisions):
        state = None if decision.after is None else states[decision.after]
        step = kind.handle(state, _command(kind, decision), decision.at, revision)
        states.append(step.state)
        for difference in differences_between(decision.records, step.records):
            yield f"line {number + 1}, {decision.command}: {difference}"


def with_the_present(kind: Kind, decisions: list[Decision]) -> list[Decision]:
    """These decisions, and behind them those of present stories that are not among them."""
    places = {_place(kind, decision): number for number, decision in enumerate(decisions)}
    found = [*decisions]
    for story in every_story():
        if not isinstance(story, kind.story):
            continue
        after: int | None = None
        for deed in story.deeds:
            decision = _decision(deed, after)
            after = places.setdefault(_place(kind, decision), len(found))
            if after == len(found):
                found.append(decision)
    return found


def _decision(deed: Deed, after: int | None) -> Decision:
    return Decision(
        after=after,
        at=deed.at,
        command=type(deed.command).__name__,
        content=deed.command.model_dump(mode="json"),
        records=deed.records,
    )


def _place(kind: Kind, decision: Decision) -> Place:
    # In the present shape: a new field with a default makes no other command of it.
    content = _command(kind, decision).model_dump_json()
    return decision.after, decision.at, decision.command, content


def _command(kind: Kind, decision: Decision) -> Frozen:
    (model,) = (model for model in kind.commands if model.__name__ == decision.command)
    return model.model_validate(decision.content)


def _take() -> None:
    FOLDER.mkdir(exist_ok=True)
    for kind in KINDS:
        path = FOLDER / f"{kind.name}.{REVISION}.jsonl"
        known = read(path)
        found = with_the_present(kind, known)
        lines = (decision.model_dump_json(exclude_defaults=True) for decision in found)
        path.write_text("".join(f"{line}\n" for line in lines))
        sys.stdout.write(f"{path.name}: {len(found) - len(known)} more\n")


if __name__ == "__main__":
    _take()
