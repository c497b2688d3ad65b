"""Stories of pairings in which sessions are reported late, wrongly, contradicted or taken back."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from domain.engine.journal import StoredEvent
from domain.engine.roles import Role
from domain.pairing import commands as say
from domain.pairing.vocabulary import SessionOutcome, Stage
from tests.unit.pairing.anything import SETUPS, messages, orders
from tests.unit.pairing.story import Story, opened
from tests.unit.pairing.ways import lead_to
from tests.unit.streams import stored

Stream = tuple[StoredEvent, ...]

_STAGES = (Stage.INVITED, Stage.PLANNING, *[Stage.SESSIONS] * 8)
_STEPS = (*["report"] * 6, *["book"] * 2, *["withdraw"] * 2, "time", "time", "deadline")
_RARE_STEPS = ("anything", "order")
_OUTCOMES = (SessionOutcome.HELD, SessionOutcome.HELD, *SessionOutcome)
_WHO = (Role.MENTOR, Role.MENTOR, Role.MENTEE, Role.MENTEE, Role.OPERATOR)
_LATE = st.integers(0, 400).map(lambda minutes: timedelta(minutes=minutes))


@st.composite
def random_stories(draw: st.DrawFn) -> tuple[Story, Stream]:
    """A random pairing, and its stream in a journal that was out of reach now and then."""
    story = opened(draw(SETUPS))
    prepared_in = timedelta(days=draw(st.integers(0, 10)))
    story = lead_to(draw(st.sampled_from(_STAGES)), story.at(story.now + prepared_in))
    for _ in range(draw(st.integers(5, 25))):
        story = _step(draw, story)
    late = draw(st.lists(_LATE, max_size=len(story.records)))
    return story, stored(story.records, late)


def _step(draw: st.DrawFn, story: Story) -> Story:
    match draw(st.sampled_from(_STEPS if draw(st.integers(0, 9)) else _RARE_STEPS)):
        case "anything":
            return story.does(draw(messages(story.state, story.now, len(story.records))))
        case "order":
            return story.does(draw(orders(story.state)))
        case "deadline" if (due := story.state.next_due) is not None:
            return story.at(max(due.due, story.now)).elapses()
        case "report" | "book" | "withdraw" as deed if story.state.sessions:
            return _of_a_session(draw, story, deed)
        case _:
            later = story.now + timedelta(hours=draw(st.integers(1, 24 * 9)))
            return story.at(later).elapses()


def _of_a_session(draw: st.DrawFn, story: Story, deed: str) -> Story:
    """Mostly of the first two, so that much is said of each."""
    sessions = story.state.sessions
    one: dict[str, Any] = {"session_id": draw(st.sampled_from((*sessions[:2] * 3, *sessions))).id}
    by = draw(st.sampled_from(_WHO))
    hours = timedelta(hours=draw(st.integers(0, 24 * 8)))
    match deed:
        case "book":
            return story.when(say.BookSession, by, **one, starts_at=story.now + hours)
        case "withdraw":
            return story.when(say.WithdrawSessionReport, by, **one)
        case _:
            outcome = draw(st.sampled_from(_OUTCOMES))
            held_at = max(story.now - hours, story.state.opened_at)
            fields = {"held_at": held_at} if draw(st.booleans()) else {}
            return story.when(say.ReportSession, by, **one, outcome=outcome, **fields)
