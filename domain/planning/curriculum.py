"""What to learn in which order: topics and steps that follow from both sides' competencies."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from domain.engine.base import Frozen, OpaqueId
from domain.engine.tables import complete
from domain.planning.questions import FocusQuestion, PlanGround, ReflectionQuestion
from domain.programme.ids import TopicId
from domain.programme.quantities import Level0To5

FAMILIAR = 3
"""With this knowledge, a mentee skips the first step of a topic, “discover”."""

_STEPS = tuple(FocusQuestion)
_LATER_STEPS = _STEPS[_STEPS.index(FocusQuestion.DEEPEN) :]


class Competence(Frozen):
    """One side's assessment, per topic; a topic that is not named counts as 0."""

    knowledge: dict[TopicId, Level0To5]
    confidence: dict[TopicId, Level0To5]
    experience: tuple[OpaqueId, ...] = ()
    """Tags of the horizon of experience, free to choose."""

    def has_lived(self, topic: TopicId) -> bool:
        """Whether a tag fits the topic: all words of one are among the words of the other."""
        words = _words(topic)
        return any(tag <= words or words <= tag for tag in map(_words, self.experience))


def _words(tag: str) -> frozenset[str]:
    return frozenset(re.split(r"[._:-]", tag.lower())) - {""}


class LearningGoals(Frozen):
    """What the two bring along, and what they want to achieve."""

    mentor: Competence
    mentee: Competence
    agreed: tuple[TopicId, ...]
    """The topics of the agreement."""
    objectives: tuple[TopicId, ...] = ()
    """The topics that the mentee chose, the most wanted first; empty: all that were agreed."""

    @property
    def chosen(self) -> tuple[TopicId, ...]:
        """The mentee's objectives as far as they were agreed; without any, everything agreed."""
        return tuple(topic for topic in self.objectives if topic in self.agreed) or self.agreed

    @property
    def experience_differs(self) -> bool:
        """Whether either side has experience that the other does not have."""
        return set(self.mentor.experience) != set(self.mentee.experience)

    def gap(self, topic: TopicId) -> int:
        """How much more the mentor knows than the mentee; negative the other way round."""
        return self.mentor.knowledge.get(topic, 0) - self.mentee.knowledge.get(topic, 0)


def _ranked(goals: LearningGoals) -> list[TopicId]:
    """Agreed topics with something to learn (all topics if there is none), the best one first.

    In this order: chosen by the mentee, size of the gap, the mentor's experience, how unsure the
    mentee feels, how sure the mentor feels, order of the wishes.
    """
    chosen = goals.chosen

    def merit(topic: TopicId) -> tuple[bool, int, bool, int, int, int]:
        return (
            topic not in chosen,
            -goals.gap(topic),
            not goals.mentor.has_lived(topic),
            goals.mentee.confidence.get(topic, 0),
            -goals.mentor.confidence.get(topic, 0),
            chosen.index(topic) if topic in chosen else len(chosen),
        )

    topics = sorted(dict.fromkeys(goals.agreed), key=merit)
    return [topic for topic in topics if goals.gap(topic) > 0] or topics


def topics_for(goals: LearningGoals, count: int, had: Sequence[TopicId] = ()) -> list[TopicId]:
    """One topic for each of the next ``count`` sessions, after those that the two already had.

    Every topic gets one session before any gets a second; the others are shared out by the size of
    the gaps (D'Hondt), with the least weight for topics that the mentee did not choose. The
    sessions of a topic follow each other.
    """
    topics = _ranked(goals)
    weight = {t: max(goals.gap(t), 1) if t in goals.chosen else 1 for t in topics}
    fresh = [topic for topic in topics if topic not in had][:count]
    sessions = Counter([*had, *fresh])
    planned = Counter(fresh)
    for _ in range(count - len(fresh)):
        topic = max(topics, key=lambda t: weight[t] / (sessions[t] + 1))
        sessions[topic] += 1
        planned[topic] += 1
    return [topic for topic in topics for _ in range(planned[topic])]


def steps_for(
    goals: LearningGoals, topics: Sequence[TopicId], had: Sequence[TopicId] = ()
) -> list[FocusQuestion]:
    """One step per session: every topic goes from its first step to being taught back."""
    totals = Counter(topics)
    seen: Counter[TopicId] = Counter()
    steps = []
    for topic in topics:
        ahead = _steps_ahead(goals.mentee, topic, continued=topic in had)
        steps.append(_step(ahead, seen[topic], totals[topic]))
        seen[topic] += 1
    return steps


def _steps_ahead(
    mentee: Competence, topic: TopicId, *, continued: bool
) -> tuple[FocusQuestion, ...]:
    if continued:
        return _LATER_STEPS
    familiar = mentee.knowledge.get(topic, 0) >= FAMILIAR or mentee.has_lived(topic)
    return _STEPS[1:] if familiar else _STEPS


def _step(steps: Sequence[FocusQuestion], place: int, total: int) -> FocusQuestion:
    """The step at ``place`` (from 0) of ``total`` sessions; a single session is a practical one."""
    return steps[place * (len(steps) - 1) // (total - 1)] if total > 1 else steps[1]


def reflections(goals: LearningGoals) -> tuple[ReflectionQuestion, ...]:
    """The reflection questions in their order; different experience comes first if there is any."""
    first = (ReflectionQuestion.EXPERIENCE,) if goals.experience_differs else ()
    return (*first, *(question for question in ReflectionQuestion if question not in first))


def grounds(
    goals: LearningGoals, topic: TopicId, reflection: ReflectionQuestion
) -> tuple[PlanGround, ...]:
    """The reasons for a session as the plan has it."""
    return tuple(
        ground for ground, applies in _GROUNDS.items() if applies(goals, topic, reflection)
    )


_GROUNDS: Mapping[PlanGround, Callable[[LearningGoals, TopicId, ReflectionQuestion], bool]] = (
    complete(
        PlanGround,
        {
            PlanGround.CHOSEN: lambda goals, topic, _: topic in goals.objectives,
            PlanGround.KNOWLEDGE: lambda goals, topic, _: goals.gap(topic) > 0,
            PlanGround.MENTOR_EXPERIENCE: lambda goals, topic, _: goals.mentor.has_lived(topic),
            PlanGround.MENTEE_EXPERIENCE: lambda goals, topic, _: goals.mentee.has_lived(topic),
            PlanGround.OTHER_EXPERIENCE: lambda goals, _, reflection: (
                reflection is ReflectionQuestion.EXPERIENCE and goals.experience_differs
            ),
        },
        verb="decides on",
    )
)
