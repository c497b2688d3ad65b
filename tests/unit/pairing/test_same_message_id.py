"""One message id is one message: from one role, for one purpose, with one content."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.engine.errors import NotAllowed
from domain.engine.journal import EventRecord
from domain.engine.messages import Message
from domain.engine.roles import Role
from domain.pairing.commands import Accept, Decline, OpenPairing
from domain.pairing.decider import PAIRING_DECIDER
from domain.pairing.evolve import fold
from domain.programme.revision import REVISION
from tests.properties import examples
from tests.unit.changed_json import changed, reordered
from tests.unit.pairing.random_stories import Stream, random_stories
from tests.unit.pairing.story import START, Story, a_setup
from tests.unit.pairing.ways import given as invited


def test_the_same_message_id_from_the_other_side_is_no_repetition() -> None:
    """The same message id from the other side is another message, not a repetition."""
    setup = a_setup()
    state = PAIRING_DECIDER.handle(None, OpenPairing(setup=setup), START, REVISION).state
    who = {"message_id": "accept-1", "pairing_id": setup.pairing_id}
    state = PAIRING_DECIDER.handle(state, Accept(acting=Role.MENTOR, **who), START, REVISION).state
    again = PAIRING_DECIDER.handle(state, Accept(acting=Role.MENTOR, **who), START, REVISION)
    assert again.receipt is not None
    assert again.records == ()
    with pytest.raises(NotAllowed, match="was used before, for accept by mentor at"):
        PAIRING_DECIDER.handle(state, Accept(acting=Role.MENTEE, **who), START, REVISION)


def _accepted(story: Story) -> list[Message]:
    """The messages of a story that left a trace in its journal."""
    return [
        deed.command for deed in story.deeds if deed.records and isinstance(deed.command, Message)
    ]


@st.composite
def stories_and_messages(draw: st.DrawFn) -> tuple[Story, Any]:
    """A random story, and a message that was accepted in it."""
    story, _ = draw(random_stories().filter(_has_messages))
    return story, draw(st.sampled_from(_accepted(story)))


def _has_messages(drawn: tuple[Story, Stream]) -> bool:
    return bool(_accepted(drawn[0]))


@given(stories_and_messages(), st.data())
@examples(50)
def test_the_same_content_in_any_order_gets_the_receipt(
    drawn: tuple[Story, Any], data: st.DataObject
) -> None:
    """A message that comes again changes nothing and is answered as before, whatever happened
    since, and in whichever order its fields come."""
    story, message = drawn
    again = message.sent_as(data.draw(reordered(message.model_dump(mode="json"))))
    step = PAIRING_DECIDER.handle(story.state, again, story.now, REVISION)
    assert step.records == ()
    (recorded,) = [one for one in story.state.receipts if one.message_id == message.message_id]
    assert step.receipt == recorded


@given(stories_and_messages(), st.data())
@examples(50)
def test_any_other_content_is_refused(drawn: tuple[Story, Any], data: st.DataObject) -> None:
    """A message with the id of another one is refused, whichever field of it is different."""
    story, message = drawn
    other = message.sent_as(data.draw(changed(message.model_dump(mode="json"))))
    with pytest.raises(NotAllowed, match=rf"for {message.name} by .*, with other content"):
        PAIRING_DECIDER.handle(story.state, other, story.now, REVISION)


def test_a_refusal_says_when_the_id_was_used_and_what_is_allowed() -> None:
    """The refusal of another content names the message, when it came, and the way out."""
    story = invited().when(Decline, Role.MENTOR, message_id="no-1", reason="no time")
    story = story.when(Decline, Role.MENTOR, message_id="no-1", reason="no interest")
    (problem,) = story.problems
    assert problem.path == "message_id"
    at = START.isoformat()
    assert problem.problem == f"was used before, for decline by mentor at {at}, with other content"
    assert problem.allowed == "an id of its own"


def test_without_words_any_content_counts_as_the_same() -> None:
    """Once the words of a stream are erased, so are fingerprints, and the same id is the same
    message."""
    story = invited().when(Decline, Role.MENTOR, message_id="no-1", reason="no time")
    erased = fold(_without_words(record) for record in story.records)
    assert erased is not None
    assert erased.fingerprints == ()
    erased_story = replace(story, state=erased)
    other = erased_story.when(Decline, Role.MENTOR, message_id="no-1", reason="no interest")
    assert other.receipt == story.receipt


def _without_words(record: EventRecord) -> EventRecord:
    return record.model_copy(update={"private": None, "fingerprint": None})
