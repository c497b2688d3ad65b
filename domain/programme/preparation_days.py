"""How long line managers, briefings, and the first contact of two may wait."""

from domain.engine.base import Frozen
from domain.programme.quantities import ClockHours, Days


class PreparationDays(Frozen):
    """The periods before the first session, among the deadlines of a programme."""

    approval_reminder_days: Days = 4
    approval_item_days: Days = 7
    approval_days: Days = 14
    """Days until a pairing ends that a line manager has not approved."""
    first_contact_days: Days = 7
    """Days after both said yes until the two are reminded to get in touch."""
    first_contact_item_days: Days = 14
    briefing_notice_hours: ClockHours = 24
    """Hours before a briefing until which people are invited to it, and then to the next one."""
    attendance_after_hours: ClockHours = 24
    """Hours after a briefing until the owners are asked who was there."""
    briefing_item_days: Days = 7
    """Days for which a first session waits for a briefing until the owners are told."""
