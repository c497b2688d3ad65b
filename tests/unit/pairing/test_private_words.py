"""Whatever people write in their own words stands in a record's private part, and nowhere else."""

from collections.abc import Iterator
from typing import Annotated, get_args, get_origin

import pytest

from domain.cohort.commands import MESSAGES as MESSAGES_OF_COHORT
from domain.engine.base import FreeText, Frozen
from domain.engine.roles import Role
from domain.pairing.commands import MESSAGES, AnswerSurvey
from domain.pairing.messages import PairingMessage
from domain.pairing.vocabulary import DeadlineKind, Stage
from domain.programme.request import CohortRequest, WaiverReason
from tests.docs.blocks import section
from tests.unit.pairing.messages import FIELDS, TABLE
from tests.unit.pairing.story import Story
from tests.unit.pairing.ways import given, held

MARK = "Quite between us"
(_PRIVATE,) = (one for one in FreeText.__metadata__ if hasattr(one, "func"))  # type: ignore[attr-defined]
(_PUBLIC,) = (one for one in WaiverReason.__metadata__ if hasattr(one, "func"))  # type: ignore[attr-defined]


def _has(check: object, kind: object, checks: tuple[object, ...] = ()) -> bool:
    if check in checks:
        return True
    if get_origin(kind) is Annotated:
        inner, *found = get_args(kind)
        return _has(check, inner, tuple(found))
    if isinstance(kind, type) and issubclass(kind, Frozen):
        return any(True for _ in _with(check, kind))
    return any(_has(check, part) for part in get_args(kind))


def _with(check: object, model: type[Frozen]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        if _has(check, field.annotation, tuple(field.metadata)):
            yield name


def _written_freely() -> Iterator[tuple[type[PairingMessage], str]]:
    for message in MESSAGES.values():
        yield from ((message, name) for name in _with(_PRIVATE, message))


def _surveyed() -> Story:
    """Both are asked how it is going."""
    return held(given(Stage.SESSIONS)).on(DeadlineKind.PULSE)


PLACES = [*_written_freely()]


@pytest.mark.parametrize(("message", "name"), PLACES)
def test_free_text_is_kept_apart(message: type[PairingMessage], name: str) -> None:
    """What is written freely in a message is in the private part of its events, never in data."""
    who, stages, _ = TABLE[message.name]
    text = MARK if message.model_fields[name].default is None else (MARK,)
    fields = FIELDS.get(message.name, {}) | {name: text}
    ready = _surveyed() if message is AnswerSurvey else given(Stage(stages.split()[0]))
    story = ready.when(message, Role(who.split()[0]), **fields)
    assert story.events
    told = story.records[-len(story.events) :]
    assert any(MARK in str(record.private) for record in told)
    for record in told:
        public = record.model_copy(update={"private": None})
        assert MARK not in public.model_dump_json()


def test_every_place_of_free_text_is_documented() -> None:
    """The guide for integrations names each message and field that takes free text."""
    page = " ".join(section("integrations.md", "Privacy").split())
    assert len(PLACES) == 7
    assert "Private free text is accepted in seven places only" in page
    for message, name in PLACES:
        assert f"`{name}`" in page
        assert f"`{message.name}`" in page


def test_every_place_of_words_for_all_to_read_is_documented() -> None:
    """The guide for integrations names each message, and each field of the cohort file, with words
    that everybody can read."""
    page = " ".join(section("integrations.md", "Privacy").split())
    public = page[page.index("Words for all to read") :]
    messages = [*MESSAGES.items(), *MESSAGES_OF_COHORT.items()]
    named = {name for name, message in messages if [*_with(_PUBLIC, message)]}
    fields = {name for check in (_PUBLIC, _PRIVATE) for name in _with(check, CohortRequest)}
    assert named >= {"adopt_policy", "relax_rule", "waive"}
    assert fields >= {"purpose", "title"}
    assert [name for name in sorted(named | fields) if f"`{name}" not in public] == []
