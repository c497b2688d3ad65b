"""Notices around the sessions: appointments, reports, reflections, questions in between."""

from domain.engine.roles import Role
from domain.pairing.commands import (
    AnswerCheckIn,
    BookSession,
    CancelSession,
    End,
    PausePairing,
    ResumePairing,
    SubmitReflection,
    WithdrawSessionReport,
)
from domain.pairing.facts import PeopleBriefed, SessionCompleted, SessionWasMissed
from domain.pairing.vocabulary import CheckIn, CheckInAnswer, DeadlineKind, EndReason, Stage
from domain.programme.people import Side
from domain.telling.kinds import NoticeKind
from tests.unit.pairing.story import MENTEE, MENTOR, Story, day, ongoing
from tests.unit.pairing.ways import (
    HELD,
    MENTEE_ABSENT,
    MENTOR_ABSENT,
    all_held,
    booked,
    given,
    held,
    held_in_a_row,
    over,
    planned,
    reported,
    reviewed,
    shut_down,
)
from tests.unit.witnesses.witness import TO_BOTH, TO_MENTEE, TO_MENTOR, Told

Kind, Due = NoticeKind, DeadlineKind


def _booked() -> Story:
    """The first session has an appointment."""
    return booked(given(Stage.SESSIONS))


def _held() -> Story:
    """The first session took place just now."""
    return held(given(Stage.SESSIONS))


def _claimed_during_a_pause() -> Story:
    """The mentor says during a pause that the mentee did not come."""
    return reported(over().when(PausePairing, MENTEE), MENTOR, MENTEE_ABSENT)


def _held_no_longer() -> Story:
    """The mentor says that the last session was held, the mentee says no, the mentor gives in."""
    story = booked(held_in_a_row(given(Stage.SESSIONS), 1, 2, 3, 4, 5), 6).at(day(7, 13))
    last = {"session_id": "s-6"}
    story = reported(story, MENTOR, HELD | last).enters(Stage.REVIEW)
    story = reported(story, MENTEE, MENTOR_ABSENT | last)
    return story.when(WithdrawSessionReport, MENTOR, **last)


