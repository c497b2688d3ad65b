"""When both sides of a pairing are asked short questions, and for how long."""

from typing import Annotated

from pydantic import Field

from domain.engine.base import Frozen
from domain.programme.quantities import Days


class SurveyDays(Frozen):
    """The periods of the surveys, among the deadlines of a programme."""

    pulse_days: Days = 30
    """Days after the first session after which both are asked how it is going. 0: never."""
    midpoint_percent: Annotated[int, Field(ge=0, le=90)] = 50
    """Part of a fixed term after which both are asked how it has gone so far. 0: never."""
    follow_up_days: Days = 90
    """Days after the end after which two who have met are asked what they still use. 0: never."""
    survey_reminder_days: Days = 7
    survey_days: Days = 14
    """Days since short questions were asked after which nobody waits for answers any more."""
