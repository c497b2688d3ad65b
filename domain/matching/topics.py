"""Topics: what one person can teach another, and whether a roster fits a programme's topics."""

from collections.abc import Iterable, Iterator, Sequence

from domain.engine.errors import Problem
from domain.programme.ids import TopicId
from domain.programme.people import Person, Side
from domain.programme.topics import Topic

TOPICS_TOLD = 40


def wanted(mentee: Person, offered: Sequence[TopicId]) -> Sequence[TopicId]:
    """The topics of the programme that a mentee wants; all of them if the roster names none."""
    if not mentee.wanted:
        return offered
    return [topic for topic in offered if topic in mentee.wanted]


def can_be_taught(
    topic: TopicId, mentor: Person, mentee: Person, offered: Sequence[TopicId]
) -> bool:
    """Whether the mentee wants this topic, and the mentor knows more of it."""
    return mentor.knows(topic) > mentee.knows(topic) and topic in wanted(mentee, offered)


def objections_to_topics(people: Iterable[Person], topics: Sequence[Topic]) -> list[Problem]:
    """The topics of a programme that nobody in the roster teaches, or nobody wants.

    Empty if one side has nobody at all: that is another problem, which the waiting list tells.
    """
    people = tuple(people)
    mentors = [person for person in people if Side.MENTOR in person.roles]
    mentees = [person for person in people if Side.MENTEE in person.roles]
    if not mentors or not mentees:
        return []
    offered = [topic.id for topic in topics]
    taught = {id_ for mentor in mentors for id_, level in mentor.knowledge.items() if level}
    asked_for = {id_ for mentee in mentees for id_ in wanted(mentee, offered)}
    asked_for |= {id_ for mentee in mentees for id_ in mentee.wanted}
    fitting = _listed(sorted(taught & asked_for))
    return list(_objections(offered, taught, asked_for, f"taught and wanted there: {fitting}"))


def _objections(
    offered: Sequence[TopicId], taught: set[TopicId], asked_for: set[TopicId], allowed: str
) -> Iterator[Problem]:
    for place, topic in enumerate(offered):
        for known, problem in (
            (taught, "no mentor in the roster knows anything of this topic"),
            (asked_for, "no mentee in the roster wants this topic"),
        ):
            if topic not in known:
                yield Problem(path=f"topics[{place}]", problem=problem, allowed=allowed)


def _listed(topics: Sequence[TopicId]) -> str:
    more = len(topics) - TOPICS_TOLD
    told = ", ".join(topics[:TOPICS_TOLD]) or "none"
    return f"{told} and {more} more" if more > 0 else told
