"""Why people are told something and owners are asked for something: one sentence per kind.

A sentence names the configured number that lies behind it, so that every mail can be traced back
to a line of the cohort's request.
"""

from domain.engine.base import Frozen
from domain.engine.journal import name_of
from domain.pairing.events import PairingResumed, StageEntered
from domain.pairing.vocabulary import DeadlineKind
from domain.programme.request import Deadlines
from domain.telling.items import ItemKind
from domain.telling.notices import NoticeKind


class Because(Frozen):
    """A reason in words; ``{n}`` stands for the number of the rule."""

    why: str
    rule: str | None = None
    """Name of a field of `Deadlines`; absent when nothing was configured for it."""

    def in_words(self, deadlines: Deadlines) -> str:
        """The sentence with the number that this programme has."""
        if self.rule is None:
            return self.why
        value = getattr(deadlines, self.rule)
        number = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
        return f"{self.why.format(n=number)} ({self.rule})"


def because(kind: NoticeKind | ItemKind, cause: str) -> Because:
    """Why there is a notice or item of this kind, given the event or deadline that caused it."""
    special = _SPECIAL.get((kind, name_of(cause) or cause))
    if special is not None:
        return special
    return _ITEMS[kind] if isinstance(kind, ItemKind) else _NOTICES[kind]


_NOTICES = {
    NoticeKind.INVITATION: Because(why="The two were put together, and both are asked first"),
    NoticeKind.INVITATION_REMINDER: Because(
        why="The invitation was not answered {n} days after it was sent",
        rule="invitation_reminder_days",
    ),
    NoticeKind.INVITATION_WITHDRAWN: Because(
        why="The pairing will not take place, and who waited for it should know"
    ),
    NoticeKind.ASSESSMENT_REQUEST: Because(
        why="Both said yes, and the plan needs to know what they bring along"
    ),
    NoticeKind.ASSESSMENT_REMINDER: Because(
        why="The assessment was not complete {n} days after it was asked for",
        rule="preparation_reminder_days",
    ),
    NoticeKind.EXPECTATIONS_REQUEST: Because(
        why="Both assessments are there, and expectations come next"
    ),
    NoticeKind.EXPECTATIONS_REMINDER: Because(
        why="The expectations were not there {n} days after they were asked for",
        rule="preparation_reminder_days",
    ),
    NoticeKind.AGREEMENT_READY: Because(
        why="Both stated their expectations, and an agreement was drafted from them"
    ),
    NoticeKind.AGREEMENT_CHANGED: Because(
        why="Expectations were changed, which voids what was accepted before"
    ),
    NoticeKind.AGREEMENT_REMINDER: Because(
        why="The agreement was not accepted {n} days after it was drafted",
        rule="agreement_reminder_days",
    ),
    NoticeKind.PLAN_READY: Because(
        why="Both accepted the agreement, and the action plan was drawn up from it"
    ),
    NoticeKind.PLAN_CHANGED: Because(why="The partner changed sessions of the plan"),
    NoticeKind.PLAN_REMINDER: Because(
        why="The plan was not accepted {n} days after its last change", rule="plan_reminder_days"
    ),
    NoticeKind.BOOKING_REQUEST: Because(
        why="Sessions can begin, and the next one has no appointment"
    ),
    NoticeKind.BOOKING_REMINDER: Because(
        why="No session was booked {n} days after the last one", rule="next_booking_days"
    ),
    NoticeKind.BOOKING_OUTREACH: Because(
        why="No session was booked {n} days after the sessions could begin",
        rule="first_booking_mentor_days",
    ),
    NoticeKind.SESSION_BOOKED: Because(why="Somebody booked the session"),
    NoticeKind.SESSION_MOVED: Because(why="Somebody moved the session"),
    NoticeKind.SESSION_CANCELLED: Because(
        why="The appointment was called off, by one of the two, by a pause or by the end"
    ),
    NoticeKind.SESSION_REMINDER: Because(
        why="The session begins in {n} hours, or on the next working day",
        rule="session_reminder_hours",
    ),
    NoticeKind.REPORT_REQUEST: Because(
        why="The appointment ended {n} hours ago, and nobody has said whether it took place",
        rule="report_after_hours",
    ),
    NoticeKind.REPORT_REMINDER: Because(
        why="{n} hours after the appointment nobody has said whether it took place",
        rule="report_again_hours",
    ),
    NoticeKind.ABSENCE_REPORTED: Because(
        why="This side was reported absent, and may answer for {n} hours before it counts",
        rule="objection_hours",
    ),
    NoticeKind.REFLECTION_REQUEST: Because(
        why="The session was held, and both are asked what they learned"
    ),
    NoticeKind.REFLECTION_REMINDER: Because(
        why="{n} days after the session this side has not said what it learned",
        rule="reflection_reminder_days",
    ),
    NoticeKind.JUNIOR_CHECK_IN: Because(
        why="{n} days after the first session the mentor alone is asked how it is going",
        rule="junior_check_in_days",
    ),
    NoticeKind.DID_YOU_MEET: Because(
        why="Nothing was booked or held for {n} days; they may have met without saying so",
        rule="silence_days",
    ),
    NoticeKind.PAUSED: Because(why="Somebody asked for a pause"),
    NoticeKind.STILL_PAUSED: Because(
        why="The pause has no date of return; this is asked after {n} weeks",
        rule="pause_question_weeks",
    ),
    NoticeKind.RESUMED: Because(why="The pause is over"),
    NoticeKind.EXTENSION_PROPOSED: Because(
        why="The partner asks for more time, and both must want it"
    ),
    NoticeKind.EXTENDED: Because(why="The term was made longer"),
    NoticeKind.WIND_DOWN: Because(why="The term ends in {n} days", rule="wind_down_days"),
    NoticeKind.REVIEW_REQUEST: Because(why="It is time to look back, and both are asked"),
    NoticeKind.REVIEW_REMINDER: Because(
        why="The review was not there {n} days after it was asked for", rule="review_reminder_days"
    ),
    NoticeKind.CLOSED: Because(why="The pairing has ended, and everybody involved is told"),
    NoticeKind.REOPENED: Because(why="The operator reopened the pairing"),
    NoticeKind.PARTNERSHIP_FOLLOW_UP: Because(
        why="Both wanted to stay in touch; they are asked {n} days after the end, then yearly",
        rule="follow_up_days",
    ),
}

