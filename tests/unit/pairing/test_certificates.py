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
    Reopen,
    ReportSession,
    SubmitReview,
    WithdrawSessionReport,
)
from domain.pairing.events.reviews import CertificateEarned, CertificateVoided
from domain.pairing.events.sessions import AbsenceClaimed, ReportsConflicted, SessionReported
from domain.pairing.vocabulary import DeadlineKind, EndReason, SessionOutcome, SessionStatus, Stage
from domain.programme.people import Side
from domain.programme.session_rules import SessionRules
from domain.telling.bodies import ClosingBody, ReviewReceivedBody
from domain.telling.kinds import ItemKind, NoticeKind
from tests.unit.pairing.letters import told
from tests.unit.pairing.story import INTEGRATION, MENTEE, MENTOR, OPERATOR, Story, day, ongoing
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


# -- reports that contradict each other ------------------------------------------------------------

HELD_3 = {"outcome": SessionOutcome.HELD}
CLAIM: dict[str, Any] = {"session_id": "s-3", "outcome": SessionOutcome.MENTOR_ABSENT}


def contradicted() -> Story:
    """The mentor has earned the certificate with three sessions, and then the mentee says that the
    mentor did not come to the third."""
    story = after(3).when(SubmitReview, MENTOR, **REVIEW)
    return story.when(ReportSession, MENTEE, **CLAIM)


def test_case_26_a_contradiction_takes_nothing_away_until_it_is_decided() -> None:
    """Reports that contradict each other leave a certificate as it is; only the operator's word
    that the mentor was absent takes it away."""
    story = contradicted().then(SessionReported, ReportsConflicted)
    assert story.state.certificates.mentor
    absent = story.when(ReportSession, OPERATOR, **CLAIM)
    assert absent.state.certificates.mentor is None
    held_ = story.when(ReportSession, OPERATOR, **CLAIM | HELD_3, held_at=story.now)
    assert held_.state.certificates.mentor
    assert not any(isinstance(event, CertificateVoided) for event in held_.events)


def test_case_24_a_claim_takes_nothing_away_unheard() -> None:
    """A mentor who takes the own word back and says that the mentee was absent loses nothing before
    the mentee was heard."""
    story = after(3).when(SubmitReview, MENTOR, **REVIEW)
    story = story.when(ReportSession, MENTOR, **CLAIM | {"outcome": SessionOutcome.MENTEE_ABSENT})
    assert story.then(SessionReported, AbsenceClaimed).state.certificates.mentor
    assert story.on(Kind.OBJECTION_OVER).state.certificates.mentor is None


def test_case_26_another_correction_does_not_decide_a_contradiction() -> None:
    """Of four sessions one is contradicted and another withdrawn: three are still enough, as long
    as it is not decided that only two were held."""
    story = after(4).when(SubmitReview, MENTOR, **REVIEW)
    story = story.when(ReportSession, MENTEE, **CLAIM)
    story = story.when(WithdrawSessionReport, OPERATOR, session_id="s-4")
    assert story.state.certificates.mentor
    assert story.when(ReportSession, OPERATOR, **CLAIM).state.certificates.mentor is None


def test_case_26_the_operator_decides_after_the_end() -> None:
    """A contradiction that nobody has decided outlives the end, with its item, as long as the
    pairing can be reopened: the operator decides it then, once, and without a word to the two."""
    story = contradicted().on(Kind.GIVE_UP).enters(Stage.CLOSED)
    story.leaves_open(ItemKind.CONFLICTING_REPORTS)
    held_ = story.when(ReportSession, OPERATOR, **CLAIM | HELD_3, held_at=day(0)).tells()
    held_.leaves_open().waits_for(Kind.REOPEN_OVER, Kind.FOLLOW_UP)
    assert (held_.state.tally.held, held_.session(3).status) == (3, SessionStatus.HELD)
    assert held_.state.certificates.mentor
    absent = story.when(ReportSession, OPERATOR, **CLAIM).tells().leaves_open()
    absent.waits_for(Kind.REOPEN_OVER, Kind.FOLLOW_UP)
    assert (absent.state.tally.held, absent.session(3).status) == (2, SessionStatus.MISSED)
    assert absent.state.certificates.mentor is None
    absent.when(ReportSession, OPERATOR, **CLAIM | HELD_3, held_at=day(0)).refused("session_id")


def test_case_26_nobody_decides_after_the_end() -> None:
    """Without a decision the certificate stays with the one who earned it, and the item is settled
    once the pairing can no longer be reopened; nobody decides then any more."""
    story = contradicted().on(Kind.GIVE_UP).on(Kind.REOPEN_OVER).leaves_open()
    assert story.state.certificates.mentor
    story.when(ReportSession, OPERATOR, **CLAIM).refused("")


def test_after_the_end_only_the_operator_reports_and_only_what_is_open() -> None:
    """After the end neither the two nor a tool report anything, and the operator nothing but what
    is undecided; the refusals say so."""
    story = contradicted().on(Kind.GIVE_UP)
    for role in (MENTOR, MENTEE, INTEGRATION):
        story.when(ReportSession, role, **CLAIM).refused("acting")
    other = story.when(ReportSession, OPERATOR, **CLAIM | {"session_id": "s-1"})
    other.refused("session_id")
    assert other.problems[0].allowed == (
        "a session that is absence_claimed or conflict; or reopen the pairing first"
    )


def test_case_24_an_unheard_claim_is_decided_after_the_end() -> None:
    """An absence that was claimed shortly before the end is decided by the operator after it."""
    story = held_in_a_row(given(Stage.SESSIONS), 1, 2, 3)
    absent = CLAIM | {"outcome": SessionOutcome.MENTEE_ABSENT}
    story = story.when(ReportSession, MENTOR, **absent)
    story = story.when(End, MENTEE, reason=EndReason.TIME)
    assert story.session(3).status is SessionStatus.ABSENCE_CLAIMED
    decided = story.when(ReportSession, OPERATOR, **CLAIM | HELD_3, held_at=day(0))
    assert decided.session(3).status is SessionStatus.HELD


def test_case_55_a_contradiction_is_still_open_after_a_reopening() -> None:
    """A contradiction that outlived the end is one and the same item after a reopening."""
    story = contradicted().on(Kind.GIVE_UP)
    (before,) = story.state.desk.items
    again = story.when(Reopen, OPERATOR)
    assert [item.id for item in again.state.desk.items] == [before.id]
    again.when(ReportSession, OPERATOR, **CLAIM).leaves_open()
