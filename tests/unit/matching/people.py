"""People and questions for tests of the matching."""

import random
from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st

from domain.matching import MatchQuestion, Pair, Presence, TakenSeats
from domain.programme.people import Gender, Person, Side
from domain.programme.request import HardRule, MatchingPolicy, RuleWaiver
from domain.programme.topics import Topic

TOPICS = (
    Topic(id="ai", title="AI tools"),
    Topic(id="video", title="Video"),
    Topic(id="chat", title="Chat"),
)

TOPIC_IDS = tuple(topic.id for topic in TOPICS)


PRESENCE = Presence(first_day=date(2027, 1, 4), until=date(2027, 3, 1))


def mentor(id_: str = "junior", **changes: object) -> Person:
    """A junior who fits `mentee` under the default policy."""
    fields: dict[str, object] = {
        "id": id_,
        "name": "Junia Jung",
        "mail": "junior@example.org",
        "site": "DE-BW",
        "department": "Design",
        "level": 2,
        "birth_year": 1998,
        "roles": (Side.MENTOR,),
        "knowledge": {"ai": 4},
    }
    return Person.model_validate(fields | changes)


def mentee(id_: str = "senior", **changes: object) -> Person:
    """A senior who fits `mentor` under the default policy."""
    fields: dict[str, object] = {
        "id": id_,
        "name": "Sena Senior",
        "mail": "senior@example.org",
        "site": "DE-BW",
        "department": "Sales",
        "level": 7,
        "birth_year": 1971,
        "roles": (Side.MENTEE,),
        "wanted": ("ai",),
    }
    return Person.model_validate(fields | changes)


def waiver(rule: HardRule) -> RuleWaiver:
    """A rule set aside."""
    return RuleWaiver(rule=rule, reason="Agreed with the sponsor")


def question(**changes: object) -> MatchQuestion:
    """A question with the default policy about all people."""
    fields: dict[str, object] = {
        "roster": "test",
        "policy": MatchingPolicy(),
        "topics": TOPICS,
        "presence": PRESENCE,
    }
    return MatchQuestion.model_validate(fields | changes)


MOST = 7
IDS = [f"{side}-{n}" for side in Side for n in range(MOST)]


def _somebody(chance: random.Random, id_: str, side: Side) -> Person:
    junior = side is Side.MENTOR
    topics = [*(topic.id for topic in TOPICS), "elsewhere"]
    tags = ["sales", "law", "care", "code"]
    return Person(
        id=id_,
        name="Anybody",
        mail="anybody@example.org",
        site=chance.choice(["DE-BW", "FR", "GB-ENG"]),
        department=chance.choice(["Sales", "sales", "Design", "Law", "IT"]),
        level=chance.randint(1, 5) if junior else chance.randint(3, 8),
        birth_year=chance.choice([None, *[chance.randint(1980, 2002) - 15 * (not junior)] * 9]),
        gender=chance.choice([*Gender, None]),
        manager_id=chance.choice([None, None, chance.choice(IDS)]),
        roles=chance.choice([(side,), (side,), (side,), tuple(Side)]),
        capacity=chance.choice([None, None, None, 0, 1, 2, 3]),
        knowledge={topic: chance.randint(0, 5) for topic in _some(chance, topics)},
        wanted=tuple(_some(chance, topics)),
        experience=tuple(_some(chance, tags)),
        expectations=tuple(_some(chance, ["feedback", "network", "practice"])),
        languages=chance.choice([("en",), ("de",), ("de", "en"), ("fr", "en")]),
        do_not_match=chance.choice([(), (), (chance.choice(IDS),)]),
    )


def _some(chance: random.Random, of: list[str]) -> list[str]:
    return chance.sample(of, chance.randint(0, len(of)))


def company(seed: int, mentors: int, mentees: int) -> list[Person]:
    """The same people for the same numbers."""
    chance = random.Random(seed)
    sides = ((Side.MENTOR, mentors), (Side.MENTEE, mentees))
    return [_somebody(chance, f"{side}-{n}", side) for side, count in sides for n in range(count)]


ROSTERS = st.builds(company, st.integers(0, 2**32), st.integers(0, MOST), st.integers(0, MOST))
"""Small companies with everything that can be awkward: circles in the reporting line, people on
both sides, people without capacity or year of birth. From a seed: drawing each field takes ages."""

_IDS = st.sampled_from(IDS)

POLICIES = st.builds(
    MatchingPolicy,
    min_age_gap=st.sampled_from([0, 5, 10]),
    min_level_gap=st.sampled_from([0, 1, 2]),
    same_department=st.booleans(),
    mentor_capacity=st.integers(1, 3),
    mentee_capacity=st.integers(1, 2),
    even_load=st.sampled_from([0.0, 0.1, 1.0]),
    relaxed=st.lists(st.sampled_from(HardRule), max_size=2, unique=True).map(
        lambda rules: tuple(waiver(rule) for rule in rules if rule is not HardRule.ROLES)
    ),
)

QUESTIONS = st.builds(
    MatchQuestion,
    roster=st.just("test"),
    policy=POLICIES,
    topics=st.just(TOPICS),
    presence=st.just(PRESENCE),
    taken=st.lists(st.builds(TakenSeats, person=_IDS, side=st.sampled_from(Side)), max_size=3).map(
        tuple
    ),
    excluded=st.lists(st.builds(Pair, mentor=_IDS, mentee=_IDS), max_size=4).map(tuple),
    priority=st.lists(_IDS, max_size=3, unique=True).map(tuple),
)


def by_id(people: Sequence[Person]) -> dict[str, Person]:
    """The people by their ids."""
    return {person.id: person for person in people}
