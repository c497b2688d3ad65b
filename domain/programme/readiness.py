"""The culture that reverse mentoring needs, as a checklist, answered before a cohort starts."""

from enum import StrEnum

from domain.engine.base import Frozen


class Prerequisite(StrEnum):
    """What must be in place: an open, learning organisation, relations at eye level, trust."""

    SPONSOR = "sponsor"
    LEAD = "lead"
    DEPUTY = "deputy"
    WORKS_COUNCIL_INFORMED = "works_council_informed"
    VOLUNTARY = "voluntary"
    TIME_GRANTED = "time_granted"
    CONFIDENTIALITY_AGREED = "confidentiality_agreed"
    BRIEFINGS_PLANNED = "briefings_planned"
    LEARNING_CULTURE = "learning_culture"


class Readiness(Frozen):
    """The answers. Sponsor, lead and deputy are answered by naming them as owners."""

    works_council_informed: bool = False
    voluntary: bool = False
    time_granted: bool = False
    confidentiality_agreed: bool = False
    briefings_planned: bool = False
    learning_culture: bool = False
