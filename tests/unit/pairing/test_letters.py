"""What a letter tells: exactly the facts of its occasion, as they were then."""

from datetime import timedelta

import pytest

from domain.pairing.commands import (
    AcceptPlan,
    BookSession,
    CancelSession,
    End,
    Extend,
    PausePairing,
    ReportSession,
    ResumePairing,
    SubmitReview,
)
from domain.pairing.letters import letter
from domain.pairing.vocabulary import DeadlineKind, EndReason, Stage
from domain.planning.questions import FocusQuestion, PlanGround, ReflectionQuestion
from domain.programme.people import Side
from domain.telling.items import ItemKind
from domain.telling.letters import CalendarAction, Letter
from domain.telling.notices import NoticeKind
from tests.unit.pairing.story import MENTEE, MENTOR, OPERATOR, START, Story, a_setup, day, ongoing
from tests.unit.pairing.story import opened as opened_story
from tests.unit.pairing.ways import (
    REVIEW,
    accepted,
    agreed,
    assessed,
    booked,
    given,
    held,
    held_in_a_row,
    reviewed,
)

Kind = DeadlineKind
S1 = {"session_id": "s-1"}


def written(story: Story, kind: NoticeKind, side: Side | None = Side.MENTOR) -> Letter:
    """The letter of a notice that the last step issued."""
    told = [one.notice for one in story.state.desk.told]
    notice = [one for one in told if one.kind is kind and one.side is side][-1]
    return letter(story.state, notice, story.now)


def test_every_letter_says_what_it_is_about_and_who_stands_behind_it() -> None:
    """Ids only; names are looked up on delivery."""
    found = written(
        opened_story(a_setup(purpose="To learn from each other")), NoticeKind.INVITATION
    )
    assert (found.stream, found.roster) == ("pairing-c-1-1", "staff")
    assert (found.notice.to, found.partner, found.lead) == ("p-junior", "p-senior", "p-lead")
    assert (found.programme, found.purpose) == ("Digital at eye level", "To learn from each other")
    assert found.issued_at == START


def test_an_invitation_tells_the_topics_and_the_length() -> None:
    """An ongoing programme has no length; it tells how often the two look back instead."""
    found = written(opened_story(a_setup()), NoticeKind.INVITATION)
    assert (found.topics, found.weeks) == (("Artificial intelligence", "Data"), 26)
    endless = written(opened_story(a_setup(**ongoing(12))), NoticeKind.INVITATION)
    assert (found.goes_on, endless.goes_on, endless.weeks) == (False, True, 12)


def test_a_look_back_in_between_is_not_told_as_the_end() -> None:
    """Unless the two have not met, and nobody answers: then it is one, and the reminder says so."""
    asked = given(Stage.SESSIONS, **ongoing(8)).on(Kind.REVIEW_DUE)
    assert written(asked, NoticeKind.REVIEW_REQUEST).asleep
    assert written(asked.on(Kind.REMINDER), NoticeKind.REVIEW_REMINDER).asleep
    one = asked.when(SubmitReview, MENTEE, **REVIEW).on(Kind.REMINDER)
    found = written(one, NoticeKind.REVIEW_REMINDER)
    assert (found.goes_on, found.asleep) == (True, False)
    last = one.when(SubmitReview, MENTOR, **REVIEW)
    last = last.when(End, OPERATOR, reason=EndReason.OBJECTIVES_REACHED)
    assert not written(last, NoticeKind.REVIEW_REQUEST).goes_on


def test_a_plan_tells_why_its_sessions_are_as_they_are() -> None:
    """From what both have said of themselves."""
    story = agreed(given(Stage.EXPECTATIONS))
    rows = written(story, NoticeKind.PLAN_READY).plan
    assert rows[0].grounds == (PlanGround.CHOSEN, PlanGround.KNOWLEDGE)


def test_a_plan_that_waits_suggests_no_day_that_has_passed() -> None:
    """Whoever is reminded of it reads “as soon as you can” instead."""
    story = agreed(given(Stage.EXPECTATIONS))
    days = [row.on for row in written(story, NoticeKind.PLAN_READY).plan]
    late = written(story.on(Kind.REMINDER), NoticeKind.PLAN_REMINDER)
    assert [row.on for row in late.plan] == [None, *days[1:]]


def test_a_changed_plan_tells_what_is_still_to_come() -> None:
    """After years of sessions nobody wants to read them all."""
    story = held(given(Stage.SESSIONS)).at(day(40))
    amendment = {"session_id": "s-3", "topic": "ai"}
    story = story.when(AcceptPlan, MENTEE, version=1, amendments=[amendment])
    found = written(story, NoticeKind.PLAN_CHANGED).plan
    assert [(row.number, row.on is None) for row in found[:2]] == [(2, True), (3, False)]


