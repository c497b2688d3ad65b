"""Notices about the course of a pairing: pauses, extensions, the end, and items for the owners."""

from domain.pairing.commands import (
    AnswerSurvey,
    End,
    Extend,
    PausePairing,
    Reopen,
    ResumePairing,
    SubmitReview,
)
from domain.pairing.vocabulary import DeadlineKind, EndReason, Stage
from domain.programme.request import FixedTerm, Owners
from domain.telling.kinds import NoticeKind
from domain.telling.notices import DeliveryOutcome
from tests.unit.pairing.story import MENTEE, MENTOR, OPERATOR, START, Story, day, ongoing
from tests.unit.pairing.ways import (
    PULSE,
    REVIEW,
    agreed,
    all_held,
    given,
    held,
    held_in_a_row,
    on_hold,
    reviewed,
)
from tests.unit.witnesses import notices_of_cohorts
from tests.unit.witnesses.witness import TO_BOTH, TO_DEPUTY, TO_LEAD, TO_MENTEE, TO_MENTOR, Told

Kind, Due = NoticeKind, DeadlineKind
REMINDER = Due.SURVEY_REMINDER


def _paused() -> Story:
    """The mentor takes a pause without saying until when."""
    return given(Stage.SESSIONS).when(PausePairing, MENTOR)


def _proposed() -> Story:
    """The mentor asks for four more weeks."""
    return given(Stage.SESSIONS).when(Extend, MENTOR, weeks=4)


def _met_once() -> Story:
    """The first session took place."""
    return held(given(Stage.SESSIONS))


def _half_of_an_exchange() -> Story:
    """Three of six sessions were held, and an ongoing exchange looks back."""
    return held_in_a_row(given(Stage.SESSIONS, **ongoing(8)), 1, 2, 3).on(Due.REVIEW_DUE)


def _without_room() -> Story:
    """The agreement is accepted when the only week of the term is over."""
    term = FixedTerm(start=START.date(), weeks=1)
    return agreed(given(Stage.EXPECTATIONS, term=term).at(day(10)))


def _lead_out_of_reach() -> Story:
    """The lead's mail about an item is refused."""
    owners = Owners(lead="p-lead", deputy="p-deputy")
    told = given(Stage.SESSIONS, owners=owners).on(Due.FIRST_BOOKING_ITEM)
    return told.fared(told.on_their_way[-1], DeliveryOutcome.REFUSED)


