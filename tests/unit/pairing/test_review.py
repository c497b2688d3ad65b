"""Stage *review*, and what comes after the end: closing, partnership, reopening, the archive."""

from typing import Any

import pytest

from domain.pairing.commands import Annul, AnswerCheckIn, BookSession, End, Reopen, SubmitReview
from domain.pairing.events.course import (
    DeadlineElapsed,
    EndingCorrected,
    PairingArchived,
    PairingClosed,
    PairingReopened,
    PartnershipEnded,
    ReopeningOver,
    StageEntered,
)
from domain.pairing.events.preparation import PlanContinued
from domain.pairing.events.reviews import (
    CertificateEarned,
    CheckInAnswered,
    CheckInAsked,
    ReviewClosed,
    ReviewOpened,
    ReviewSubmitted,
)
from domain.pairing.events.sessions import (
    SessionBooked,
    SessionCancelled,
    SessionHeld,
    SessionReported,
)
from domain.pairing.facts import PersonLeft
from domain.pairing.vocabulary import (
    ASKABLE_END_REASONS,
    REVIEWED_END_REASONS,
    CheckIn,
    CheckInAnswer,
    DeadlineKind,
    EndReason,
    Stage,
)
from domain.programme.people import Side
from domain.programme.session_rules import SessionPattern, SessionRules
from domain.telling.kinds import ItemKind, NoticeKind
from tests.unit.pairing.story import BOTH, MENTEE, MENTOR, OPERATOR, Story, day, ongoing
from tests.unit.pairing.ways import REVIEW, booked, given, held, held_in_a_row, reviewed

Kind = DeadlineKind
YOU = (Side.MENTEE,)


def ended(story: Story, reason: EndReason, by: Any = OPERATOR, **fields: Any) -> Story:
    """An end of the pairing."""
    return story.when(End, by, reason=reason, **fields)


def reason_of(story: Story) -> EndReason | None:
    """Why it closed."""
    return story.state.ending.reason if story.state.ending else None


# -- how a review begins -------------------------------------------------------------------------


def test_the_last_session_opens_the_closing_review() -> None:
    """The closing review begins right after the last session."""
    story = held_in_a_row(given(Stage.SESSIONS), *range(1, 6))
    story = held(story, 6).then(SessionReported, SessionHeld, ReviewOpened, StageEntered)
    story.enters(Stage.REVIEW)
    asked = [notice for notice in story.notices if notice.kind is NoticeKind.REVIEW_REQUEST]
    assert [notice.until for notice in asked] == [day(7), day(7)]


def test_the_end_of_the_term_opens_it_too() -> None:
    """The end of the term opens the closing review, announced to both a month before."""
    story = held(given(Stage.SESSIONS).until(day(120)))
    story = story.on(Kind.WIND_DOWN).tells((NoticeKind.WIND_DOWN, BOTH))
    assert story.now == day(154)
    story = story.on(Kind.REVIEW_DUE).then(DeadlineElapsed, ReviewOpened, StageEntered)
    story.enters(Stage.REVIEW).tells((NoticeKind.REVIEW_REQUEST, BOTH))
    assert story.now == day(182)


@pytest.mark.parametrize("reason", REVIEWED_END_REASONS)
def test_case_51_a_good_end_is_looked_back_on(reason: EndReason) -> None:
    """An end because objectives were reached early is *completed*, after a review."""
    story = ended(held(given(Stage.SESSIONS)), reason, MENTEE).then(ReviewOpened, StageEntered)
    story = reviewed(story).enters(Stage.CLOSED)
    assert reason_of(story) is reason


@pytest.mark.parametrize(
    "reason", [reason for reason in ASKABLE_END_REASONS if reason not in REVIEWED_END_REASONS]
)
def test_case_42_any_other_end_is_at_once(reason: EndReason) -> None:
    """Any other end is immediate: one side suffices, and the reason stays private."""
    story = ended(booked(given(Stage.SESSIONS)), reason, MENTEE, words="never again")
    story.then(PairingClosed, SessionCancelled, StageEntered).enters(Stage.CLOSED)
    story.tells((NoticeKind.CLOSED, BOTH), (NoticeKind.SESSION_CANCELLED, BOTH))
    assert reason_of(story) is reason
    assert "never again" not in story.state.model_dump_json()


