"""The events of the briefings of a cohort."""

from domain.cohort.briefings import BriefingWaiver
from domain.cohort.event import CohortEvent
from domain.engine.base import OpaqueId
from domain.engine.roles import Role
from domain.programme.ids import PersonId
from domain.programme.preparation import Briefing


class BriefingAdded(CohortEvent):
    """There is one more date on which people are briefed."""

    tag = "cohort.briefing_added.v1"
    briefing: Briefing
    by: Role


class PeopleInvited(CohortEvent):
    """People are invited to a briefing."""

    tag = "cohort.people_invited.v1"
    briefing_id: OpaqueId
    people: tuple[PersonId, ...]


class BriefingRecorded(CohortEvent):
    """Somebody said who was at a briefing and who was not; only what is new."""

    tag = "cohort.briefing_recorded.v1"
    briefing_id: OpaqueId
    attended: tuple[PersonId, ...] = ()
    missed: tuple[PersonId, ...] = ()
    by: Role


class CohortBriefingWaived(CohortEvent):
    """A person may begin without a briefing."""

    tag = "cohort.briefing_waived.v1"
    waiver: BriefingWaiver
    by: Role
