"""Whom to tell what is new of a person, from outside: the cohorts, or pairings of closed ones."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from domain.cohort.commands import (
    CohortConsentWithdrawn,
    CohortFact,
    CohortMessage,
    CohortPersonLeft,
    CohortPersonStays,
)
from domain.cohort.instructing import FactOfPerson, for_pairing
from domain.cohort.progress import Considered, PairingOfPeople
from domain.engine.base import OpaqueId
from domain.engine.roles import Role
from domain.pairing.messages import PairingMessage
from domain.programme.ids import CohortId, PersonId, cohort_workflow_id, pairing_workflow_id

MakeFact = Callable[[dict[str, object]], CohortFact]
"""Makes the message to a cohort from its common fields."""

DECIDE_ON_MATCHING = (CohortPersonLeft, CohortPersonStays, CohortConsentWithdrawn)
"""What a cohort has to know of a person as well who has no pairing in it."""


class Reach(NamedTuple):
    """Whom something that is new of people may concern."""

    pairings: Sequence[PairingOfPeople]
    considered: Sequence[Considered] = ()

    @property
    def people(self) -> set[PersonId]:
        """Everybody in one of these pairings or cohorts."""
        paired = {person for pairing in self.pairings for person in pairing.people}
        return paired | {one.person for one in self.considered}


def messages_about(
    person: PersonId, reach: Reach, fact: MakeFact, message_id: OpaqueId
) -> Iterator[CohortFact | FactOfPerson]:
    """One message to each cohort, which passes it on to all its pairings of the person; where the
    cohort is closed, one to each pairing.

    A cohort that has considered the person is told also without a pairing, where that decides on
    matching.
    """
    mine = [pairing for pairing in reach.pairings if person in pairing.people]
    considered = [one.cohort_id for one in reach.considered if one.person == person]

    def told(cohort_id: CohortId) -> CohortFact:
        who = {"message_id": message_id, "acting": Role.OPERATOR}
        return fact({**who, "cohort_id": cohort_id, "person_id": person})

    in_pairings = dict.fromkeys(one.cohort_id for one in mine if not one.cohort_closed)
    for cohort_id in dict.fromkeys((*in_pairings, *considered)):
        message = told(cohort_id)
        if cohort_id in in_pairings or isinstance(message, DECIDE_ON_MATCHING):
            yield message
    for one in mine:
        if one.cohort_closed:
            yield for_pairing(told(one.cohort_id), one.pairing_id)


def workflow_of(message: CohortMessage | PairingMessage) -> str:
    """The Temporal workflow id of whom the message is for."""
    if isinstance(message, CohortMessage):
        return cohort_workflow_id(message.cohort_id)
    return pairing_workflow_id(message.pairing_id)
