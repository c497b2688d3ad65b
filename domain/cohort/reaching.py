"""Whom to tell what is new of a person, from outside: the cohorts, or pairings of closed ones."""

from collections.abc import Callable, Iterator, Sequence

from domain.cohort.commands import CohortFact, CohortMessage
from domain.cohort.instructing import FactOfPerson, for_pairing
from domain.cohort.progress import PairingOfPeople
from domain.engine.base import OpaqueId
from domain.engine.roles import Role
from domain.pairing.messages import PairingMessage
from domain.programme.ids import CohortId, PersonId, cohort_workflow_id, pairing_workflow_id

MakeFact = Callable[[dict[str, object]], CohortFact]
"""Makes the message to a cohort from its common fields."""


def messages_about(
    person: PersonId, pairings: Sequence[PairingOfPeople], fact: MakeFact, message_id: OpaqueId
) -> Iterator[CohortFact | FactOfPerson]:
    """One message to each cohort, which passes it on to all its pairings of the person; where the
    cohort is closed, one to each pairing."""
    mine = [pairing for pairing in pairings if person in pairing.people]

    def told(cohort_id: CohortId) -> CohortFact:
        who = {"message_id": message_id, "acting": Role.OPERATOR}
        return fact({**who, "cohort_id": cohort_id, "person_id": person})

    for cohort_id in dict.fromkeys(one.cohort_id for one in mine if not one.cohort_closed):
        yield told(cohort_id)
    for one in mine:
        if one.cohort_closed:
            yield for_pairing(told(one.cohort_id), one.pairing_id)


def workflow_of(message: CohortMessage | PairingMessage) -> str:
    """The Temporal workflow id of whom the message is for."""
    if isinstance(message, CohortMessage):
        return cohort_workflow_id(message.cohort_id)
    return pairing_workflow_id(message.pairing_id)