def test_only_the_engine_gives_its_own_reasons() -> None:
    """People may not give a reason that is the engine's own, and are told which they may give."""
    story = ended(given(Stage.SESSIONS), EndReason.PAUSE_EXPIRED)
    story.refused("reason")
    assert story.problems[0].allowed == ", ".join(ASKABLE_END_REASONS)


def test_a_cohort_that_tells_everybody_itself_ends_pairings_quietly() -> None:
    """If its cohort tells everyone, a pairing ends without mails (case 54)."""
    ended(given(Stage.ASSESSMENT), EndReason.PROGRAMME_ENDED, quiet=True).tells()


# -- how a review goes ---------------------------------------------------------------------------


def test_one_answer_waits_for_the_other_and_two_close() -> None:
    """One review waits for the other; both close the pairing with the reason of the review."""
    story = given(Stage.REVIEW).when(SubmitReview, MENTEE, **REVIEW).then(ReviewSubmitted)
    story = story.when(SubmitReview, MENTOR, **REVIEW)
    story.then(
        ReviewSubmitted, CertificateEarned, ReviewClosed, PairingClosed, StageEntered
    ).enters(Stage.CLOSED)
    story.tells((NoticeKind.CLOSED, BOTH)).waits_for(Kind.REOPEN_OVER, Kind.FOLLOW_UP)
    assert reason_of(story) is EndReason.PROGRAMME_ENDED


def test_every_agreed_topic_needs_an_answer_and_no_other_counts() -> None:
    """A review must rate exactly the agreed topics."""
    fields = REVIEW | {"confidence": {"gardening": 5}}
    given(Stage.REVIEW).when(SubmitReview, MENTOR, **fields).refused(
        "confidence.ai", "confidence[0]"
    )


def test_an_answer_can_be_changed_while_the_partner_has_not_answered() -> None:
    """A review can be changed until the partner has answered; the last one counts."""
    story = given(Stage.REVIEW).when(SubmitReview, MENTOR, **REVIEW)
    story = story.when(SubmitReview, MENTOR, **REVIEW | {"again": False}).then(ReviewSubmitted)
    assert story.state.review
    assert story.state.review.answers.mentor
    assert story.state.review.answers.mentor.again is False


def test_case_53_a_missing_review_is_reminded_of_escalated_and_given_up() -> None:
    """A missing review leads to a reminder, an item, and a close without it."""
    story = given(Stage.REVIEW).when(SubmitReview, MENTOR, **REVIEW).on(Kind.REMINDER)
    story = story.tells((NoticeKind.REVIEW_REMINDER, YOU)).on(Kind.ESCALATION)
    story = story.tells().opens(ItemKind.REVIEW_MISSING).on(Kind.GIVE_UP)
    story.then(DeadlineElapsed, ReviewClosed, PairingClosed, StageEntered)
    story.tells((NoticeKind.CLOSED, BOTH)).leaves_open()
    assert reason_of(story) is EndReason.CLOSED_WITHOUT_REVIEW
    assert story.now == day(21)


def test_case_53_a_review_two_days_late_is_taken() -> None:
    """Closed without it, a review is taken for two working days more: it is thanked for, earns the
    certificate, and lets the pairing have ended well; a third day, or a second time, is refused."""
    closed = given(Stage.REVIEW).when(SubmitReview, MENTEE, **REVIEW).on(Kind.GIVE_UP)
    assert closed.now == day(21)
    late = closed.at(day(23)).when(SubmitReview, MENTOR, **REVIEW)
    late.then(ReviewSubmitted, CertificateEarned, EndingCorrected).enters(Stage.CLOSED)
    late.tells((NoticeKind.REVIEW_RECEIVED, (Side.MENTOR,)))
    assert late.state.ending
    assert late.state.ending.reason is EndReason.PROGRAMME_ENDED
    assert late.state.reviews[-1].answers.missing == ()
    late.when(SubmitReview, MENTOR, **REVIEW).refused("")
    closed.at(day(24)).when(SubmitReview, MENTOR, **REVIEW).refused("")


