"""Whatever people write in their own words stands in a record's private part, and nowhere else."""

from collections.abc import Iterator
from typing import Annotated, get_args, get_origin

import pytest

from domain.engine.base import FreeText
from domain.engine.roles import Role
from domain.pairing.commands import MESSAGES, AnswerSurvey
from domain.pairing.messages import PairingMessage
from domain.pairing.vocabulary import DeadlineKind, Stage
from tests.docs.blocks import section
from tests.unit.pairing.messages import FIELDS, TABLE
from tests.unit.pairing.story import Story
from tests.unit.pairing.ways import given, held

MARK = "Quite between us"
(_CHECK,) = (one for one in FreeText.__metadata__ if hasattr(one, "func"))  # type: ignore[attr-defined]


def _is_written_freely(kind: object, checks: tuple[object, ...] = ()) -> bool:
    if _CHECK in checks:
        return True
    if get_origin(kind) is Annotated:
        inner, *found = get_args(kind)
        return _is_written_freely(inner, tuple(found))
    return any(_is_written_freely(part) for part in get_args(kind))


def _written_freely() -> Iterator[tuple[type[PairingMessage], str]]:
    for message in MESSAGES.values():
        for name, field in message.model_fields.items():
            if _is_written_freely(field.annotation, tuple(field.metadata)):
                yield message, name


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
    assert "Free text is accepted in seven places only" in page
    for message, name in PLACES:
        assert f"`{name}`" in page
        assert f"`{message.name}`" in page
