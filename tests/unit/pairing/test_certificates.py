"""A certificate belongs to the one who earned it, by one's own sessions and review."""

from datetime import timedelta
from typing import Any

from domain.pairing.certificate import Basis
from domain.pairing.commands import (
    Accept,
    Annul,
    Decline,
    End,
    Extend,
    SubmitReview,
    WithdrawSessionReport,
)
from domain.pairing.events.reviews import CertificateEarned, CertificateVoided
from domain.pairing.vocabulary import DeadlineKind, EndReason, Stage
from domain.programme.people import Side
from domain.programme.session_rules import SessionRules
from domain.telling.bodies import ClosingBody, ReviewReceivedBody
from domain.telling.kinds import NoticeKind
from tests.unit.pairing.letters import told
from tests.unit.pairing.story import MENTEE, MENTOR, OPERATOR, Story, day, ongoing
from tests.unit.pairing.ways import REVIEW, given, held, held_in_a_row, reviewed

Kind = DeadlineKind


def after(sessions: int, **setup: Any) -> Story:
    """The closing review, after some of six sessions were held."""
    story = held_in_a_row(given(Stage.SESSIONS, **setup), *range(1, sessions + 1))
    if story.state.stage is Stage.SESSIONS:
        story = story.when(End, OPERATOR, reason=EndReason.PROGRAMME_ENDED)
    return story.enters(Stage.REVIEW)


def earned(story: Story) -> list[CertificateEarned]:
    """The certificates of the last step."""
    return [event for event in story.events if isinstance(event, CertificateEarned)]


def test_case_57_a_certificate_is_recorded_with_its_criterion_and_figures() -> None:
    """Half of the agreed sessions and a review of their own earn the mentor a certificate at that
    moment, and the event has the criterion and the figures; the mentee earns none by default."""
    story = after(3).when(SubmitReview, MENTOR, **REVIEW)
    basis = Basis(sessions_held=3, sessions_agreed=6, share=0.5, review=1)
    assert [(event.side, event.basis) for event in earned(story)] == [(Side.MENTOR, basis)]
    assert earned(story.when(SubmitReview, MENTEE, **REVIEW)) == []
    assert earned(after(2).when(SubmitReview, MENTOR, **REVIEW)) == []


def test_case_53_the_silence_of_the_other_takes_no_certificate_away() -> None:
    """The mentor looks back, the mentee never does: the pairing closes without review, and the mail
    about its end carries the mentor's certificate."""
    story = after(6).when(SubmitReview, MENTOR, **REVIEW).on(Kind.GIVE_UP)
    assert story.state.ending
    assert story.state.ending.reason is EndReason.CLOSED_WITHOUT_REVIEW
    assert told(ClosingBody, story, NoticeKind.CLOSED).certificate
    silent = after(6).when(SubmitReview, MENTEE, **REVIEW).on(Kind.GIVE_UP)
    assert not told(ClosingBody, silent, NoticeKind.CLOSED).certificate


def test_case_52_an_extension_asks_for_no_more_sessions() -> None:
    """After an extension by a year the plan has more sessions, and half of those that were first
    agreed are still enough."""
    story = held_in_a_row(given(Stage.SESSIONS), 1, 2, 3).when(Extend, OPERATOR, weeks=52)
    assert len(story.state.sessions) > 6
    story = story.when(End, MENTEE, reason=EndReason.OBJECTIVES_REACHED)
    (event,) = earned(story.when(SubmitReview, MENTOR, **REVIEW))
    assert event.basis.sessions_agreed == 6


def test_case_57_who_loses_the_partner_before_a_review_keeps_what_was_earned() -> None:
    """The mentee ends after three sessions: nobody asks the mentor for a review, and the sessions
    alone earn the certificate; the one who ended, and an annulled pairing, earn none."""
    story = held_in_a_row(given(Stage.SESSIONS), 1, 2, 3)
    ended = story.when(End, MENTEE, reason=EndReason.ROLE_CHANGE)
    assert [event.basis.review for event in earned(ended)] == [None]
    assert earned(story.when(End, MENTOR, reason=EndReason.ROLE_CHANGE)) == []
    assert earned(story.when(Annul, OPERATOR)) == []


def test_a_programme_can_ask_for_sessions_alone_and_certify_both() -> None:
    """Without a review as part of the criterion both earn the certificate by the third session."""
    rules = SessionRules(certificate_review=False, certificate_sides=tuple(Side))
    story = held_in_a_row(given(Stage.SESSIONS, session_rules=rules), 1, 2)
    assert story.state.certificates.missing == tuple(Side)
    assert held(story.at(day(1)), 3).state.certificates.missing == ()


def test_in_an_ongoing_exchange_the_certificate_is_told_at_once() -> None:
    """A periodic review earns the certificate on the way, once, and the mentor is told so."""
    story = held_in_a_row(given(Stage.SESSIONS, **ongoing(8)), 1, 2, 3).on(Kind.REVIEW_DUE)
    story = story.when(SubmitReview, MENTOR, **REVIEW)
    thanks = told(ReviewReceivedBody, story, NoticeKind.REVIEW_RECEIVED)
    assert (thanks.certificate, thanks.late) == (True, False)
    again = story.when(SubmitReview, MENTEE, **REVIEW).on(Kind.REVIEW_DUE)
    again.when(SubmitReview, MENTOR, **REVIEW).tells()


def test_a_session_that_was_not_held_voids_the_certificate_until_another_is() -> None:
    """A withdrawn completion takes the ground from the certificate, which is recorded; the next
    session that is held earns it again, by the review that was handed in."""
    story = held_in_a_row(given(Stage.SESSIONS, **ongoing(8)), 1, 2, 3).on(Kind.REVIEW_DUE)
    story = reviewed(story).enters(Stage.SESSIONS)
    story = story.when(WithdrawSessionReport, OPERATOR, session_id="s-3")
    assert any(isinstance(event, CertificateVoided) for event in story.events)
    assert story.state.certificates.mentor is None
    assert [event.side for event in earned(held(story.at(story.now + timedelta(days=1)), 3))] == [
        Side.MENTOR
    ]


def test_a_pairing_that_never_began_earns_nothing() -> None:
    """Where one says no to the invitation, the other, who comes first for somebody else, has earned
    no certificate by no sessions of none."""
    story = given(Stage.INVITED).when(Accept, MENTOR).when(Decline, MENTEE)
    assert earned(story.enters(Stage.CLOSED)) == []