def test_the_owners_read_what_a_missing_review_brings_about() -> None:
    """And on which day, if it is the end."""

    def told(story: Story) -> Letter:
        return written(story.on(Kind.ESCALATION), NoticeKind.ITEM_OPENED, None)

    closing = told(given(Stage.REVIEW))
    assert (closing.goes_on, closing.on) == (False, day(21).date())
    asked = given(Stage.SESSIONS, **ongoing(8)).on(Kind.REVIEW_DUE)
    assert (told(asked).asleep, told(asked).on) == (True, day(56 + 21).date())
    answered = told(asked.when(SubmitReview, MENTEE, **REVIEW))
    assert (answered.goes_on, answered.asleep) == (True, False)


def test_partners_hear_that_they_are_and_when_they_are_asked() -> None:
    """Both have just said that they want to stay in touch; whoever has not reads nothing of it."""
    looking_back = given(Stage.REVIEW)
    found = written(reviewed(looking_back, partnership=True), NoticeKind.CLOSED)
    assert (found.partners, found.on) == (True, day(91).date())
    found = written(reviewed(looking_back), NoticeKind.CLOSED)
    assert (found.partners, found.on) == (False, None)


def test_the_last_question_to_partners_says_that_it_is_the_last() -> None:
    """Nobody has answered the one before."""
    asked = given(Stage.PARTNERSHIP).on(Kind.FOLLOW_UP)
    assert not written(asked, NoticeKind.PARTNERSHIP_FOLLOW_UP).asleep
    assert written(asked.on(Kind.FOLLOW_UP), NoticeKind.PARTNERSHIP_FOLLOW_UP).asleep


def test_an_agreement_is_told_in_full_with_its_version() -> None:
    """To those who are to accept it, and to nobody else."""
    story = agreed(assessed(accepted(given())))
    found = written(story, NoticeKind.AGREEMENT_READY, Side.MENTEE).agreement
    assert found
    assert story.state.preparation.agreement
    assert found.version == story.state.preparation.agreement.version
    assert (found.topics, found.off_limits) == (("Artificial intelligence",), ("salaries",))
    assert written(story, NoticeKind.PLAN_READY).agreement is None


def test_a_plan_is_told_in_keys_that_every_reader_gets_in_words() -> None:
    """Topics by their titles, questions by their keys."""
    found = written(agreed(given(Stage.EXPECTATIONS)), NoticeKind.PLAN_READY)
    assert found.plan_version == 1
    assert len(found.plan) == 6
    first = found.plan[0]
    assert (first.topic, first.number) == ("Artificial intelligence", 1)
    assert isinstance(first.focus, FocusQuestion)
    assert isinstance(first.reflection, ReflectionQuestion)


def test_a_request_to_book_suggests_the_day_of_the_plan_while_it_lies_ahead() -> None:
    """A day that has passed is no suggestion."""
    story = given(Stage.SESSIONS)
    found = written(story, NoticeKind.BOOKING_REQUEST)
    assert found.session
    assert (found.session.number, found.session.starts_at) == (1, None)
    assert found.on == day(1).date()
    notice = story.state.desk.told[-1].notice
    assert letter(story.state, notice, day(9)).on is None


def test_calendar_entries_follow_an_appointment_through_its_life() -> None:
    """One UID, a growing sequence, and at last a cancellation of what was booked."""
    story = booked(given(Stage.SESSIONS))
    entries = [written(story, NoticeKind.SESSION_BOOKED).session]
    story = booked(story, on=9)
    entries.append(written(story, NoticeKind.SESSION_MOVED).session)
    story = story.at(day(9)).when(CancelSession, MENTEE, **S1)
    entries.append(written(story, NoticeKind.SESSION_CANCELLED).session)
    assert {entry.uid for entry in entries if entry} == {"pairing-c-1-1.s-1@eyelevel"}
    assert [entry.sequence for entry in entries if entry] == [0, 1, 2]
    assert [entry.starts_at for entry in entries if entry] == [day(7, 10), day(9, 10), day(9, 10)]
    assert [entry.calendar for entry in entries if entry] == [
        CalendarAction.REQUEST,
        CalendarAction.REQUEST,
        CalendarAction.CANCEL,
    ]
    assert [entry.late for entry in entries if entry] == [False, False, True]


def test_a_letter_that_is_written_late_still_tells_of_its_own_appointment() -> None:
    """A cancellation must never carry the sequence of the new appointment."""
    story = booked(given(Stage.SESSIONS)).when(CancelSession, MENTEE, **S1)
    cancelled = [one.notice for one in story.state.desk.told][-2]
    story = booked(story, on=20)
    found = letter(story.state, cancelled, story.now).session
    assert found
    assert (found.sequence, found.starts_at) == (1, day(7, 10))
    assert found.calendar is CalendarAction.CANCEL


def test_only_appointments_reach_the_calendar() -> None:
    """A reminder or a question is no invitation."""
    story = booked(given(Stage.SESSIONS)).on(Kind.SESSION_REMINDER)
    found = written(story, NoticeKind.SESSION_REMINDER).session
    assert found
    assert (found.calendar, found.starts_at) == (None, day(7, 10))


