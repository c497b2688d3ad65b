"""Notices and items about the course of a pairing."""

from domain.programme.request import OwnerRole
from domain.telling.bodies import (
    ClosingBody,
    ExtensionBody,
    FollowUpBody,
    PauseBody,
    PlainBody,
    ReviewItemBody,
    ReviewReceivedBody,
    ReviewReminderBody,
    ReviewRequestBody,
    RulesItemBody,
    TermBody,
    WindDownBody,
)
from domain.telling.haste import Haste
from domain.telling.kinds import ItemKind, NoticeKind
from domain.telling.specs import AFTER_OUTAGE, BY_STAGE, Because, ItemSpec, NoticeSpec


def _survey(question: str, because: Because) -> NoticeSpec:
    """Short questions; nothing depends on the answer but figures."""
    return NoticeSpec(
        because=because,
        body=PlainBody,
        haste=Haste.UNHURRIED,
        reminded_by=("survey_reminder", "survey_over"),
        answered_with=("answer_survey",),
        question=question,
        answer_by="survey_over",
    )


def _survey_reminder(question: str) -> NoticeSpec:
    return NoticeSpec(
        because=Because(
            "The short questions were not answered {n} days after they were asked",
            "survey_reminder_days",
        ),
        after=AFTER_OUTAGE,
        body=PlainBody,
        haste=Haste.UNHURRIED,
        reminded_by=("survey_reminder", "survey_over"),
        answered_with=("answer_survey",),
        question=question,
        answer_by="survey_over",
    )


NOTICES = {
    NoticeKind.PAUSED: NoticeSpec(
        because=Because("Somebody asked for a pause"),
        body=PauseBody,
        haste=Haste.AT_ONCE,
        answered_with=("resume",),
        while_paused=True,
    ),
    NoticeKind.STILL_PAUSED: NoticeSpec(
        because=Because(
            "The pause has no date of return; this is asked after {n} weeks",
            "pause_question_weeks",
        ),
        after=AFTER_OUTAGE,
        body=PlainBody,
        haste=Haste.NEXT_POST,
        reminded_by=("pause_question", "pause_max"),
        answered_with=("resume", "pause"),
        while_paused=True,
    ),
    NoticeKind.RESUMED: NoticeSpec(
        because=Because("The pause is over"),
        body=TermBody,
        haste=Haste.IN_HOURS,
    ),
    NoticeKind.ON_HOLD: NoticeSpec(
        because=Because("The programme office lets everything rest until it has decided"),
        body=PlainBody,
        haste=Haste.IN_HOURS,
        while_paused=True,
    ),
    NoticeKind.EXTENSION_PROPOSED: NoticeSpec(
        because=Because("The partner asks for more time, and both must want it"),
        body=ExtensionBody,
        haste=Haste.NEXT_POST,
        answered_with=("extend",),
        while_paused=True,
    ),
    NoticeKind.EXTENDED: NoticeSpec(
        because=Because("The term was made longer"),
        body=ExtensionBody,
        haste=Haste.AT_ONCE,
        while_paused=True,
    ),
    NoticeKind.WIND_DOWN: NoticeSpec(
        because=Because("The term ends in {n} days", "wind_down_days"),
        body=WindDownBody,
        haste=Haste.UNHURRIED,
        answered_with=("book_session", "extend"),
    ),
    NoticeKind.REVIEW_REQUEST: NoticeSpec(
        because=Because("It is time to look back, and both are asked"),
        body=ReviewRequestBody,
        haste=Haste.NEXT_POST,
        reminded_by=BY_STAGE,
        answered_with=("submit_review",),
        while_paused=True,
    ),
    NoticeKind.REVIEW_REMINDER: NoticeSpec(
        because=Because(
            "The review was not there {n} days after it was asked for", "review_reminder_days"
        ),
        after=AFTER_OUTAGE,
        body=ReviewReminderBody,
        haste=Haste.NEXT_POST,
        reminded_by=BY_STAGE,
        answered_with=("submit_review",),
    ),
    NoticeKind.REVIEW_RECEIVED: NoticeSpec(
        because=Because(
            "A review of one's own came after the end, {n} days at most; or: It earned the "
            "certificate, and the exchange goes on",
            "late_review_days",
        ),
        body=ReviewReceivedBody,
        haste=Haste.IN_HOURS,
        while_paused=True,
    ),
    NoticeKind.CLOSED: NoticeSpec(
        because=Because("The pairing has ended, and everybody involved is told"),
        body=ClosingBody,
        haste=Haste.IN_HOURS,
    ),
    NoticeKind.REOPENED: NoticeSpec(
        because=Because("The operator reopened the pairing"),
        body=TermBody,
        haste=Haste.AT_ONCE,
    ),
    NoticeKind.PULSE: _survey(
        "pulse",
        Because("{n} days after the first session both are asked how it is going", "pulse_days"),
    ),
    NoticeKind.PULSE_REMINDER: _survey_reminder("pulse"),
    NoticeKind.MIDPOINT: _survey(
        "midpoint",
        Because("{n} percent of the term are over: how has it gone so far?", "midpoint_percent"),
    ),
    NoticeKind.MIDPOINT_REMINDER: _survey_reminder("midpoint"),
    NoticeKind.FOLLOW_UP: _survey(
        "follow_up",
        Because(
            "{n} days after the end all who have met are asked what they still use",
            "follow_up_days",
        ),
    ),
    NoticeKind.FOLLOW_UP_REMINDER: _survey_reminder("follow_up"),
    NoticeKind.PARTNERSHIP_FOLLOW_UP: NoticeSpec(
        because=Because(
            "Both wanted to stay in touch; they are asked again every {n} days",
            "partnership_days",
        ),
        after=AFTER_OUTAGE,
        body=FollowUpBody,
        haste=Haste.UNHURRIED,
        answered_with=("answer_check_in",),
        question="partnership",
        answer_within="invitation_days",  # there is no hurry
    ),
}
ITEMS = {
    ItemKind.MISCONDUCT: ItemSpec(
        task="Misconduct was reported: hear both sides, then lift the hold or end the pairing",
        because=Because("Misconduct was reported, and everything rests until it is decided"),
        owner=OwnerRole.CONFIDANT,
        in_confidence=True,
    ),
    ItemKind.RULE_BROKEN: ItemSpec(
        task="A hard rule no longer holds for the two: waive it, put them on hold, or end it",
        because=Because("After a change in the roster a hard rule no longer holds for the two"),
        body=RulesItemBody,
    ),
    ItemKind.PERSON_LEFT: ItemSpec(
        task="Somebody leaves the company: let the two say goodbye; the review comes by itself",
        because=Because("It was reported that one of the two leaves the company"),
        by_itself="last_day",
        after_the_end=True,
    ),
    ItemKind.REVIEW_MISSING: ItemSpec(
        task="A review is missing: ask the person",
        because=Because(
            "The review was not there {n} days after it was asked for", "review_item_days"
        ),
        body=ReviewItemBody,
        by_itself="give_up",
    ),
}
ITEMS_OF_BOTH = {
    ItemKind.STILL_PAUSED: ItemSpec(
        task="The pause goes on without a return date: ask",
        because=Because(
            "The pause has no date of return; this is asked after {n} weeks",
            "pause_question_weeks",
        ),
        by_itself="pause_max",
    ),
    ItemKind.MAIL_UNDELIVERABLE: ItemSpec(
        task="A mail could not be delivered: correct the address, tell the person another way",
        because=Because(
            "A mail was refused or came back, or could not be sent for {n} days",
            "delivery_give_up_days",
        ),
        after_the_end=True,
    ),
}
"""A cohort may ask for these as well."""
