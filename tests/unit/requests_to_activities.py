"""An example of everything that activities are asked, and of the workflow that may ask it."""

from datetime import date
from typing import get_type_hints

from activities.journal import AppendRequest, ReadRequest
from activities.matching import Joining, PairCheck
from activities.pairings import LookRequest, TellPairings
from activities.post import PostRound
from activities.revisions import Newest
from activities.roster_changes import ChangesRequest
from activities.setups import StartPairings
from activities.watch import CatchUpRequest, WatchRequest
from domain.engine.roles import Role
from domain.pairing.commands import ResumePairing
from domain.pairing.setup import PairingTerms
from domain.programme.ids import post_workflow_id
from domain.programme.request import MatchingPolicy
from tests.contract.events import NOON
from tests.unit.matching.people import question
from tests.unit.pairing.story import a_setup
from tests.unit.planning.test_calendar_lookup import asked

PAIRING, COHORT, WATCH = "pairing-c-1-1", "cohort-c-1", "eyelevel-watch"
_TERMS = PairingTerms.model_validate(a_setup().model_dump(include=set(PairingTerms.model_fields)))

REQUESTS: dict[type[object], tuple[object, str]] = {
    type(request): (request, workflow_id)
    for request, workflow_id in (
        (AppendRequest(stream=PAIRING, expected_version=0, records=(), decided_at=NOON), PAIRING),
        (ReadRequest(stream=PAIRING), PAIRING),
        (
            PairCheck(roster="r", mentor="m", mentee="n", policy=MatchingPolicy(), topics=("ai",)),
            PAIRING,
        ),
        (question(), COHORT),
        (asked(), COHORT),
        (Joining(roster="r", person="p", policy=MatchingPolicy()), COHORT),
        (StartPairings(terms=(_TERMS,), today=date(2027, 3, 1)), COHORT),
        (
            TellPairings(
                resumes=(ResumePairing(message_id="m-1", acting=Role.OPERATOR, pairing_id="c-1-1"),)
            ),
            COHORT,
        ),
        (LookRequest(cohort_id="c-1"), COHORT),
        (PostRound(), post_workflow_id("eyelevel", 1)),
        (WatchRequest(), WATCH),
        (CatchUpRequest(after=0), WATCH),
        (ChangesRequest(today=date(2027, 3, 1)), WATCH),
        (Newest(revision=1), COHORT),
    )
}


def asked_of(activity: object) -> type[object]:
    """The type of the one argument that an activity takes."""
    hints = get_type_hints(activity)
    hints.pop("return", None)
    (argument,) = hints.values()
    assert isinstance(argument, type)
    return argument