def test_case_53_one_of_two_late_reviews_counts_for_the_one_who_handed_it_in() -> None:
    """With the other review still missing the end stays as it is; the certificate is earned."""
    late = given(Stage.REVIEW).on(Kind.GIVE_UP).when(SubmitReview, MENTOR, **REVIEW)
    late.then(ReviewSubmitted, CertificateEarned)
    assert late.state.ending
    assert late.state.ending.reason is EndReason.CLOSED_WITHOUT_REVIEW


def test_case_53_two_who_said_so_late_are_learning_partners() -> None:
    """Both want to stay in touch, one of them a day late: they are learning partners then."""
    wish = REVIEW | {"partnership": True}
    closed = given(Stage.REVIEW).when(SubmitReview, MENTEE, **wish).on(Kind.GIVE_UP)
    closed.at(day(22)).when(SubmitReview, MENTOR, **wish).enters(Stage.PARTNERSHIP)


def test_case_53_who_withdrew_the_consent_is_asked_nothing_more() -> None:
    """After a withdrawn consent, or misconduct, no late review is taken."""
    story = given(Stage.REVIEW).when(End, MENTEE, reason=EndReason.WITHDRAWN_CONSENT)
    story.when(SubmitReview, MENTOR, **REVIEW).refused("")


def test_a_late_review_settles_its_item() -> None:
    """A late review settles the item about it."""
    story = given(Stage.REVIEW).on(Kind.ESCALATION)
    story.leaves_open(ItemKind.REVIEW_MISSING, ItemKind.REVIEW_MISSING)
    story.when(SubmitReview, MENTOR, **REVIEW).leaves_open(ItemKind.REVIEW_MISSING)


def test_nothing_is_booked_during_the_closing_review() -> None:
    """During the closing review nothing is booked; what was booked can be cancelled or reported."""
    given(Stage.REVIEW).when(BookSession, MENTEE, session_id="s-1", starts_at=day(7)).refused(
        "", "session_id"
    )


# -- ongoing programmes --------------------------------------------------------------------------


def test_an_ongoing_programme_looks_back_every_so_often_and_goes_on() -> None:
    """A periodic review leads on to as many new sessions as the programme plans ahead."""
    story = held(given(Stage.SESSIONS, **ongoing(8))).on(Kind.REVIEW_DUE)
    story.then(DeadlineElapsed, ReviewOpened, StageEntered).tells((NoticeKind.REVIEW_REQUEST, BOTH))
    assert story.now == day(56)
    story = story.when(SubmitReview, MENTOR, **REVIEW).when(SubmitReview, MENTEE, **REVIEW)
    story.then(ReviewSubmitted, ReviewClosed, PlanContinued, StageEntered).enters(Stage.SESSIONS)
    story.tells((NoticeKind.BOOKING_REQUEST, BOTH))
    assert len(story.state.sessions) == 7
    assert story.due(Kind.REVIEW_DUE).due == day(112)
    assert Kind.WIND_DOWN not in [deadline.kind for deadline in story.state.deadlines]
    story = story.on(Kind.REVIEW_DUE)
    assert [review.number for review in story.state.reviews] == [1, 2]


def test_an_exchange_that_is_quicker_than_planned_gets_more_sessions_at_once() -> None:
    """An ongoing pairing that has held all planned sessions gets more of them at once."""
    setup = ongoing() | {"sessions": SessionPattern(count=2)}
    story = held(held_in_a_row(given(Stage.SESSIONS, **setup), 1), 2)
    story.then(SessionReported, SessionHeld, PlanContinued).enters(Stage.SESSIONS)
    assert len(story.state.sessions) == 4
    assert Kind.NEXT_BOOKING in [deadline.kind for deadline in story.state.deadlines]


