"""The closed lists of a pairing."""

from enum import StrEnum

from domain.engine.tables import complete


class Stage(StrEnum):
    """Where a pairing stands on its way from the invitation to the closing review."""

    INVITED = "invited"
    APPROVAL = "approval"
    """Both said yes, and a line manager is asked; only where the programme wants that."""
    ASSESSMENT = "assessment"
    EXPECTATIONS = "expectations"
    PLANNING = "planning"
    SESSIONS = "sessions"
    REVIEW = "review"
    CLOSED = "closed"
    PARTNERSHIP = "partnership"
    """Closed, and both want to stay in touch: dormant, with a question now and then."""

    @property
    def has_begun(self) -> bool:
        """All who are asked have said yes: the two, and their line managers where they are."""
        return self not in (Stage.INVITED, Stage.APPROVAL)

    @property
    def is_over(self) -> bool:
        """No more sessions, no more duties."""
        return self in (Stage.CLOSED, Stage.PARTNERSHIP)


class Channel(StrEnum):
    """How the two meet."""

    IN_PERSON = "in_person"
    VIDEO = "video"
    PHONE = "phone"
    MIXED = "mixed"


class SessionStatus(StrEnum):
    """How a session stands."""

    PLANNED = "planned"
    BOOKED = "booked"
    ABSENCE_CLAIMED = "absence_claimed"
    """One side was reported absent and may still object."""
    CONFLICT = "conflict"
    """The two report different things; the operator decides."""
    HELD = "held"
    MISSED = "missed"
    UNCONFIRMED = "unconfirmed"
    """No one reported whether it took place; it counts neither way."""


UNBOOKED = (SessionStatus.PLANNED, SessionStatus.MISSED, SessionStatus.UNCONFIRMED)
"""Sessions that can get an appointment; a missed one may be tried again."""
UNDECIDED = (SessionStatus.ABSENCE_CLAIMED, SessionStatus.CONFLICT)
"""Sessions about which not everybody has been heard, or not all say the same."""
BOOKABLE = (*UNBOOKED, SessionStatus.BOOKED)
"""Booking a booked session moves it."""


class SessionOutcome(StrEnum):
    """The outcome of a session in a report."""

    HELD = "held"
    MENTOR_ABSENT = "mentor_absent"
    MENTEE_ABSENT = "mentee_absent"


class LapseKind(StrEnum):
    """How an appointment did not come about through one side."""

    CANCELLED = "cancelled"
    CANCELLED_LATE = "cancelled_late"
    """After the notice that was agreed."""
    MOVED = "moved"
    """Moved by the side once too often."""
    MISSED = "missed"


class EndReason(StrEnum):
    """The closed list of reasons why a pairing ends."""

    OBJECTIVES_REACHED = "objectives_reached"
    PROGRAMME_ENDED = "programme_ended"
    LACK_OF_COMMITMENT = "lack_of_commitment"
    COMMUNICATION = "communication"
    NO_FIT = "no_fit"
    CONFLICT_OF_INTEREST = "conflict_of_interest"
    TIME = "time"
    LEFT_COMPANY = "left_company"
    ROLE_CHANGE = "role_change"
    HOLD = "hold"
    """It was on hold, and the office ended it or nobody decided in time. Why it was, is private."""
    WITHDRAWN_CONSENT = "withdrawn_consent"
    DECLINED = "declined"
    INVITATION_EXPIRED = "invitation_expired"
    PREPARATION_UNANSWERED = "preparation_unanswered"
    CLOSED_WITHOUT_REVIEW = "closed_without_review"
    PAUSE_EXPIRED = "pause_expired"
    ANNULLED = "annulled"
    NOT_APPROVED = "not_approved"
    """A line manager said no, or nothing in time: nobody in the pair is to blame, or told."""
    NO_SEAT = "no_seat"
    """One of the two had no place free when it was to begin; nobody was invited."""


ASKABLE_END_REASONS = tuple(
    reason
    for reason in EndReason
    if reason
    not in (
        EndReason.DECLINED,
        EndReason.INVITATION_EXPIRED,
        EndReason.PREPARATION_UNANSWERED,
        EndReason.CLOSED_WITHOUT_REVIEW,
        EndReason.PAUSE_EXPIRED,
        EndReason.ANNULLED,
        EndReason.NOT_APPROVED,
        EndReason.NO_SEAT,
        EndReason.HOLD,
    )
)
"""Reasons that a person may give at any time. `hold` only ends what is on hold; the others are the
engine's own."""


class HoldReason(StrEnum):
    """Why everything of a pairing rests; kept with private words, and shown to nobody."""

    MISCONDUCT = "misconduct"
    RULE_BROKEN = "rule_broken"


