"""A word that is taken back: every figure is derived anew."""

from typing import Any

from domain.pairing.commands import (
    CancelSession,
    End,
    SubmitReflection,
    WithdrawSessionReport,
)
from domain.pairing.events.course import StageEntered
from domain.pairing.events.reviews import ReviewCalledOff, ReviewOpened
from domain.pairing.events.sessions import SessionHeld, SessionReported, SessionReportWithdrawn
from domain.pairing.lapses import in_a_row
from domain.pairing.vocabulary import DeadlineKind, EndReason, SessionStatus, Stage
from domain.programme.people import Side
from domain.telling.kinds import NoticeKind
from tests.unit.pairing.story import BOTH, INTEGRATION, MENTEE, MENTOR, OPERATOR, day
from tests.unit.pairing.ways import (
    HELD,
    MENTEE_ABSENT,
    MENTOR_ABSENT,
    all_held,
    booked,
    given,
    held,
    over,
    reported,
    reviewed,
)

Kind = DeadlineKind
S1: dict[str, Any] = {"session_id": "s-1"}


def test_case_29_a_withdrawn_report_takes_back_everything_it_counted_for() -> None:
    """Withdrawing a report takes back its figures, forgiven cancellations and check-in (case
    29)."""
    story = booked(given(Stage.SESSIONS)).when(CancelSession, MENTEE, **S1)
    before = booked(story).at(day(7, 13))
    story = reported(before, INTEGRATION, HELD)
    story = story.when(WithdrawSessionReport, INTEGRATION, **S1).then(SessionReportWithdrawn)
    assert story.state.tally.held == 0
    assert in_a_row(story.state, Side.MENTEE) == in_a_row(before.state, Side.MENTEE) != ()
    assert story.session().status is SessionStatus.BOOKED
    assert story.session().held_at is None
    kinds = [deadline.kind for deadline in story.state.deadlines]
    assert Kind.REPORT_AGAIN in kinds
    assert Kind.JUNIOR_CHECK_IN not in kinds


def test_case_29_a_wrong_completion_is_withdrawn_after_the_end_too() -> None:
    """As long as a closed pairing can be reopened, the operator withdraws a wrong completion: the
    figures follow, and nobody is asked or told anything; later, or from one of the two, it is
    refused."""
    closed = reviewed(all_held(given(Stage.SESSIONS))).enters(Stage.CLOSED)
    closed.when(WithdrawSessionReport, MENTOR, **S1).refused("acting")
    story = closed.when(WithdrawSessionReport, OPERATOR, **S1).then(SessionReportWithdrawn)
    story.tells().opens().enters(Stage.CLOSED)
    assert story.state.tally.held == closed.state.tally.held - 1
    assert story.state.deadlines == closed.state.deadlines
    final = closed.on(Kind.REOPEN_OVER)
    final.when(WithdrawSessionReport, OPERATOR, **S1).refused("")


def test_only_the_latest_session_gives_back_what_it_had_forgiven() -> None:
    """Withdrawing a session gives back cancellations only if no later session forgave them."""
    story = booked(given(Stage.SESSIONS)).when(CancelSession, MENTOR, **S1)
    story = held(held(story, 1).at(day(1)), 2)
    earlier = story.when(WithdrawSessionReport, MENTOR, **S1)
    assert in_a_row(earlier.state, Side.MENTOR) == ()
    story = booked(story, 3).at(day(2)).when(CancelSession, MENTOR, session_id="s-3")
    story = held(story.at(day(3)), 3)
    later = story.when(WithdrawSessionReport, MENTOR, session_id="s-3")
    assert len(in_a_row(later.state, Side.MENTOR)) == 1


def test_a_withdrawn_absence_takes_back_that_it_was_missed() -> None:
    """Withdrawing a report of absence takes back that the session was missed."""
    story = reported(over(), MENTEE, MENTEE_ABSENT)
    story = story.when(WithdrawSessionReport, MENTEE, **S1)
    assert (story.state.tally.missed, story.session().absent) == (0, None)
    claimed = reported(over(), MENTEE, MENTOR_ABSENT)
    claimed = claimed.when(WithdrawSessionReport, MENTEE, **S1)
    assert Kind.OBJECTION_OVER not in [deadline.kind for deadline in claimed.state.deadlines]


