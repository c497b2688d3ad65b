"""Lives of pairings in which much is said of sessions, late, wrong, and taken back."""

from datetime import timedelta

from hypothesis import strategies as st

from domain.journal import StoredEvent
from domain.orders import ElapseDeadlines
from domain.pairing.vocabulary import Stage
from tests.unit.pairing.anything import SETUPS, about_sessions, messages, orders
from tests.unit.pairing.story import Story, opened
from tests.unit.pairing.ways import lead_to
from tests.unit.streams import stored

_STAGES = (Stage.INVITED, Stage.PLANNING, Stage.SESSIONS, Stage.SESSIONS, Stage.SESSIONS)
_STEPS = ("sessions", "sessions", "sessions", "anything", "order", "deadline", "time")
_LATE = st.integers(0, 400).map(lambda minutes: timedelta(minutes=minutes))

Stream = tuple[StoredEvent, ...]


def _step(draw: st.DrawFn, story: Story) -> Story:
    number = len(story.records)
    match draw(st.sampled_from(_STEPS)):
        case "sessions":
            return story.does(draw(about_sessions(story.state, story.now, number)))
        case "anything":
            return story.does(draw(messages(story.state, story.now, number)))
        case "order":
            return story.does(draw(orders(story.state)))
        case "deadline" if (due := story.state.next_due) is not None:
            return story.at(max(due.due, story.now)).does(ElapseDeadlines())
        case _:
            later = story.now + timedelta(hours=draw(st.integers(1, 24 * 9)))
            return story.at(later).does(ElapseDeadlines())


@st.composite
def lives(draw: st.DrawFn) -> tuple[Story, Stream]:
    """A life, and its stream in a journal that was now and then out of reach."""
    story = opened(draw(SETUPS))
    prepared_in = timedelta(days=draw(st.integers(0, 10)))
    story = lead_to(draw(st.sampled_from(_STAGES)), story.at(story.now + prepared_in))
    for _ in range(draw(st.integers(5, 25))):
        story = _step(draw, story)
    late = draw(st.lists(_LATE, max_size=len(story.records)))
    return story, stored(story.records, late)