NO_FAULT_REASONS = (EndReason.NO_FIT, EndReason.COMMUNICATION, EndReason.CONFLICT_OF_INTEREST)
"""Reasons that lie between the two: with another partner it may go well, for both.

Too little time or commitment would follow a person into the next pairing, and people who change
role, leave or withdraw do not want one.
"""

REVIEWED_END_REASONS = (EndReason.OBJECTIVES_REACHED, EndReason.PROGRAMME_ENDED)
"""Good ends: the closing review comes first."""


UNASKED_END_REASONS = (
    EndReason.ANNULLED,
    EndReason.HOLD,
    EndReason.WITHDRAWN_CONSENT,
)
"""Ends after which nobody is asked what they still use."""


class CheckIn(StrEnum):
    """Questions that are asked between the sessions."""

    DID_YOU_MEET = "did_you_meet"
    JUNIOR = "junior"
    """The mentor alone, in confidence, after the first session."""
    PARTNERSHIP = "partnership"


class CheckInAnswer(StrEnum):
    """Answers to check-ins; which ones are accepted depends on the check-in."""

    MET = "met"
    NOT_MET = "not_met"
    PAUSED = "paused"
    GOING_WELL = "going_well"
    UNSURE = "unsure"
    END_WITHOUT_NAMING_ME = "end_without_naming_me"
    CONTINUE = "continue"
    STOP = "stop"


CHECK_IN_ANSWERS = complete(
    CheckIn,
    {
        CheckIn.DID_YOU_MEET: (CheckInAnswer.MET, CheckInAnswer.NOT_MET, CheckInAnswer.PAUSED),
        CheckIn.JUNIOR: (
            CheckInAnswer.GOING_WELL,
            CheckInAnswer.UNSURE,
            CheckInAnswer.END_WITHOUT_NAMING_ME,
        ),
        CheckIn.PARTNERSHIP: (CheckInAnswer.CONTINUE, CheckInAnswer.STOP),
    },
    verb="answers",
)


class Objectives(StrEnum):
    """How far the objectives were reached, as each side sees it."""

    REACHED = "reached"
    PARTLY = "partly"
    NOT_REACHED = "not_reached"


class DeadlineKind(StrEnum):
    """Everything that can fall due."""

    REMINDER = "reminder"
    """Of the present stage: the side that has not answered is reminded."""
    ESCALATION = "escalation"
    """Of the present stage: an item for the owners."""
    GIVE_UP = "give_up"
    """Of the present stage: the pairing ends, or closes without review."""
    FIRST_CONTACT = "first_contact"
    """Both are reminded to get in touch for the first time."""
    FIRST_CONTACT_ITEM = "first_contact_item"
    BRIEFING_MISSING = "briefing_missing"
    """The first session still waits for a briefing."""
    FIRST_BOOKING_MENTEE = "first_booking_mentee"
    FIRST_BOOKING_MENTOR = "first_booking_mentor"
    FIRST_BOOKING_ITEM = "first_booking_item"
    NEXT_BOOKING = "next_booking"
    SESSION_REMINDER = "session_reminder"
    REPORT_REQUEST = "report_request"
    REPORT_AGAIN = "report_again"
    UNCONFIRMED = "unconfirmed"
    OBJECTION_OVER = "objection_over"
    REFLECTION_REMINDER = "reflection_reminder"
    JUNIOR_CHECK_IN = "junior_check_in"
    ITEM_REMINDER = "item_reminder"
    """Items that are still open come back to their owners."""
    SILENCE = "silence"
    SILENCE_AGAIN = "silence_again"
    SILENCE_ITEM = "silence_item"
    STILL_NOT_MET = "still_not_met"
    """The two said that they had not met, and nothing was booked since."""
    WIND_DOWN = "wind_down"
    REVIEW_DUE = "review_due"
    """The term is over, or an ongoing programme looks back."""
    LAST_DAY = "last_day"
    """A side leaves the company on this day."""
    AWAY = "away"
    """A side goes away on this day: the two pause until the return."""
    PAUSE_RETURN = "pause_return"
    PAUSE_QUESTION = "pause_question"
    PAUSE_MAX = "pause_max"
    HOLD_OVER = "hold_over"
    """A hold about which nobody has decided."""
    REOPEN_OVER = "reopen_over"
    PULSE = "pulse"
    MIDPOINT = "midpoint"
    FOLLOW_UP = "follow_up"
    SURVEY_REMINDER = "survey_reminder"
    SURVEY_OVER = "survey_over"
    STILL_PARTNERS = "still_partners"
    """Learning partners are asked whether they are still in touch."""
