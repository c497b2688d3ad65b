"""What simulated people answer, based on the roster."""

from collections.abc import Sequence
from random import Random

from domain.engine.tables import complete
from domain.programme.ids import TopicId
from domain.programme.people import Locale, Person, Side
from domain.programme.topics import Topic

GOALS = {
    "ai-tools": ("use AI every day", "KI jeden Tag nutzen"),
    "collaboration-tools": ("work in one shared document", "gemeinsam an einem Dokument arbeiten"),
    "social-media": ("speak for the company online", "im Netz für die Firma sprechen"),
    "data-literacy": ("read a dashboard without help", "Kennzahlen selbst lesen können"),
    "cyber-security": ("recognise an attack", "einen Angriff erkennen"),
    "video-meetings": ("lead meetings on screen", "Besprechungen am Bildschirm leiten"),
    "agile-work": ("take part in a sprint", "einen Sprint mitmachen"),
    "digital-marketing": ("understand a campaign", "eine Kampagne verstehen"),
}
"""By topic of examples/cohort.json: in English and in German."""

KNOWLEDGE = complete(Side, {Side.MENTOR: (2, 4), Side.MENTEE: (0, 2)})
"""Range of knowledge, from and to, where the roster has none."""


class Answers:
    """The answers of one simulated person."""

    def __init__(self, person: Person, side: Side, chance: Random) -> None:
        self.person = person
        self._side = side
        self._chance = chance

    def knowledge(self, topics: Sequence[Topic]) -> dict[str, int]:
        """Knowledge of every topic, 0 to 5."""
        return {
            topic.id: self.person.knowledge.get(
                topic.id, self._chance.randint(*KNOWLEDGE[self._side])
            )
            for topic in topics
        }

    def confidence(self, knowledge: dict[str, int]) -> dict[str, int]:
        """Confidence of a person with this knowledge, 1 to 5."""
        return {
            topic: min(5, max(1, known + self._chance.choice((-1, 0, 0, 1))))
            for topic, known in knowledge.items()
        }

    def later_confidence(self, before: dict[TopicId, int]) -> dict[TopicId, int]:
        """Confidence half a year later: grown, where there was room."""
        return {
            topic: min(5, sure + self._chance.choice((0, 1, 1, 2)))
            for topic, sure in before.items()
        }

    def topics(self, offered: Sequence[Topic]) -> list[TopicId]:
        """The topics that the person wants: own wishes, or what the person knows best."""
        known = {topic.id for topic in offered}
        wishes = [topic for topic in self.person.wanted if topic in known]
        best = sorted(
            (topic for topic in self.person.knowledge if topic in known),
            key=lambda topic: -self.person.knowledge[topic],
        )
        return wishes or best or [offered[0].id]

    def goals(self, topics: Sequence[TopicId]) -> list[str]:
        """Goals for these topics, in the person's language."""
        place = int(self.person.locale is Locale.GERMAN)
        return [GOALS[topic][place] for topic in topics if topic in GOALS] or ["?"]

    def rating(self) -> int:
        """A rating of what was learned, 1 to 5."""
        return self._chance.choice((3, 4, 4, 5, 5))