def test_everybody_takes_back_their_own_word_only() -> None:
    """Each side withdraws its own report only; the partner's still counts."""
    story = reported(reported(over(), MENTOR, HELD), MENTEE, HELD)
    story = story.when(WithdrawSessionReport, MENTOR, **S1)
    story.then(SessionReportWithdrawn, SessionHeld).tells()
    assert story.session().source is MENTEE


def test_case_29_what_was_learned_stays_while_the_session_stays_held() -> None:
    """Withdrawing one of two confirmations leaves what both have said that they learned."""
    story = reported(reported(over(), MENTOR, HELD), MENTEE, HELD)
    story = story.both(SubmitReflection, **S1, topic="ai", rating=4)
    story = story.when(WithdrawSessionReport, MENTOR, **S1)
    assert story.session().reflections.missing == ()
    assert Kind.REFLECTION_REMINDER not in [line.kind for line in story.state.deadlines]
    gone = story.when(WithdrawSessionReport, MENTEE, **S1)
    assert gone.session().reflections.missing == BOTH


def test_case_29_what_the_operator_has_decided_stays_decided() -> None:
    """After the operator has decided that a session was held, one of the two takes the own word
    back: the session stays held, and so do what was learned and the certificate."""
    story = reported(reported(over(), MENTOR, HELD), MENTEE, MENTOR_ABSENT)
    story = reported(story, OPERATOR, HELD)
    story = story.when(SubmitReflection, MENTEE, **S1, topic="ai", rating=5)
    story = story.when(WithdrawSessionReport, MENTOR, **S1)
    story.then(SessionReportWithdrawn, SessionHeld)
    assert story.session().reflections.mentee


def test_the_operator_takes_back_everything() -> None:
    """The operator withdraws all reports of a session."""
    story = reported(reported(over(), MENTEE, MENTOR_ABSENT), MENTOR, HELD)
    story = story.when(WithdrawSessionReport, OPERATOR, **S1).then(SessionReportWithdrawn)
    assert story.session().reports == ()
    story.leaves_open()


def test_nobody_takes_back_what_others_said() -> None:
    """Withdrawing the other side's report is refused, and so is withdrawing none."""
    story = reported(over(), MENTOR, HELD).when(WithdrawSessionReport, MENTEE, **S1)
    story.refused("acting")
    assert story.problems[0].allowed == "mentor, operator"
    over().when(WithdrawSessionReport, OPERATOR, **S1).refused("session_id")


def test_a_conflict_ends_when_one_takes_the_word_back() -> None:
    """Withdrawing one of two reports in conflict ends it: the other one counts."""
    story = reported(reported(over(), MENTEE, MENTOR_ABSENT), MENTOR, HELD)
    story = story.when(WithdrawSessionReport, MENTEE, **S1)
    story.then(SessionReportWithdrawn, SessionHeld).leaves_open()


def test_case_29_a_review_that_came_too_early_is_called_off() -> None:
    """If a report is withdrawn, a review that came too early because of it is called off."""
    story = all_held(given(Stage.SESSIONS)).enters(Stage.REVIEW)
    story = story.when(WithdrawSessionReport, MENTOR, session_id="s-6")
    story.then(SessionReportWithdrawn, ReviewCalledOff, StageEntered).enters(Stage.SESSIONS)
    story.tells((NoticeKind.BOOKING_REQUEST, BOTH))
    assert story.notices[0].session_id == "s-6"
    story = held(story, 6).then(SessionReported, SessionHeld, ReviewOpened, StageEntered)
    assert story.state.review
    assert story.state.review.number == 2
    reviewed(story).enters(Stage.CLOSED)


def test_a_review_goes_on_for_a_pairing_that_was_ended_meanwhile() -> None:
    """The cohort ends while the two look back: a report that is withdrawn then does not bring their
    sessions back."""
    ended = given(Stage.REVIEW).when(End, OPERATOR, reason=EndReason.PROGRAMME_ENDED, quiet=True)
    ended.when(WithdrawSessionReport, MENTOR, session_id="s-6").enters(Stage.REVIEW)


def test_a_review_at_the_end_of_the_term_goes_on() -> None:
    """A review at the end of the term goes on if a report is withdrawn."""
    story = held(given(Stage.SESSIONS)).until(day(185)).enters(Stage.REVIEW)
    story = story.when(WithdrawSessionReport, MENTOR, **S1)
    story.then(SessionReportWithdrawn).enters(Stage.REVIEW)