def test_a_periodic_review_does_not_stop_the_sessions() -> None:
    """During a periodic review sessions can be booked, moved and held."""
    story = held(given(Stage.SESSIONS, **ongoing(8))).on(Kind.REVIEW_DUE)
    story = booked(story, 2, on=60).then(SessionBooked).enters(Stage.REVIEW)
    kinds = {deadline.kind for deadline in story.state.deadlines}
    assert kinds >= {Kind.GIVE_UP, Kind.REPORT_REQUEST}
    assert not kinds & {Kind.SILENCE, Kind.NEXT_BOOKING}
    story = held(story.at(day(61)), 2).then(SessionReported, SessionHeld)
    story = reviewed(story).enters(Stage.SESSIONS)
    assert story.state.tally.held == 2


def test_a_review_that_one_answers_keeps_the_exchange_alive() -> None:
    """A periodic review that one side answers continues the pairing."""
    story = given(Stage.SESSIONS, **ongoing(8)).on(Kind.REVIEW_DUE)
    story = story.when(SubmitReview, MENTOR, **REVIEW).on(Kind.GIVE_UP)
    story.enters(Stage.SESSIONS)


def test_an_exchange_that_fell_asleep_ends() -> None:
    """A pairing without a session and without an answer to its periodic review ends."""
    story = given(Stage.SESSIONS, **ongoing(8)).on(Kind.REVIEW_DUE).on(Kind.GIVE_UP)
    story.then(DeadlineElapsed, ReviewClosed, PairingClosed, StageEntered)
    assert reason_of(story) is EndReason.LACK_OF_COMMITMENT


def test_two_who_meet_while_their_review_waits_are_not_asleep() -> None:
    """A pairing with sessions or an appointment does not end because a review was not answered."""
    unanswered = given(Stage.SESSIONS, **ongoing(8)).on(Kind.REVIEW_DUE)
    held(unanswered.at(day(60))).on(Kind.GIVE_UP).enters(Stage.SESSIONS)
    booked(unanswered, on=100).on(Kind.GIVE_UP).enters(Stage.SESSIONS)


def test_sessions_held_carry_an_exchange_through_one_unanswered_review() -> None:
    """Held sessions carry a pairing through one unanswered review, not through a second without
    any."""
    story = held(given(Stage.SESSIONS, **ongoing(8))).on(Kind.REVIEW_DUE).on(Kind.GIVE_UP)
    story = story.enters(Stage.SESSIONS).on(Kind.REVIEW_DUE).on(Kind.GIVE_UP)
    assert reason_of(story) is EndReason.LACK_OF_COMMITMENT


# -- partnership ---------------------------------------------------------------------------------


def test_two_who_want_it_stay_partners() -> None:
    """If both want it they become partners, who are asked once a year."""
    story = reviewed(given(Stage.REVIEW), partnership=True).enters(Stage.PARTNERSHIP)
    story = story.on(Kind.STILL_PARTNERS).then(DeadlineElapsed, CheckInAsked)
    story.tells((NoticeKind.PARTNERSHIP_FOLLOW_UP, BOTH))
    assert story.now.date() == day(365).date()
    assert story.due(Kind.STILL_PARTNERS).due.date() == day(730).date()


def test_one_who_does_not_want_it_is_enough() -> None:
    """If one side does not want a partnership there is none."""
    story = given(Stage.REVIEW).when(SubmitReview, MENTOR, **REVIEW | {"partnership": True})
    story.when(SubmitReview, MENTEE, **REVIEW).enters(Stage.CLOSED)
    silent = {name: value for name, value in REVIEW.items() if name != "partnership"}
    story.when(SubmitReview, MENTEE, **silent).enters(Stage.CLOSED)


def answer(story: Story, what: CheckInAnswer) -> Story:
    """The mentee says whether they are still in touch."""
    return story.when(AnswerCheckIn, MENTEE, check_in=CheckIn.PARTNERSHIP, answer=what)


def test_a_partnership_goes_on_as_long_as_somebody_answers() -> None:
    """A partnership goes on with every answer, and rests after two questions without one,
    or after as many as the programme says."""
    story = given(Stage.PARTNERSHIP).on(Kind.STILL_PARTNERS)
    story = answer(story, CheckInAnswer.CONTINUE).then(CheckInAnswered)
    story = story.on(Kind.STILL_PARTNERS).on(Kind.STILL_PARTNERS).enters(Stage.PARTNERSHIP)
    story = story.on(Kind.STILL_PARTNERS)
    story.then(DeadlineElapsed, PartnershipEnded, StageEntered, PairingArchived)
    story.enters(Stage.CLOSED).tells()
    patient = given(Stage.PARTNERSHIP, session_rules=SessionRules(follow_ups_unanswered=3))
    for _ in range(3):
        patient = patient.on(Kind.STILL_PARTNERS).enters(Stage.PARTNERSHIP)
    patient.on(Kind.STILL_PARTNERS).enters(Stage.CLOSED)


