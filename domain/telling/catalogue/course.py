"""Notices to mentor and mentee about the course of the pairing."""

from domain.telling.bodies import (
    ClosingBody,
    ExtensionBody,
    FollowUpBody,
    PauseBody,
    PlainBody,
    ReviewReminderBody,
    ReviewRequestBody,
    TermBody,
    WindDownBody,
)
from domain.telling.notices import NoticeKind as Kind
from domain.telling.specs import Because, NoticeSpec

NOTICES = {
    Kind.PAUSED: NoticeSpec(
        because=Because("Somebody asked for a pause"),
        body=PauseBody,
        answered_with=("resume",),
        while_paused=True,
    ),
    Kind.STILL_PAUSED: NoticeSpec(
        because=Because(
            "The pause has no date of return; this is asked after {n} weeks",
            "pause_question_weeks",
        ),
        body=PlainBody,
        answered_with=("resume", "pause"),
        while_paused=True,
    ),
    Kind.RESUMED: NoticeSpec(
        because=Because("The pause is over"),
        body=TermBody,
    ),
    Kind.EXTENSION_PROPOSED: NoticeSpec(
        because=Because("The partner asks for more time, and both must want it"),
        body=ExtensionBody,
        answered_with=("extend",),
        answer_by="review_due",
    ),
    Kind.EXTENDED: NoticeSpec(
        because=Because("The term was made longer"),
        body=ExtensionBody,
    ),
    Kind.WIND_DOWN: NoticeSpec(
        because=Because("The term ends in {n} days", "wind_down_days"),
        body=WindDownBody,
        answered_with=("book_session", "extend"),
    ),
    Kind.REVIEW_REQUEST: NoticeSpec(
        because=Because("It is time to look back, and both are asked"),
        body=ReviewRequestBody,
        answered_with=("submit_review",),
    ),
    Kind.REVIEW_REMINDER: NoticeSpec(
        because=Because(
            "The review was not there {n} days after it was asked for", "review_reminder_days"
        ),
        body=ReviewReminderBody,
        answered_with=("submit_review",),
    ),
    Kind.CLOSED: NoticeSpec(
        because=Because("The pairing has ended, and everybody involved is told"),
        body=ClosingBody,
    ),
    Kind.REOPENED: NoticeSpec(
        because=Because("The operator reopened the pairing"),
        body=TermBody,
    ),
    Kind.PARTNERSHIP_FOLLOW_UP: NoticeSpec(
        because=Because(
            "Both wanted to stay in touch; they are asked {n} days after the end, then yearly",
            "follow_up_days",
        ),
        body=FollowUpBody,
        answered_with=("answer_check_in",),
        answer_within="invitation_days",  # there is no hurry
    ),
}