_ITEMS = {
    ItemKind.INVITATION_EXPIRED: Because(
        why="The invitation was not answered within {n} days", rule="invitation_days"
    ),
    ItemKind.ASSESSMENT_MISSING: Because(
        why="The assessment was not complete {n} days after it was asked for",
        rule="preparation_item_days",
    ),
    ItemKind.EXPECTATIONS_MISSING: Because(
        why="The expectations were not there {n} days after they were asked for",
        rule="preparation_item_days",
    ),
    ItemKind.AGREEMENT_NOT_ACCEPTED: Because(
        why="The agreement was not accepted {n} days after it was drafted",
        rule="agreement_item_days",
    ),
    ItemKind.PLAN_NOT_ACCEPTED: Because(
        why="The plan was not accepted {n} days after its last change", rule="plan_item_days"
    ),
    ItemKind.FIRST_SESSION_NOT_BOOKED: Because(
        why="No session was booked {n} days after the sessions could begin",
        rule="first_booking_item_days",
    ),
    ItemKind.MENTEE_KEEPS_CANCELLING: Because(
        why="The mentee cancelled twice in a row, or once before the third session"
    ),
    ItemKind.MENTOR_KEEPS_CANCELLING: Because(why="The mentor cancelled twice in a row"),
    ItemKind.CONFLICTING_REPORTS: Because(
        why="Different things were reported about one session, and both reports are kept"
    ),
    ItemKind.SILENT_PAIR: Because(
        why="The question “did you meet?” was not answered for {n} days", rule="silence_item_days"
    ),
    ItemKind.MENTOR_WANTS_OUT: Because(
        why="The mentor answered the confidential check-in: please end without naming me"
    ),
    ItemKind.RULE_BROKEN: Because(
        why="After a change in the roster a hard rule no longer holds for the two"
    ),
    ItemKind.PERSON_LEFT: Because(why="It was reported that one of the two leaves the company"),
    ItemKind.STILL_PAUSED: Because(
        why="The pause has no date of return; this is asked after {n} weeks",
        rule="pause_question_weeks",
    ),
    ItemKind.REVIEW_MISSING: Because(
        why="The review was not there {n} days after it was asked for", rule="review_item_days"
    ),
    ItemKind.MAIL_UNDELIVERABLE: Because(
        why="A mail was refused or came back, or could not be sent for {n} days",
        rule="delivery_give_up_days",
    ),
}

NO_FAULT = Because(
    why="The two parted within {n} days of saying yes: nobody is to blame, and both come first for "
    "somebody new",
    rule="no_fault_exit_days",
)
"""Why an early end is told as it is."""

_SPECIAL: dict[tuple[NoticeKind | ItemKind, str], Because] = {
    (NoticeKind.INVITATION, name_of(StageEntered.tag)): Because(
        why="The pairing was reopened, and who has not said yes is asked again"
    ),
    (NoticeKind.BOOKING_REMINDER, DeadlineKind.FIRST_BOOKING_MENTEE.value): Because(
        why="No session was booked {n} days after the sessions could begin",
        rule="first_booking_mentee_days",
    ),
    (NoticeKind.REPORT_REQUEST, DeadlineKind.UNCONFIRMED.value): Because(
        why="The question whether the session took place could not be asked in time"
    ),
    (NoticeKind.ABSENCE_REPORTED, name_of(PairingResumed.tag)): Because(
        why="This side was reported absent during the pause, and may answer before it counts"
    ),
}
