"""People, terms and setups that workflow tests begin with."""

from typing import Any
from uuid import uuid4

from domain.pairing.setup import PairingSetup
from domain.programme.calendar import WorkingCalendar
from domain.programme.people import Locale, Person, Side
from domain.programme.request import FixedTerm, MatchingPolicy, OngoingTerm, Term
from domain.programme.topics import Topic
from tests import stage_clock
from tests.unit.pairing import story

ROSTER = "acme"
TOPICS = (Topic(id="ai-tools", title="AI tools"), Topic(id="data", title="Data literacy"))


def person(id_: str, **fields: Any) -> Person:
    """A person for the roster."""
    usual: dict[str, Any] = {
        "name": f"Person {id_}",
        "mail": f"{id_}@example.com",
        "locale": Locale.ENGLISH,
        "time_zone": "Europe/Berlin",
        "site": "DE-BW",
        "department": f"dep-{id_}",
        "level": 2 if id_ == "p-junior" else 7,
        "birth_year": 1998 if id_ == "p-junior" else 1968,
        "roles": (Side.MENTOR,) if id_ == "p-junior" else (Side.MENTEE,),
    }
    known = usual | fields
    if Side.MENTOR in known["roles"]:
        known.setdefault("knowledge", {"ai-tools": 4, "data": 3})
    return Person.model_validate({"id": id_, **known})


def new_pairing_id() -> str:
    """An id that was not used before."""
    return f"pr-{uuid4().hex[:8]}"


def a_setup(pairing_id: str, **changes: Any) -> PairingSetup:
    """A pairing of half a year that begins today; its people are in the roster of this stage."""
    usual: dict[str, Any] = {
        "pairing_id": pairing_id,
        "roster": ROSTER,
        "title": "Digital eye level",
        "term": half_a_year(),
        "topics": TOPICS,
        "reasons": ("Wants ‘AI tools’, which the mentor knows at 4 of 5",),
        "calendar": WorkingCalendar(time_zone="Europe/Berlin"),
        "time_zone": "Europe/Berlin",
        # The same two have many pairings on one stage.
        "policy": MatchingPolicy(mentor_capacity=10, mentee_capacity=10),
    }
    return story.a_setup(**(usual | changes))


def half_a_year() -> Term:
    """A fixed term from today."""
    return FixedTerm(start=stage_clock.today(), weeks=26)


def ongoing() -> Term:
    """A regular exchange from today, looked back upon every half year."""
    return OngoingTerm(start=stage_clock.today())