NOTICES: dict[NoticeKind, tuple[Told, ...]] = {
    Kind.PAUSED: (Told("the mentor asks for a pause", TO_BOTH, _paused),),
    Kind.STILL_PAUSED: (
        Told(
            "a pause without a date of return goes on",
            TO_BOTH,
            lambda: _paused().on(Due.PAUSE_QUESTION),
        ),
        Told(
            "the pause became too long while nothing worked",
            TO_BOTH,
            lambda: _paused().after_outage(days=190),
        ),
    ),
    Kind.RESUMED: (
        Told("the mentor is back", TO_BOTH, lambda: _paused().when(ResumePairing, MENTOR)),
        Told(
            "the day of return has come",
            TO_BOTH,
            lambda: (
                given(Stage.SESSIONS)
                .when(PausePairing, MENTOR, return_on=day(14).date())
                .on(Due.PAUSE_RETURN)
            ),
        ),
    ),
    Kind.ON_HOLD: (Told("the operator puts the pairing on hold", TO_BOTH, on_hold),),
    Kind.EXTENSION_PROPOSED: (Told("the mentor asks for more weeks", TO_MENTEE, _proposed),),
    Kind.EXTENDED: (
        Told(
            "the mentee wants the same weeks",
            TO_BOTH,
            lambda: _proposed().when(Extend, MENTEE, weeks=4),
        ),
    ),
    Kind.WIND_DOWN: (
        Told(
            "the term ends in a month",
            TO_BOTH,
            lambda: given(Stage.SESSIONS).on(Due.WIND_DOWN),
        ),
    ),
    Kind.REVIEW_REQUEST: (
        Told("every session was held", TO_BOTH, lambda: all_held(given(Stage.SESSIONS))),
        Told("the term is over", TO_BOTH, lambda: held(given(Stage.SESSIONS)).on(Due.REVIEW_DUE)),
        Told(
            "an ongoing programme looks back",
            TO_BOTH,
            lambda: given(Stage.SESSIONS, **ongoing()).on(Due.REVIEW_DUE),
        ),
    ),
    Kind.REVIEW_REMINDER: (
        Told(
            "the mentee's review is overdue",
            TO_MENTEE,
            lambda: given(Stage.REVIEW).when(SubmitReview, MENTOR, **REVIEW).on(Due.REMINDER),
        ),
        Told(
            "the time to answer ran out while nothing worked",
            TO_BOTH,
            lambda: given(Stage.REVIEW).after_outage(days=40),
        ),
    ),
    Kind.REVIEW_RECEIVED: (
        Told(
            "the mentor earns the certificate while the exchange goes on",
            TO_MENTOR,
            lambda: _half_of_an_exchange().when(SubmitReview, MENTOR, **REVIEW),
        ),
        Told(
            "the mentor's review comes when the pairing was closed without it",
            TO_MENTOR,
            lambda: (
                given(Stage.REVIEW)
                .when(SubmitReview, MENTEE, **REVIEW)
                .on(Due.GIVE_UP)
                .when(SubmitReview, MENTOR, **REVIEW)
            ),
        ),
    ),
    Kind.CLOSED: (
        Told("both have looked back", TO_BOTH, lambda: reviewed(given(Stage.REVIEW))),
        Told(
            "the mentee has no time any more",
            TO_BOTH,
            lambda: given(Stage.SESSIONS).when(End, MENTEE, reason=EndReason.TIME),
        ),
        Told("the term has no room for a session", TO_BOTH, _without_room),
        Told("nobody has prepared", TO_BOTH, lambda: given(Stage.ASSESSMENT).on(Due.GIVE_UP)),
        Told("a pause takes too long", TO_BOTH, lambda: _paused().on(Due.PAUSE_MAX)),
        Told(
            "an ongoing exchange has fallen asleep, and nobody looks back",
            TO_BOTH,
            lambda: given(Stage.SESSIONS, **ongoing()).on(Due.REVIEW_DUE).on(Due.GIVE_UP),
        ),
    ),
    Kind.REOPENED: (
        Told(
            "the operator reopens what was closed by mistake",
            TO_BOTH,
            lambda: given(Stage.CLOSED).when(Reopen, OPERATOR),
        ),
    ),
    Kind.PULSE: (
        Told("a month ago the two met first", TO_BOTH, lambda: _met_once().on(Due.PULSE)),
    ),
    Kind.PULSE_REMINDER: (
        Told(
            "the mentee has not answered the short questions",
            TO_MENTEE,
            lambda: _met_once().on(Due.PULSE).when(AnswerSurvey, MENTOR, **PULSE).on(REMINDER),
        ),
        Told(
            "the time to answer short questions ran out while nothing worked",
            TO_BOTH,
            lambda: _met_once().on(Due.PULSE).after_outage(days=20),
        ),
    ),
    Kind.MIDPOINT: (
        Told("half of the term is over", TO_BOTH, lambda: _met_once().on(Due.MIDPOINT)),
    ),
    Kind.MIDPOINT_REMINDER: (
        Told(
            "nobody has answered halfway",
            TO_BOTH,
            lambda: _met_once().on(Due.MIDPOINT).on(REMINDER),
        ),
    ),
    Kind.FOLLOW_UP: (
        Told(
            "three months ago the pairing ended",
            TO_BOTH,
            lambda: given(Stage.CLOSED).on(Due.FOLLOW_UP),
        ),
        Told(
            "three months ago both became learning partners",
            TO_BOTH,
            lambda: given(Stage.PARTNERSHIP).on(Due.FOLLOW_UP),
        ),
    ),
    Kind.FOLLOW_UP_REMINDER: (
        Told(
            "nobody has said what they still use",
            TO_BOTH,
            lambda: given(Stage.CLOSED).on(Due.FOLLOW_UP).on(REMINDER),
        ),
    ),
    Kind.PARTNERSHIP_FOLLOW_UP: (
        Told(
            "a year ago both wanted to stay in touch",
            TO_BOTH,
            lambda: given(Stage.PARTNERSHIP).on(Due.STILL_PARTNERS),
        ),
        Told(
            "the partnership would have ended while nothing worked",
            TO_BOTH,
            lambda: (
                given(Stage.PARTNERSHIP)
                .on(Due.STILL_PARTNERS)
                .on(Due.STILL_PARTNERS)
                .after_outage(days=400)
            ),
        ),
    ),
    Kind.ITEM_OPENED: (
        Told(
            "a pairing opens an item",
            TO_LEAD,
            lambda: given(Stage.SESSIONS).on(Due.FIRST_BOOKING_ITEM),
        ),
        # One mail passes the item on, the other says that the lead is out of reach.
        Told("the lead's mail is refused", TO_DEPUTY * 2, _lead_out_of_reach),
        *notices_of_cohorts.ITEM_OPENED,
    ),
}
