"""What was told in confidence is known to those who deal with it, and shown to nobody else."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, get_args

import pytest
from pydantic import ValidationError

import cli.main
import worker
from activities.confidences import confided
from activities.ports import Cast
from cli.history_words import as_json
from cli.show_words import of_pairing
from domain.cohort.progress import PairingProgress, progress_of
from domain.engine.base import Frozen
from domain.engine.confidence import IN_CONFIDENCE, Discreet
from domain.engine.journal import EventRecord, StoredEvent
from domain.engine.wire import from_record
from domain.history import pairing_history
from domain.pairing.commands import AnswerCheckIn, End
from domain.pairing.details import pairing_details
from domain.pairing.events.reviews import CheckInAnswered
from domain.pairing.evolve import fold
from domain.pairing.explain import explain
from domain.pairing.letters import letter
from domain.pairing.search_values import search_values
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import (
    CHECK_IN_ANSWERS,
    CheckIn,
    CheckInAnswer,
    DeadlineKind,
    EndReason,
    Stage,
)
from domain.programme.request import Owners
from domain.telling.bodies import ItemBody, ReviewItemBody
from domain.telling.catalogue import ITEMS, PAIRING_ITEMS, ShownKind
from domain.telling.kinds import ItemKind, NoticeKind
from domain.telling.lines import ItemLine
from domain.telling.notices import DeliveryOutcome, Notice
from domain.telling.specs import Because, ItemSpec
from tests.fakes.journal import InMemoryJournal
from tests.unit.pairing.story import MENTOR, OPERATOR, Story
from tests.unit.pairing.ways import given, held
from tests.unit.witnesses.tables import ITEMS_OF_PAIRINGS
from tests.unit.witnesses.witness import Opened, opened_items

CONFIDENTIAL = [kind for kind, spec in ITEMS.items() if spec.in_confidence]
STORIES = [(kind, way) for kind in CONFIDENTIAL for way in ITEMS_OF_PAIRINGS[kind]]
OF_EACH = pytest.mark.parametrize(
    ("kind", "way"), STORIES, ids=lambda one: getattr(one, "when", one)
)

MAY_HOLD_IT = {
    AnswerCheckIn: "the answer itself",
    Cast: "looked up for one mail",
    ItemLine: "of a notice, which cannot hold it",
}

(HIDES_IT,) = ShownKind.__metadata__  # type: ignore[attr-defined]
_ALL_PROCESSES = (worker, cli.main)
"""Imported so that every model is known."""


def _models(base: type[Frozen] = Frozen) -> Iterator[type[Frozen]]:
    for model in base.__subclasses__():
        yield model
        yield from _models(model)


def _may_hold(annotation: Any, word: type[StrEnum]) -> bool:
    if annotation is word:
        return True
    if HIDES_IT in getattr(annotation, "__metadata__", ()):
        return False
    return any(_may_hold(part, word) for part in get_args(annotation))


def _holders(word: type[StrEnum]) -> set[type[Frozen]]:
    return {
        model
        for model in _models()
        if model.__module__.partition(".")[0] != "tests"
        for field in model.model_fields.values()
        if HIDES_IT not in field.metadata and _may_hold(field.annotation, word)
    }


@pytest.mark.parametrize("word", [ItemKind, CheckInAnswer])
def test_whatever_may_hold_a_confidence_hides_it(word: type[StrEnum]) -> None:
    """Every model with a field for what may be in confidence hides it there, or is one of those
    that are named here with the reason."""
    holders = _holders(word)
    discreet = {model for model in holders if issubclass(model, Discreet)}
    assert discreet
    assert holders - discreet <= set(MAY_HOLD_IT)


def test_items_in_confidence_are_tried_here() -> None:
    """There is an item in confidence, and each one has a story of a pairing in these tests."""
    assert CONFIDENTIAL
    assert set(CONFIDENTIAL) <= {kind for kind, _ in STORIES} <= set(PAIRING_ITEMS)


def _without_private(records: tuple[EventRecord, ...]) -> list[EventRecord]:
    return [record.model_copy(update={"private": None}) for record in records]


def _stored(records: list[EventRecord]) -> list[StoredEvent]:
    at = datetime(2030, 1, 1, tzinfo=UTC)
    return [
        StoredEvent(
            global_position=number,
            stream="pairing-c-1-1",
            version=number,
            record=record,
            recorded_at=at,
            has_words=False,
        )
        for number, record in enumerate(records, start=1)
    ]


def _all_that_is_shown(state: PairingState) -> Iterator[str]:
    yield state.model_dump_json()
    yield explain(state).model_dump_json()
    yield pairing_details(state, namespace="default")
    yield of_pairing(state, state.setup.calendar.zone)
    yield str(search_values(state))
    yield progress_of(state).model_dump_json()


def _all_that_is_read(records: tuple[EventRecord, ...]) -> Iterator[str]:
    events = _stored(_without_private(records))
    yield from (as_json(event, {}) for event in events)
    yield from (line.words for line in pairing_history(events))
    state = fold(event.record for event in events)
    assert state is not None
    yield from _all_that_is_shown(state)


@OF_EACH
def test_nothing_that_is_shown_says_what_it_is_about(kind: ItemKind, way: Opened[Story]) -> None:
    """Of an item in confidence neither the journal's data, nor the state, nor anything made of
    them says what it is about or what it came from; they say that it is in confidence."""
    open_, settled = way.story(), way.to_the_end()
    (item,) = [item for item in opened_items(open_) if item.kind is kind]
    spec = ITEMS[kind]
    secrets = (kind.value, spec.task, spec.because.why, CheckInAnswer.END_WITHOUT_NAMING_ME)
    for story in (open_, settled):
        texts = [*_all_that_is_shown(story.state), *_all_that_is_read(story.records)]
        texts += [line.words for line in pairing_history(_stored(list(story.records)))]
        assert [text for text in texts if any(secret in text for secret in secrets)] == []
    why = explain(open_.state)
    assert (why.items[-1].cause, why.items[-1].at) == (IN_CONFIDENCE, item.opened_at)
    assert why.notices[0].cause == IN_CONFIDENCE
    assert IN_CONFIDENCE in open_.state.model_dump_json()
    assert IN_CONFIDENCE in str(search_values(open_.state))


@OF_EACH
async def test_it_is_looked_up_for_the_owners_mail(kind: ItemKind, way: Opened[Story]) -> None:
    """The owner's letter says that it is in confidence; what it is about is looked up in the
    journal, for the mail alone."""
    story = way.story()
    written = letter(story.state, story.on_their_way[-1], story.now)
    assert isinstance(written.body, ItemBody)
    assert written.body.item.kind is IN_CONFIDENCE
    assert await confided(written, await _journal(story.records)) is kind
    assert await confided(written, await _journal(_without_private(story.records))) is None


async def test_of_several_items_the_one_of_the_letter_is_looked_up() -> None:
    """What is looked up is the item of the letter, whatever else was opened before."""
    silent = given(Stage.SESSIONS).on(DeadlineKind.SILENCE).on(DeadlineKind.SILENCE_ITEM)
    story = silent.when(AnswerCheckIn, MENTOR, **WANTS_OUT)
    written = letter(story.state, story.on_their_way[-1], story.now)
    found = await confided(written, await _journal(story.records))
    assert found is ItemKind.MENTOR_WANTS_OUT


async def test_nothing_is_looked_up_for_another_letter() -> None:
    """What is not in confidence is not looked up: the letter says it."""
    story = held(given(Stage.SESSIONS))
    journal = InMemoryJournal()
    for notice in story.on_their_way:
        assert await confided(letter(story.state, notice, story.now), journal) is None


async def _journal(records: Sequence[EventRecord]) -> InMemoryJournal:
    journal = InMemoryJournal()
    await journal.append("pairing-c-1-1", 0, records)
    return journal


def test_a_state_survives_json_with_all_that_it_knows() -> None:
    """What a run hands on is all that it knows: it never knew what an item in confidence is
    about."""
    state = _asks_for_an_end(given(Stage.SESSIONS)).state
    assert state.desk.items
    assert PairingState.model_validate_json(state.model_dump_json()) == state


def test_who_asks_again_is_heard_once() -> None:
    """A second answer opens no second item."""
    once = _asks_for_an_end(given(Stage.SESSIONS))
    again = once.when(AnswerCheckIn, MENTOR, **WANTS_OUT)
    assert again.events
    assert again.state.desk.items == once.state.desk.items


def test_the_next_owner_is_told_as_well() -> None:
    """A mail in confidence that did not reach the lead goes to the deputy."""
    owners = Owners(lead="p-lead", deputy="p-deputy")
    story = _asks_for_an_end(given(Stage.SESSIONS, owners=owners))
    first = story.on_their_way[-1]
    story = story.fared(first, DeliveryOutcome.REFUSED)
    (again,) = [one for one in story.on_their_way if one.item_id == first.item_id]
    assert (again.to, again.item) == ("p-deputy", IN_CONFIDENCE)


WANTS_OUT = {"check_in": CheckIn.JUNIOR, "answer": CheckInAnswer.END_WITHOUT_NAMING_ME}


def _asks_for_an_end(story: Story) -> Story:
    return held(story).when(AnswerCheckIn, MENTOR, **WANTS_OUT)


@pytest.mark.parametrize("answer", CHECK_IN_ANSWERS[CheckIn.JUNIOR])
def test_every_answer_in_confidence_looks_the_same(answer: CheckInAnswer) -> None:
    """The journal's data say that the mentor answered, and the same for each answer; what it was is
    in the private part."""
    story = held(given(Stage.SESSIONS))
    story = story.when(AnswerCheckIn, MENTOR, check_in=CheckIn.JUNIOR, answer=answer)
    record = story.records[-len(story.events)]
    assert record.data == {"check_in": "junior", "side": "mentor", "answer": "in_confidence"}
    assert record.private == {"in_confidence": {"answer": answer.value}}
    assert from_record(record, (CheckInAnswered,)) == story.events[0]


def test_an_answer_that_is_no_confidence_is_data() -> None:
    """What both are asked is answered in the open."""
    story = held(given(Stage.SESSIONS))
    answer = {"check_in": CheckIn.DID_YOU_MEET, "answer": CheckInAnswer.NOT_MET}
    record = story.when(AnswerCheckIn, MENTOR, **answer).records[len(story.records)]
    assert (record.data["answer"], record.private) == ("not_met", None)


def test_nobody_can_answer_in_confidence_what_is_asked_in_the_open() -> None:
    """`in_confidence` is no answer: it only stands in the place of one."""
    fields = {"check_in": "did_you_meet", "answer": "in_confidence"}
    with pytest.raises(ValidationError, match="answer"):
        given(Stage.SESSIONS).when(AnswerCheckIn, MENTOR, **fields)


@pytest.mark.parametrize(
    "rules",
    [{"body": ReviewItemBody}, {"by_itself": "silence"}, {"after_the_end": True}],
    ids=lambda rules: next(iter(rules)),
)
def test_no_rule_depends_on_what_is_in_confidence(rules: dict[str, Any]) -> None:
    """An item in confidence that would have a rule of its own is refused when it is declared: the
    engine does not remember what it is about."""
    with pytest.raises(ValueError, match="it has no rules"):
        ItemSpec(task="Ask", because=Because("It is so"), in_confidence=True, **rules)


def test_each_owner_has_one_kind_in_confidence() -> None:
    """Two kinds in confidence of one owner could not be told apart while one is open: a second kind
    would need another way not to open an item twice."""
    owners = [ITEMS[kind].owner for kind in CONFIDENTIAL]
    assert sorted(owners) == sorted(set(owners))


def test_a_field_that_everybody_sees_cannot_hold_it() -> None:
    """What is told of a pairing, and what is issued as a notice, never names an item in confidence,
    whoever puts it there."""
    progress = PairingProgress(
        pairing_id="c-1", stage=Stage.SESSIONS, items=(ItemKind.MENTOR_WANTS_OUT,)
    )
    assert progress.items == (IN_CONFIDENCE,)
    kind, item = NoticeKind.ITEM_OPENED, ItemKind.MENTOR_WANTS_OUT
    assert Notice(id="n-1", kind=kind, to="p-lead", item=item, cause="x").item is IN_CONFIDENCE


@OF_EACH
def test_a_pairing_goes_on_when_it_is_erased(kind: ItemKind, way: Opened[Story]) -> None:
    """A pairing whose private words were erased is in the same state, and goes on."""
    story = way.story()
    state = fold(_without_private(story.records))
    assert state is not None
    assert state.desk == story.state.desk
    reason = EndReason.HOLD if state.on_hold else EndReason.NO_FIT
    ended = Story(state, story.now).when(End, OPERATOR, reason=reason)
    assert ended.state.desk.items == ()
