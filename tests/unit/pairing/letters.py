"""Letters of a story, and what they tell."""

from typing import TypeVar

from domain.pairing.letters import letter
from domain.programme.people import Side
from domain.telling.body import Body
from domain.telling.kinds import NoticeKind
from domain.telling.letters import Letter
from tests.unit.pairing.story import Story

B = TypeVar("B", bound=Body)


def written(story: Story, kind: NoticeKind, side: Side | None = Side.MENTOR) -> Letter:
    """The letter of the last notice of this kind."""
    told = [sent.notice for sent in story.state.desk.told]
    notice = [sent for sent in told if sent.kind is kind and sent.side is side][-1]
    return letter(story.state, notice, story.now)


def told(body: type[B], story: Story, kind: NoticeKind, side: Side | None = Side.MENTOR) -> B:
    """What the letter of the last notice of this kind tells."""
    return of(body, written(story, kind, side))


def of(body: type[B], found: Letter) -> B:
    """What a letter tells."""
    assert isinstance(found.body, body)
    return found.body
