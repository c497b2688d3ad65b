"""Every way into a workflow, and what a well-meaning sender would hand in there."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import chain
from typing import Any, Final

from domain.cohort.commands import FACTS as COHORT_FACTS
from domain.cohort.commands import REQUESTS as COHORT_REQUESTS
from domain.engine.messages import RENEW
from domain.pairing.commands import FACTS, REQUESTS
from domain.programme.ids import (
    CohortId,
    PairingId,
    cohort_workflow_id,
    pairing_workflow_id,
    post_workflow_id,
    watch_workflow_id,
)
from tests.fuzz.hostile import PRIVATE
from tests.unit.pairing.messages import FIELDS, TABLE
from tests.unit.pairing.story import opened
from tests.workflow.cohort_stage import a_request
from tests.workflow.material import a_setup
from tests.workflow.stage_setting import EXPECTATIONS

UNKNOWN: Final = "an unknown name"
STRANGE_NAMES: Final = (
    *("", "\0", " accept", "acc ept", "ACCEPT", "run", "on_accept", "state", "renew", "*"),
    *(PRIVATE, "x" * 900, "__temporal_workflow_metadata", "__stack_trace", "__init__", "ü"),
)


class Kind(StrEnum):
    """The workflows, by the names of their types."""

    PAIRING = "Pairing"
    COHORT = "Cohort"
    POST = "Post"
    WATCH = "Watch"


class Way(StrEnum):
    """How something gets into a workflow."""

    START = "start"
    UPDATE = "update"
    SIGNAL = "signal"
    QUERY = "query"


@dataclass(frozen=True)
class Door:
    """One way into workflows of one kind."""

    kind: Kind
    way: Way
    name: str


def _doors(kind: Kind, way: Way, *names: str) -> tuple[Door, ...]:
    return tuple(Door(kind, way, name) for name in names)


DOORS: Final = (
    *chain.from_iterable(_doors(kind, Way.START, "") for kind in Kind),
    *_doors(Kind.PAIRING, Way.UPDATE, *(model.name for model in REQUESTS)),
    *_doors(Kind.COHORT, Way.UPDATE, *(model.name for model in COHORT_REQUESTS)),
    *_doors(Kind.PAIRING, Way.SIGNAL, *(model.name for model in FACTS), RENEW),
    *_doors(Kind.COHORT, Way.SIGNAL, *(model.name for model in COHORT_FACTS), RENEW),
    *_doors(Kind.PAIRING, Way.QUERY, "state", "explain"),
    *_doors(Kind.COHORT, Way.QUERY, "state"),
    *(
        door
        for kind in Kind
        for way in (Way.UPDATE, Way.SIGNAL, Way.QUERY)
        for door in _doors(kind, way, UNKNOWN)
    ),
)
"""All that there is; those of messages follow from the lists of the domain."""

OF_COHORTS: Final[dict[str, dict[str, Any]]] = {
    "confirm_matches": {"accept": [{"mentor": "p-junior", "mentee": "p-senior"}], "reject": []},
    "relax_rule": {"rule": "level_gap", "reason": "the works council agrees"},
    "add_person": {"person_id": "p-senior"},
    "answer_offer": {"person_id": "p-senior", "wanted": True},
    "pause": {"return_on": "2027-05-03"},
    "end": {"reason": "programme_ended"},
    "person_left": {"person_id": "p-junior", "last_day": "2027-05-03"},
    "person_stays": {"person_id": "p-junior"},
    "person_changed": {"person_id": "p-junior"},
    "pairings_watched": {"acting": "integration", "not_running": ["c-001"], "running_again": []},
    "mail_fared": {
        "acting": "engine",
        "notice_id": "matches_to_confirm-1-lead",
        "outcome": "refused",
        "at": "2027-03-01T09:00Z",
    },
}
"""What messages to a cohort say, by the operator unless somebody else stands here."""


def message_of(door: Door, target: str, number: int, now: datetime) -> dict[str, Any]:
    """A good message; ``target``: id of the pairing or cohort."""
    if door.kind is Kind.PAIRING:
        roles = TABLE.get(door.name, ("mentor mentee",))[0].split()
        said = _to_a_pairing(now).get(door.name, FIELDS.get(door.name, {}))
        head = {"acting": roles[number % len(roles)], "pairing_id": target}
    else:
        said, head = OF_COHORTS.get(door.name, {}), {"acting": "operator", "cohort_id": target}
    return {"message_id": f"f-{number}", **head, **said}


def _to_a_pairing(now: datetime) -> dict[str, dict[str, Any]]:
    """What fits the pairings of the stage and the present day."""
    soon, just_now = (now + timedelta(days=2)).isoformat(), now.isoformat()
    return {
        "submit_assessment": {
            "knowledge": {"ai-tools": 3, "data": 2},
            "confidence": {"ai-tools": 3, "data": 2},
            "experience": ["leadership"],
        },
        "submit_expectations": EXPECTATIONS,
        "decline": {"reason": PRIVATE},
        "book_session": {"session_id": "s-2", "starts_at": soon, "minutes": 60},
        "session_completed": {"session_id": "s-1", "held_at": just_now, "minutes": 50},
        "report_session": {"session_id": "s-1", "outcome": "held", "held_at": just_now},
        "submit_reflection": {"session_id": "s-1", "topic": "ai-tools", "rating": 3},
        "answer_check_in": {"check_in": "did_you_meet", "answer": "met", "met_at": just_now},
        "accept_plan": {"version": 1, "amendments": [{"session_id": "s-1", "topic": "data"}]},
        "end": {"reason": "time", "words": PRIVATE},
        "annul": {"words": PRIVATE},
        "pause": {"return_on": soon[:10], "quiet": False},
        "person_left": {"person_id": "p-junior", "last_day": soon[:10]},
    }


def id_of(kind: Kind, target: str) -> str:
    """The id of a workflow, in the form that its kind has."""
    match kind:
        case Kind.PAIRING:
            return pairing_workflow_id(PairingId(target))
        case Kind.COHORT:
            return cohort_workflow_id(CohortId(target))
        case Kind.POST:
            return post_workflow_id(target, 1)
        case Kind.WATCH:
            return watch_workflow_id(target)


def start_of(kind: Kind, target: str, number: int) -> Any:
    """A good argument to start a workflow with, or one that only a run before it may hand on."""
    handed_on = number % 3 == 0
    match kind:
        case Kind.PAIRING if handed_on:
            state = opened(a_setup(target)).state
            return {"resume": state.model_dump(mode="json"), "revision": 1}
        case Kind.PAIRING:
            return {"setup": a_setup(target, roster=target).model_dump(mode="json"), "revision": 1}
        case Kind.COHORT if handed_on:
            return {"resume": {"cohort_id": target, "version": 7}, "revision": 1}
        case Kind.COHORT:
            return a_request(purpose=PRIVATE, pairs=[{"mentor": "p-junior", "mentee": "p-senior"}])
        case Kind.POST:
            return {}
        case Kind.WATCH:
            return {"after": 7}