NOTICES: dict[NoticeKind, tuple[Told, ...]] = {
    Kind.BOOKING_REQUEST: (
        Told("both have accepted the plan", TO_BOTH, lambda: planned(given(Stage.PLANNING))),
        Told(
            "the second of the two is briefed, after the plan was accepted",
            TO_BOTH,
            lambda: given(Stage.SESSIONS, to_be_briefed=tuple(Side)).when(
                PeopleBriefed, Role.ENGINE, sides=tuple(Side)
            ),
        ),
        Told(
            "an ongoing programme has looked back",
            TO_BOTH,
            lambda: reviewed(all_held(given(Stage.SESSIONS, **ongoing()).on(Due.REVIEW_DUE))),
        ),
        Told(
            "the report on the last session is withdrawn, and its review called off",
            TO_BOTH,
            lambda: given(Stage.REVIEW).when(WithdrawSessionReport, MENTOR, session_id="s-6"),
        ),
    ),
    Kind.BOOKING_REMINDER: (
        Told(
            "a week after the plan nothing is booked",
            TO_MENTEE,
            lambda: given(Stage.SESSIONS).on(Due.FIRST_BOOKING_MENTEE),
        ),
        Told(
            "two weeks after a session the next one is not booked",
            TO_BOTH,
            lambda: _held().on(Due.NEXT_BOOKING),
        ),
    ),
    Kind.BOOKING_OUTREACH: (
        Told(
            "the mentee was reminded in vain",
            TO_MENTOR,
            lambda: given(Stage.SESSIONS).on(Due.FIRST_BOOKING_MENTOR),
        ),
    ),
    Kind.SESSION_BOOKED: (Told("the mentee books a session", TO_BOTH, _booked),),
    Kind.SESSION_BACK: (
        Told(
            "a pause ends before the appointment that it has called off",
            TO_BOTH,
            lambda: _booked().when(PausePairing, MENTOR).at(day(2)).when(ResumePairing, MENTEE),
        ),
    ),
    Kind.SESSION_MOVED: (
        Told(
            "the mentor moves an appointment",
            TO_BOTH,
            lambda: _booked().when(BookSession, MENTOR, session_id="s-1", starts_at=day(8)),
        ),
    ),
    Kind.SESSION_TO_MOVE: (
        Told(
            "a shutdown is announced in which the appointment lies",
            TO_BOTH,
            lambda: shut_down(_booked(), day(5).date(), day(9).date()),
        ),
    ),
    Kind.SESSION_CANCELLED: (
        Told(
            "the mentor calls an appointment off",
            TO_BOTH,
            lambda: _booked().when(CancelSession, MENTOR, session_id="s-1"),
        ),
        Told(
            "a pause begins before the appointment",
            TO_BOTH,
            lambda: _booked().when(PausePairing, MENTOR),
        ),
        Told(
            "the pairing ends before the appointment",
            TO_BOTH,
            lambda: _booked().when(End, MENTEE, reason=EndReason.TIME),
        ),
    ),
    Kind.SESSION_REMINDER: (
        Told("a session is near", TO_BOTH, lambda: _booked().on(Due.SESSION_REMINDER)),
    ),
    Kind.REPORT_REQUEST: (
        Told("an appointment has passed", TO_BOTH, lambda: _booked().on(Due.REPORT_REQUEST)),
        Told(
            "nothing worked while the question was due, and the time to answer is over by now",
            TO_BOTH,
            lambda: _booked().after_outage(days=20),
        ),
    ),
    Kind.REPORT_REMINDER: (
        Told(
            "nobody has said whether the session took place",
            TO_BOTH,
            lambda: _booked().on(Due.REPORT_AGAIN),
        ),
        Told(
            "the time to answer ran out while nothing worked",
            TO_BOTH,
            lambda: _booked().on(Due.REPORT_AGAIN).after_outage(days=20),
        ),
    ),
    Kind.DATES_PROPOSED: (
        Told(
            "the mentee says that they have not met",
            TO_BOTH,
            lambda: (
                given(Stage.SESSIONS)
                .on(Due.SILENCE)
                .when(
                    AnswerCheckIn,
                    MENTEE,
                    check_in=CheckIn.DID_YOU_MEET,
                    answer=CheckInAnswer.NOT_MET,
                )
            ),
        ),
    ),
    Kind.SESSION_MISSED: (
        Told(
            "the mentee admits not to have come",
            TO_BOTH,
            lambda: reported(over(), MENTEE, MENTEE_ABSENT),
        ),
    ),
    Kind.ABSENCE_REPORTED: (
        Told(
            "an integration says that the mentee did not come",
            TO_MENTEE,
            lambda: over().when(SessionWasMissed, session_id="s-1", absent=Side.MENTEE),
        ),
        Told(
            "a pause is over during which the mentor said that the mentee did not come",
            TO_MENTEE,
            lambda: _claimed_during_a_pause().when(ResumePairing, MENTEE),
        ),
        Told(
            "after a review that came too early only the mentee's word is left",
            TO_MENTOR,
            _held_no_longer,
        ),
        Told(
            "the time to object ran out while nothing worked",
            TO_MENTEE,
            lambda: (
                over()
                .when(SessionWasMissed, session_id="s-1", absent=Side.MENTEE)
                .after_outage(days=9)
            ),
        ),
    ),
    Kind.REFLECTION_REQUEST: (
        Told(
            "an integration says that the session took place",
            TO_BOTH,
            lambda: over().when(SessionCompleted, session_id="s-1", held_at=day(7, 10)),
        ),
        Told(
            "the mentee withdraws what contradicts the mentor, who says that it took place",
            TO_BOTH,
            lambda: reported(reported(over(), MENTEE, MENTOR_ABSENT), MENTOR, HELD).when(
                WithdrawSessionReport, MENTEE, session_id="s-1"
            ),
        ),
    ),
    Kind.REFLECTION_REMINDER: (
        Told(
            "only the mentor has said what there was to learn",
            TO_MENTEE,
            lambda: (
                _held()
                .when(SubmitReflection, MENTOR, session_id="s-1", topic="ai", rating=4)
                .on(Due.REFLECTION_REMINDER)
            ),
        ),
    ),
    Kind.JUNIOR_CHECK_IN: (
        Told(
            "the first session is some days ago",
            TO_MENTOR,
            lambda: _held().on(Due.JUNIOR_CHECK_IN),
        ),
    ),
    Kind.DID_YOU_MEET: (
        Told(
            "nothing was booked or held for weeks",
            TO_BOTH,
            lambda: given(Stage.SESSIONS).on(Due.SILENCE),
        ),
        Told(
            "nobody has answered whether they met",
            TO_BOTH,
            lambda: given(Stage.SESSIONS).on(Due.SILENCE).on(Due.SILENCE_AGAIN),
        ),
    ),
}