def test_a_partnership_can_be_ended_by_either() -> None:
    """Either side can end a partnership, in an answer or with `end`."""
    story = given(Stage.PARTNERSHIP)
    stopped = answer(story, CheckInAnswer.STOP)
    stopped.then(CheckInAnswered, PartnershipEnded, StageEntered).enters(Stage.CLOSED)
    ended(story, EndReason.TIME, MENTOR).then(PartnershipEnded, StageEntered)


# -- closed --------------------------------------------------------------------------------------


def test_a_closed_pairing_is_archived_after_a_month() -> None:
    """A pairing that closed before the two met is archived after a month."""
    story = given().on(Kind.GIVE_UP).leaves_open(ItemKind.INVITATION_EXPIRED)
    story = story.on(Kind.REOPEN_OVER)
    story.then(DeadlineElapsed, ReopeningOver, PairingArchived).leaves_open()
    assert story.state.archived
    assert story.state.next_due is None
    story.when(Reopen, OPERATOR).refused("")


def test_case_55_a_pairing_closed_by_mistake_goes_on_where_it_was() -> None:
    """A pairing closed by mistake is reopened as a new phase, with the time that was lost (case
    55)."""
    story = ended(held(given(Stage.SESSIONS)), EndReason.TIME).at(day(10))
    story = story.when(Reopen, OPERATOR).then(PairingReopened, StageEntered)
    story.enters(Stage.SESSIONS).tells((NoticeKind.REOPENED, BOTH))
    assert story.state.phase == 2
    assert story.state.ends_on == day(192).date()
    assert story.state.tally.held == 1
    assert Kind.REOPEN_OVER not in [deadline.kind for deadline in story.state.deadlines]


@pytest.mark.parametrize("stage", [Stage.INVITED, Stage.ASSESSMENT, Stage.EXPECTATIONS])
def test_a_preparation_is_taken_up_where_it_was(stage: Stage) -> None:
    """A preparation that is reopened continues in its stage, with its full time."""
    story = ended(given(stage), EndReason.TIME).at(day(3)).when(Reopen, OPERATOR).enters(stage)
    assert story.due(Kind.GIVE_UP).due > day(16)


def test_a_completed_pairing_that_is_reopened_gets_room_for_more() -> None:
    """A completed pairing that is reopened gets room for a session, and a review of its own."""
    story = given(Stage.PARTNERSHIP).when(Reopen, OPERATOR)
    story.then(PairingReopened, StageEntered, PlanContinued).enters(Stage.SESSIONS)
    assert len(story.state.sessions) > 6
    ended(story, EndReason.TIME).enters(Stage.CLOSED)


def test_case_55_a_month_later_it_is_too_late() -> None:
    """After a month a pairing cannot be reopened; the refusal names the day."""
    story = ended(given(Stage.SESSIONS), EndReason.TIME).at(day(31)).when(Reopen, OPERATOR)
    story.refused("")
    assert story.problems[0].allowed == "until 2027-03-31"


def test_case_56_a_pairing_matched_in_error_is_annulled() -> None:
    """A pairing that was matched in error can be annulled, with a reason of its own."""
    story = given(Stage.SESSIONS).when(Annul, OPERATOR, words="wrong Miller")
    story.then(PairingClosed, StageEntered).tells((NoticeKind.CLOSED, BOTH))
    assert reason_of(story) is EndReason.ANNULLED


def test_who_leaves_the_company_makes_no_partnership() -> None:
    """A person who leaves the company is no learning partner and is asked nothing later."""
    story = given(Stage.REVIEW).when(PersonLeft, person_id="p-junior", last_day=day(60).date())
    reviewed(story, partnership=True).enters(Stage.CLOSED)