def test_a_session_that_was_never_booked_is_told_by_the_day_it_was_held() -> None:
    """There is no appointment to tell of."""
    story = held(given(Stage.SESSIONS).at(day(3)))
    found = written(story, NoticeKind.REFLECTION_REQUEST).session
    assert found
    assert found.starts_at == day(3)


def test_a_proposed_extension_tells_how_long_and_until_when() -> None:
    """Also when it has been agreed to before the letter is written."""
    story = given(Stage.SESSIONS).when(Extend, MENTOR, weeks=8)
    proposal = story.state.desk.told[-1].notice
    found = letter(story.state, proposal, story.now)
    assert (found.weeks, found.on) == (8, day(182 + 56).date())
    extended = story.when(Extend, MENTEE, weeks=8)
    assert letter(extended.state, proposal, extended.now).weeks == 8
    found = written(extended, NoticeKind.EXTENDED)
    assert (found.weeks, found.on) == (8, day(182 + 56).date())


def test_a_pause_tells_when_it_ends() -> None:
    """And the return, when the programme ends now."""
    story = given(Stage.SESSIONS).when(PausePairing, MENTEE, return_on=day(28).date())
    assert written(story, NoticeKind.PAUSED).on == day(28).date()
    story = story.at(day(7)).when(ResumePairing, MENTEE)
    assert written(story, NoticeKind.RESUMED).on == day(189).date()


def test_a_review_asks_about_what_was_agreed() -> None:
    """With the number of sessions held."""
    found = written(given(Stage.REVIEW), NoticeKind.REVIEW_REQUEST)
    assert (found.topics, found.sessions_held) == (("Artificial intelligence",), 6)


def test_an_item_tells_the_owner_whom_it_is_about() -> None:
    """Also when it has been settled before the letter is written."""
    story = given(Stage.ASSESSMENT).on(Kind.ESCALATION)
    notice = [one.notice for one in story.state.desk.told if one.notice.item][-1]
    for later in (story, assessed(story)):
        found = letter(later.state, notice, later.now)
        assert (found.item, found.item_side) == (ItemKind.ASSESSMENT_MISSING, Side.MENTEE)
        assert (found.pairs[0].mentor, found.pairs[0].mentee) == ("p-junior", "p-senior")
        assert found.partner is None


# -- the last letter -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (EndReason.MISCONDUCT_HOLD, None),
        (EndReason.NO_FIT, None),
        (EndReason.WITHDRAWN_CONSENT, None),
    ],
)
def test_a_private_reason_is_told_to_nobody(reason: EndReason, told: str | None) -> None:
    """The other is told in agreed words (case 42)."""
    story = given(Stage.SESSIONS).when(End, MENTEE, reason=reason)
    for side in Side:
        assert written(story, NoticeKind.CLOSED, side).end_reason == told


def test_a_good_end_may_be_told() -> None:
    """Everybody may know that the objectives were reached."""
    story = held(given(Stage.SESSIONS)).when(End, MENTEE, reason=EndReason.OBJECTIVES_REACHED)
    found = written(reviewed(story), NoticeKind.CLOSED)
    assert found.end_reason == "objectives_reached"
    assert found.topics == ("Artificial intelligence", "Data")


def certificate(sessions: int, review: bool = True, side: Side = Side.MENTOR) -> bool:
    """Whether a letter at the end carries the certificate."""
    story = given(Stage.SESSIONS)
    story = held_in_a_row(story, *range(1, sessions + 1))
    if story.state.stage is Stage.SESSIONS:
        story = story.when(End, OPERATOR, reason=EndReason.PROGRAMME_ENDED)
    if review:
        story = story.when(SubmitReview, MENTOR, **REVIEW).when(SubmitReview, MENTEE, **REVIEW)
    else:
        story = story.on(Kind.GIVE_UP)
    return written(story, NoticeKind.CLOSED, side).certificate


def test_a_mentor_earns_a_certificate_with_half_of_the_sessions_and_a_good_end() -> None:
    """A mentee does not, and neither does anybody in another letter."""
    assert certificate(6)
    assert certificate(3)
    assert not certificate(2)
    assert not certificate(6, review=False)
    assert not certificate(6, side=Side.MENTEE)


def test_sessions_that_were_reported_wrongly_do_not_count_towards_it() -> None:
    """Criteria and evidence are those of the state (case 57)."""
    story = held(given(Stage.SESSIONS)).at(START + timedelta(hours=1))
    story = story.when(ReportSession, MENTEE, **S1, outcome="mentor_absent")
    assert story.state.tally.held == 0
    story.when(BookSession, MENTEE, **S1, starts_at=day(4)).refused("session_id")


def test_an_extension_is_offered_as_long_as_it_is_possible() -> None:
    """Nobody is invited to ask for what would be refused."""
    for most, offered in ((1, True), (0, False)):
        story = given(Stage.SESSIONS, max_extensions=most).on(Kind.WIND_DOWN)
        assert written(story, NoticeKind.WIND_DOWN).may_extend is offered
