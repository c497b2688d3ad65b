"""Deadlines around the sessions of a pairing: what arms each, and what follows when it elapses."""

from domain.engine.confidence import IN_CONFIDENCE
from domain.pairing.commands import AnswerCheckIn, Extend, Reopen
from domain.pairing.events.reviews import CheckInAsked
from domain.pairing.events.sessions import SessionMissed, SessionUnconfirmed
from domain.pairing.vocabulary import CheckIn, CheckInAnswer, DeadlineKind, Stage
from domain.telling.kinds import ItemKind, NoticeKind
from domain.telling.notices import DeliveryOutcome
from tests.unit.pairing.story import MENTEE, MENTOR, OPERATOR, Story, day, ongoing
from tests.unit.pairing.ways import (
    MENTEE_ABSENT,
    all_held,
    booked,
    given,
    held,
    held_in_a_row,
    over,
    reported,
)
from tests.unit.witnesses.witness import Elapses

Kind = DeadlineKind
TO_BOOK = (NoticeKind.BOOKING_REMINDER,)
ABSENT_FROM_THE_SECOND = MENTEE_ABSENT | {"session_id": "s-2"}
ASKED = (CheckInAsked, NoticeKind.DID_YOU_MEET)


def _sessions() -> Story:
    """The plan is accepted, and nothing is booked."""
    return given(Stage.SESSIONS)


def _booked() -> Story:
    return booked(_sessions())


def _held() -> Story:
    return held(_sessions())


def _five_held() -> Story:
    return held_in_a_row(_sessions(), 1, 2, 3, 4, 5)


def _silent() -> Story:
    """Nothing was booked or held for weeks, and both were asked whether they met."""
    return _sessions().on(Kind.SILENCE)


def _refused(story: Story) -> Story:
    """The latest mail to the mentee is refused."""
    told = [notice for notice in story.on_their_way if notice.to == "p-senior"]
    return story.fared(told[-1], DeliveryOutcome.REFUSED)


DEADLINES: dict[DeadlineKind, tuple[Elapses[Story], ...]] = {
    Kind.FIRST_BOOKING_MENTEE: (
        Elapses("the plan is accepted", _sessions, (NoticeKind.BOOKING_REMINDER,)),
    ),
    Kind.FIRST_BOOKING_MENTOR: (
        Elapses("the plan is accepted", _sessions, (NoticeKind.BOOKING_OUTREACH,)),
    ),
    Kind.FIRST_BOOKING_ITEM: (
        Elapses("the plan is accepted", _sessions, (ItemKind.FIRST_SESSION_NOT_BOOKED,)),
    ),
    Kind.NEXT_BOOKING: (
        Elapses("a session is held", _held, TO_BOOK),
        Elapses(
            "the mentee says that they missed a session themselves",
            lambda: reported(booked(_held(), 2).at(day(7, 13)), MENTEE, ABSENT_FROM_THE_SECOND),
            TO_BOOK,
        ),
        Elapses(
            "an ongoing programme is quicker than planned",
            lambda: all_held(given(Stage.SESSIONS, **ongoing())),
            TO_BOOK,
        ),
        Elapses(
            "a term is extended, and all sessions of its first plan are held",
            lambda: held(_five_held().when(Extend, OPERATOR, weeks=4), 6),
            TO_BOOK,
        ),
        Elapses(
            "a completed pairing is reopened",
            lambda: given(Stage.CLOSED).when(Reopen, OPERATOR),
            TO_BOOK,
        ),
    ),
    Kind.SESSION_REMINDER: (
        Elapses("a session is booked", _booked, (NoticeKind.SESSION_REMINDER,)),
    ),
    Kind.REPORT_REQUEST: (Elapses("a session is booked", _booked, (NoticeKind.REPORT_REQUEST,)),),
    Kind.REPORT_AGAIN: (Elapses("a session is booked", _booked, (NoticeKind.REPORT_REMINDER,)),),
    Kind.UNCONFIRMED: (Elapses("a session is booked", _booked, (SessionUnconfirmed,)),),
    Kind.OBJECTION_OVER: (
        Elapses(
            "the mentor says that the mentee did not come",
            lambda: reported(over(), MENTOR, MENTEE_ABSENT),
            (SessionMissed, NoticeKind.SESSION_MISSED, ItemKind.DATES_NOT_KEPT),
        ),
    ),
    Kind.REFLECTION_REMINDER: (
        Elapses("a session is held", _held, (NoticeKind.REFLECTION_REMINDER,)),
    ),
    Kind.JUNIOR_CHECK_IN: (
        Elapses(
            "the first session is held",
            _held,
            (CheckInAsked, NoticeKind.JUNIOR_CHECK_IN),
        ),
    ),
    Kind.ITEM_REMINDER: (
        Elapses(
            "the mentor asks in confidence for an end",
            lambda: _held().when(
                AnswerCheckIn,
                MENTOR,
                check_in=CheckIn.JUNIOR,
                answer=CheckInAnswer.END_WITHOUT_NAMING_ME,
            ),
            (),
            so_that=lambda story: story.state.desk.told[-1].notice.item is IN_CONFIDENCE,
        ),
        Elapses(
            "a mail to the mentee is refused",
            lambda: _refused(_sessions()),
            (),
            so_that=lambda story: (
                story.state.desk.told[-1].notice.item is ItemKind.MAIL_UNDELIVERABLE
            ),
        ),
    ),
    Kind.SILENCE: (
        Elapses(
            "the plan is accepted",
            _sessions,
            ASKED,
        ),
    ),
    Kind.SILENCE_AGAIN: (
        Elapses(
            "both are asked whether they met",
            _silent,
            ASKED,
        ),
    ),
    Kind.SILENCE_ITEM: (
        Elapses("both are asked whether they met", _silent, (ItemKind.SILENT_PAIR,)),
    ),
    Kind.STILL_NOT_MET: (
        Elapses(
            "one of the two says that they have not met",
            lambda: _silent().when(
                AnswerCheckIn,
                MENTEE,
                check_in=CheckIn.DID_YOU_MEET,
                answer=CheckInAnswer.NOT_MET,
            ),
            (ItemKind.NOT_MEETING,),
        ),
    ),
}
