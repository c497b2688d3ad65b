"""Notices and items around the sessions of a pairing."""

from domain.telling.bodies import (
    AppointmentBody,
    BookingBody,
    CancellationBody,
    LapsesItemBody,
    NewDateBody,
    PlainBody,
    ReportBody,
    ReportsItemBody,
    SessionBody,
)
from domain.telling.haste import Haste
from domain.telling.kinds import ItemKind, NoticeKind
from domain.telling.lines import CalendarAction
from domain.telling.specs import AFTER_OUTAGE, Because, ItemSpec, NoticeSpec

_BOOKING = (
    "first_booking_mentee",
    "first_booking_mentor",
    "first_booking_item",
    "next_booking",
    "silence",
)

NOTICES = {
    NoticeKind.BOOKING_REQUEST: NoticeSpec(
        because=Because("Sessions can begin, and the next one has no appointment"),
        body=BookingBody,
        haste=Haste.NEXT_POST,
        reminded_by=_BOOKING,
        answered_with=("book_session",),
    ),
    NoticeKind.BOOKING_REMINDER: NoticeSpec(
        because=Because("No session was booked {n} days after the last one", "next_booking_days"),
        after={
            "first_booking_mentee": Because(
                "No session was booked {n} days after the sessions could begin",
                "first_booking_mentee_days",
            )
        },
        body=SessionBody,
        haste=Haste.NEXT_POST,
        reminded_by=_BOOKING,
        answered_with=("book_session",),
        answer_by="silence",
    ),
    NoticeKind.BOOKING_OUTREACH: NoticeSpec(
        because=Because(
            "No session was booked {n} days after the sessions could begin",
            "first_booking_mentor_days",
        ),
        body=SessionBody,
        haste=Haste.NEXT_POST,
        reminded_by=_BOOKING,
        answered_with=("book_session",),
    ),
    NoticeKind.SESSION_BOOKED: NoticeSpec(
        because=Because("Somebody booked the session"),
        body=AppointmentBody,
        haste=Haste.AT_ONCE,
        answered_with=("book_session", "cancel_session"),
        while_paused=True,
        calendar=CalendarAction.REQUEST,
    ),
    NoticeKind.SESSION_BACK: NoticeSpec(
        because=Because("The two are back before the session that was called off for a pause"),
        body=AppointmentBody,
        haste=Haste.IN_HOURS,
        answered_with=("book_session", "cancel_session"),
        calendar=CalendarAction.REQUEST,
    ),
    NoticeKind.SESSION_MOVED: NoticeSpec(
        because=Because("Somebody moved the session"),
        body=AppointmentBody,
        haste=Haste.AT_ONCE,
        answered_with=("book_session", "cancel_session"),
        while_paused=True,
        calendar=CalendarAction.REQUEST,
    ),
    NoticeKind.SESSION_CANCELLED: NoticeSpec(
        because=Because(
            "The appointment was called off, by one of the two, by a pause or by the end"
        ),
        body=CancellationBody,
        haste=Haste.AT_ONCE,
        answered_with=("book_session",),
        while_paused=True,
        calendar=CalendarAction.CANCEL,
    ),
    NoticeKind.SESSION_TO_MOVE: NoticeSpec(
        because=Because(
            "The session lies on a day off by now: a shutdown, or a move to another site"
        ),
        body=AppointmentBody,
        haste=Haste.NEXT_POST,
        answered_with=("book_session", "cancel_session"),
        while_paused=True,
    ),
    NoticeKind.SESSION_REMINDER: NoticeSpec(
        because=Because(
            "The session begins in {n} hours, or on the next working day",
            "session_reminder_hours",
        ),
        body=AppointmentBody,
        haste=Haste.IN_HOURS,
        answered_with=("book_session", "cancel_session"),
    ),
    NoticeKind.REPORT_REQUEST: NoticeSpec(
        because=Because(
            "The appointment ended {n} hours ago, and nobody has said whether it took place",
            "report_after_hours",
        ),
        after=AFTER_OUTAGE,
        body=ReportBody,
        haste=Haste.NEXT_POST,
        reminded_by=("report_again", "unconfirmed"),
        answered_with=("report_session",),
    ),
    NoticeKind.REPORT_REMINDER: NoticeSpec(
        because=Because(
            "{n} hours after the appointment, days off left out, nobody has said whether it took "
            "place",
            "report_again_hours",
        ),
        after=AFTER_OUTAGE,
        body=ReportBody,
        haste=Haste.NEXT_POST,
        reminded_by=("report_again", "unconfirmed"),
        answered_with=("report_session",),
    ),
    NoticeKind.SESSION_MISSED: NoticeSpec(
        because=Because("One of the two did not come; it counts, and a new date is needed"),
        body=NewDateBody,
        haste=Haste.IN_HOURS,
        answered_with=("book_session",),
    ),
    NoticeKind.ABSENCE_REPORTED: NoticeSpec(
        because=Because(
            "This side was reported absent, and may answer for {n} hours before it counts, "
            "days off left out",
            "objection_hours",
        ),
        after=AFTER_OUTAGE
        | {
            "pairing.resumed": Because(
                "This side was reported absent during the pause, and may answer before it counts"
            )
        },
        body=ReportBody,
        haste=Haste.IN_HOURS,
        answered_with=("report_session",),
    ),
    NoticeKind.REFLECTION_REQUEST: NoticeSpec(
        because=Because("The session was held, and both are asked what they learned"),
        body=SessionBody,
        haste=Haste.NEXT_POST,
        reminded_by=("reflection_reminder",),
        answered_with=("submit_reflection",),
    ),
    NoticeKind.REFLECTION_REMINDER: NoticeSpec(
        because=Because(
            "{n} days after the session this side has not said what it learned",
            "reflection_reminder_days",
        ),
        body=SessionBody,
        haste=Haste.NEXT_POST,
        answered_with=("submit_reflection",),
        answer_within="reflection_reminder_days",  # while the session is still fresh in mind
    ),
    NoticeKind.JUNIOR_CHECK_IN: NoticeSpec(
        because=Because(
            "{n} days after the first session the mentor alone is asked how it is going",
            "junior_check_in_days",
        ),
        body=PlainBody,
        haste=Haste.UNHURRIED,
        answered_with=("answer_check_in",),
        question="junior_check_in",
        answer_within="reflection_reminder_days",
    ),
    NoticeKind.DID_YOU_MEET: NoticeSpec(
        because=Because(
            "Nothing was booked or held for {n} days; they may have met without saying so",
            "silence_days",
        ),
        body=PlainBody,
        haste=Haste.NEXT_POST,
        reminded_by=("silence_again", "silence_item"),
        answered_with=("answer_check_in",),
        question="did_you_meet",
    ),
    NoticeKind.DATES_PROPOSED: NoticeSpec(
        because=Because("One of the two has said that they did not meet, and nothing is booked"),
        body=NewDateBody,
        haste=Haste.IN_HOURS,
        answered_with=("book_session",),
    ),
}
ITEMS = {
    ItemKind.FIRST_SESSION_NOT_BOOKED: ItemSpec(
        task="The first session is still not booked: help the two to start",
        because=Because(
            "No session was booked {n} days after the sessions could begin",
            "first_booking_item_days",
        ),
        by_itself="silence",
    ),
    ItemKind.DATES_NOT_KEPT: ItemSpec(
        task="Appointments were not kept: talk about priority, or about time",
        because=Because(
            "Since the last session this side has cancelled, moved too often or missed as many "
            "appointments as the session rules of the programme allow"
        ),
        body=LapsesItemBody,
    ),
    ItemKind.NO_SHOWS: ItemSpec(
        task="One appointment after the other was missed: ask the two whether they want to go on",
        because=Because(
            "Since the last session the two have missed as many appointments as the session rules "
            "of the programme allow"
        ),
        body=LapsesItemBody,
    ),
    ItemKind.CONFLICTING_REPORTS: ItemSpec(
        task="The two report different things about a session: decide what counts",
        because=Because(
            "Different things were reported about one session, and both reports are kept"
        ),
        body=ReportsItemBody,
        after_the_end=True,
    ),
    ItemKind.SILENT_PAIR: ItemSpec(
        task="The pair is silent: ask how it goes, or propose to end",
        because=Because(
            "The question “did you meet?” was not answered for {n} days", "silence_item_days"
        ),
    ),
    ItemKind.NOT_MEETING: ItemSpec(
        task="The two do not meet, as they say: help them to a date, or propose to end",
        because=Because(
            "One of the two said that they had not met, and {n} days later nothing is booked",
            "silence_item_days",
        ),
    ),
    ItemKind.MENTOR_WANTS_OUT: ItemSpec(
        task="The mentor wants out: end it, and name nobody",
        because=Because("The mentor asked in the check-in to end it without being named"),
        in_confidence=True,
    ),
}
