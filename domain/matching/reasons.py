"""Why a pair is proposed: the parts of its score in words."""

from collections.abc import Mapping, Sequence
from typing import assert_never

from domain.matching import words
from domain.matching.model import ScorePart, ScorePartKind
from domain.programme.ids import TopicId
from domain.programme.people import Locale, Person
from domain.programme.phrases import Phrase

TOPICS_NAMED = 3
EXPECTATIONS_NAMED = 3


def why_proposed(
    mentor: Person,
    mentee: Person,
    wanted: Sequence[TopicId],
    parts: Sequence[ScorePart],
    titles: Mapping[TopicId, str],
    locale: Locale,
) -> tuple[str, ...]:
    """What speaks for a pair. What speaks against it is left out."""
    useful = sorted(
        (topic for topic in wanted if mentor.knows(topic) > mentee.knows(topic)),
        key=lambda topic: mentee.knows(topic) - mentor.knows(topic),
    )
    topics = [
        words.TOPIC.say(locale, topic=titles[topic], level=mentor.knows(topic))
        for topic in useful[:TOPICS_NAMED]
    ]
    hopes = [
        expectation
        for expectation in dict.fromkeys(mentee.expectations)
        if expectation in mentor.expectations
    ]
    shared = ", ".join(hopes[:EXPECTATIONS_NAMED])
    others = [
        phrase.say(locale, shared=shared)
        for part in parts
        if (phrase := _phrase(part, mentor, mentee))
    ]
    return (*topics, *others) or (words.RULES_MET.say(locale),)


def _phrase(part: ScorePart, mentor: Person, mentee: Person) -> Phrase | None:
    if not part.value:
        return None
    match part.kind:
        case ScorePartKind.TOPICS:
            return None  # every topic is a reason of its own
        case ScorePartKind.EXPECTATIONS:
            return words.EXPECTATIONS
        case ScorePartKind.EXPERIENCE:
            return _experience(part.value, mentor, mentee)
        case ScorePartKind.GENDER:
            return words.GENDER
        case ScorePartKind.DEPARTMENT:
            return words.DEPARTMENT
        case ScorePartKind.SITE:
            return words.SITE
        case _:
            assert_never(part.kind)


def _experience(value: float, mentor: Person, mentee: Person) -> Phrase:
    if value == 1:
        return words.EXPERIENCE
    common = not set(mentor.experience).isdisjoint(mentee.experience)
    return words.COMMON_EXPERIENCE if common else words.OTHER_EXPERIENCE
