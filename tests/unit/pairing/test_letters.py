"""What a letter tells: exactly what belongs to its occasion, as it was then."""

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
from domain.telling.bodies import (
    AboutAppointment,
    AgreementBody,
    AppointmentBody,
    BookingBody,
    CancellationBody,
    ClosingBody,
    ExtensionBody,
    FollowUpBody,
    InvitationBody,
    ItemBody,
    PauseBody,
    PlanBody,
    ReportBody,
    ReviewItemBody,
    ReviewReminderBody,
    ReviewRequestBody,
    TermBody,
    WindDownBody,
)
from domain.telling.kinds import ItemKind, NoticeKind
from domain.telling.letters import LetterIncomplete
from domain.telling.lines import PairLine
from tests.unit.pairing.letters import of, told, written
from tests.unit.pairing.story import MENTEE, MENTOR, OPERATOR, START, Story, a_setup, day, ongoing
from tests.unit.pairing.story import opened as opened_story
from tests.unit.pairing.ways import (
    HELD,
    MENTOR_ABSENT,
    REVIEW,
    accepted,
    agreed,
    assessed,
    booked,
    given,
    held,
    over,
    reported,
    reviewed,
)

Kind = DeadlineKind
S1 = {"session_id": "s-1"}


def test_every_letter_says_what_it_is_about_and_who_stands_behind_it() -> None:
    """Every letter names its pairing, recipient, partner and lead by their ids."""
    found = written(
        opened_story(a_setup(purpose="To learn from each other")), NoticeKind.INVITATION
    )
    assert (found.stream, found.roster) == ("pairing-c-1-1", "staff")
    assert (found.notice.to, found.partner, found.lead) == ("p-junior", "p-senior", "p-lead")
    assert found.programme == "Digital at eye level"
    assert of(InvitationBody, found).purpose == "To learn from each other"
    assert found.issued_at == START


def test_an_invitation_tells_the_topics_and_the_length() -> None:
    """An invitation tells topics and length; in an ongoing programme, how often the two look
    back."""
    found = told(InvitationBody, opened_story(a_setup()), NoticeKind.INVITATION)
    assert (found.topics, found.weeks) == (("Artificial intelligence", "Data"), 26)
    setup = a_setup(**ongoing(12))
    endless = told(InvitationBody, opened_story(setup), NoticeKind.INVITATION)
    assert (found.goes_on, endless.goes_on, endless.weeks) == (False, True, 12)


def test_a_look_back_in_between_is_not_told_as_the_end() -> None:
    """A periodic review is not told as the end, unless it is one: then the reminder says so."""
    asked = given(Stage.SESSIONS, **ongoing(8)).on(Kind.REVIEW_DUE)
    assert told(ReviewRequestBody, asked, NoticeKind.REVIEW_REQUEST).asleep
    late = asked.on(Kind.REMINDER)
    assert told(ReviewReminderBody, late, NoticeKind.REVIEW_REMINDER).asleep
    one = asked.when(SubmitReview, MENTEE, **REVIEW).on(Kind.REMINDER)
    found = told(ReviewReminderBody, one, NoticeKind.REVIEW_REMINDER)
    assert (found.goes_on, found.asleep) == (True, False)
    last = one.when(SubmitReview, MENTOR, **REVIEW)
    last = last.when(End, OPERATOR, reason=EndReason.OBJECTIVES_REACHED)
    assert not told(ReviewRequestBody, last, NoticeKind.REVIEW_REQUEST).goes_on


def test_a_plan_tells_why_its_sessions_are_as_they_are() -> None:
    """The letter about a plan gives grounds for each session, from what both have said."""
    story = agreed(given(Stage.EXPECTATIONS))
    rows = told(PlanBody, story, NoticeKind.PLAN_READY).plan
    assert rows[0].grounds == (PlanGround.CHOSEN, PlanGround.KNOWLEDGE)


def test_a_plan_that_waits_suggests_no_day_that_has_passed() -> None:
    """A reminder of a plan suggests “as soon as you can” instead of a day that has passed."""
    story = agreed(given(Stage.EXPECTATIONS))
    days = [row.on for row in told(PlanBody, story, NoticeKind.PLAN_READY).plan]
    late = told(PlanBody, story.on(Kind.REMINDER), NoticeKind.PLAN_REMINDER)
    assert [row.on for row in late.plan] == [None, *days[1:]]


def test_a_changed_plan_tells_what_is_still_to_come() -> None:
    """The letter about a changed plan lists only what is still to come."""
    story = held(given(Stage.SESSIONS)).at(day(40))
    amendment = {"session_id": "s-3", "topic": "ai"}
    story = story.when(AcceptPlan, MENTEE, version=1, amendments=[amendment])
    found = told(PlanBody, story, NoticeKind.PLAN_CHANGED).plan
    assert [(row.number, row.on is None) for row in found[:2]] == [(2, True), (3, False)]


def test_the_owners_read_what_a_missing_review_brings_about() -> None:
    """Owners read what a missing review brings about, and on which day the pairing would end."""

    def read(story: Story) -> ReviewItemBody:
        return told(ReviewItemBody, story.on(Kind.ESCALATION), NoticeKind.ITEM_OPENED, None)

    closing = read(given(Stage.REVIEW))
    assert (closing.goes_on, closing.closes_on) == (False, day(21).date())
    asked = given(Stage.SESSIONS, **ongoing(8)).on(Kind.REVIEW_DUE)
    assert (read(asked).asleep, read(asked).closes_on) == (True, day(56 + 21).date())
    answered = read(asked.when(SubmitReview, MENTEE, **REVIEW))
    assert (answered.goes_on, answered.asleep) == (True, False)


def test_partners_hear_that_they_are_and_when_they_are_asked() -> None:
    """Partners read that they are; they and all who have met read when they are asked what
    they still use."""
    looking_back = given(Stage.REVIEW)
    found = told(ClosingBody, reviewed(looking_back, partnership=True), NoticeKind.CLOSED)
    assert (found.partners, found.follow_up_on) == (True, day(91).date())
    found = told(ClosingBody, reviewed(looking_back), NoticeKind.CLOSED)
    assert (found.partners, found.follow_up_on) == (False, day(91).date())
    never_met = given(Stage.SESSIONS).when(End, MENTEE, reason=EndReason.TIME)
    assert told(ClosingBody, never_met, NoticeKind.CLOSED).follow_up_on is None


def test_the_last_question_to_partners_says_that_it_is_the_last() -> None:
    """The second question without an answer to the first says that it is the last."""
    asked = given(Stage.PARTNERSHIP).on(Kind.STILL_PARTNERS)
    again = asked.on(Kind.STILL_PARTNERS)
    kind = NoticeKind.PARTNERSHIP_FOLLOW_UP
    assert [told(FollowUpBody, story, kind).is_last for story in (asked, again)] == [False, True]


def test_an_agreement_is_told_in_full_with_its_version() -> None:
    """The letter that asks to accept an agreement holds all of it, with its version."""
    story = agreed(assessed(accepted(given())))
    found = told(AgreementBody, story, NoticeKind.AGREEMENT_READY, Side.MENTEE)
    assert story.state.preparation.agreement
    assert found.version == story.state.preparation.agreement.version
    assert (found.topics, found.off_limits) == (("Artificial intelligence",), ("salaries",))
    assert "salaries" not in written(story, NoticeKind.PLAN_READY).model_dump_json()


def test_a_plan_is_told_in_keys_that_every_reader_gets_in_words() -> None:
    """A plan travels as keys that every reader's language puts into words; topics have titles."""
    found = told(PlanBody, agreed(given(Stage.EXPECTATIONS)), NoticeKind.PLAN_READY)
    assert found.version == 1
    assert len(found.plan) == 6
    first = found.plan[0]
    assert (first.topic, first.number) == ("Artificial intelligence", 1)
    assert isinstance(first.focus, FocusQuestion)
    assert isinstance(first.reflection, ReflectionQuestion)


def test_a_request_to_book_suggests_the_day_of_the_plan_while_it_lies_ahead() -> None:
    """A request to book suggests the day of the plan only if it lies ahead."""
    story = given(Stage.SESSIONS)
    found = told(BookingBody, story, NoticeKind.BOOKING_REQUEST)
    assert (found.session.number, found.suggested_on) == (1, day(1).date())
    notice = story.state.desk.told[-1].notice
    late = letter(story.state, notice, day(9))
    assert of(BookingBody, late).suggested_on is None


def test_calendar_entries_follow_an_appointment_to_its_end() -> None:
    """Calendar entries of one appointment share a UID, count up, and end with a cancellation."""
    story = booked(given(Stage.SESSIONS))
    found: list[AboutAppointment] = [told(AppointmentBody, story, NoticeKind.SESSION_BOOKED)]
    story = booked(story, on=9)
    found.append(told(AppointmentBody, story, NoticeKind.SESSION_MOVED))
    story = story.at(day(9)).when(CancelSession, MENTEE, **S1)
    cancelled = told(CancellationBody, story, NoticeKind.SESSION_CANCELLED)
    entries = [notice.appointment for notice in (*found, cancelled)]
    assert {entry.uid for entry in entries} == {"pairing-c-1-1.s-1@eyelevel"}
    assert [entry.sequence for entry in entries] == [0, 1, 2]
    assert [entry.starts_at for entry in entries] == [day(7, 10), day(9, 10), day(9, 10)]
    assert cancelled.late


def test_a_letter_that_is_written_late_still_tells_of_its_own_appointment() -> None:
    """A cancellation that is written late carries the sequence of its own appointment, not a newer
    one."""
    story = booked(given(Stage.SESSIONS)).when(CancelSession, MENTEE, **S1)
    cancelled = [sent.notice for sent in story.state.desk.told][-2]
    story = booked(story, on=20)
    found = of(CancellationBody, letter(story.state, cancelled, story.now)).appointment
    assert (found.sequence, found.starts_at) == (1, day(7, 10))


def test_a_reminder_tells_of_the_appointment_as_it_stands() -> None:
    """A reminder of a session tells its appointment as it stands when the letter is written."""
    story = booked(given(Stage.SESSIONS)).on(Kind.SESSION_REMINDER)
    found = told(AppointmentBody, story, NoticeKind.SESSION_REMINDER)
    assert found.appointment.starts_at == day(7, 10)


def test_an_absence_is_asked_about_with_the_time_of_the_appointment_if_there_was_one() -> None:
    """A report of absence is asked about with the time of the appointment, if there was one."""
    unbooked = given(Stage.SESSIONS).at(day(3))
    unbooked = reported(unbooked, MENTEE, HELD | {"held_at": day(2)})
    unbooked = reported(unbooked, MENTEE, MENTOR_ABSENT)
    booked_before = reported(over(), MENTEE, MENTOR_ABSENT)
    kind = NoticeKind.ABSENCE_REPORTED
    times = [told(ReportBody, story, kind).starts_at for story in (unbooked, booked_before)]
    assert times == [None, day(7, 10)]


def test_a_letter_without_its_details_is_not_written() -> None:
    """A notice whose details are lost is refused by name instead of being sent half empty."""
    story = given(Stage.EXPECTATIONS)
    drafted = agreed(story).state.desk.told
    ready = next(
        event.notice for event in drafted if event.notice.kind is NoticeKind.AGREEMENT_READY
    )
    with pytest.raises(LetterIncomplete, match="the agreement"):
        letter(story.state, ready, story.now)


def test_a_proposed_extension_tells_how_long_and_until_when() -> None:
    """A proposed extension tells its length and end, even if it has been agreed to meanwhile."""
    story = given(Stage.SESSIONS).when(Extend, MENTOR, weeks=8)
    proposal = story.state.desk.told[-1].notice
    found = of(ExtensionBody, letter(story.state, proposal, story.now))
    assert (found.weeks, found.ends_on) == (8, day(182 + 56).date())
    extended = story.when(Extend, MENTEE, weeks=8)
    assert of(ExtensionBody, letter(extended.state, proposal, extended.now)).weeks == 8
    found = told(ExtensionBody, extended, NoticeKind.EXTENDED)
    assert (found.weeks, found.ends_on) == (8, day(182 + 56).date())


def test_a_pause_tells_when_it_ends() -> None:
    """The mail about a pause tells when it ends; that about the return, when the programme does."""
    story = given(Stage.SESSIONS).when(PausePairing, MENTEE, return_on=day(28).date())
    assert told(PauseBody, story, NoticeKind.PAUSED).return_on == day(28).date()
    story = story.at(day(7)).when(ResumePairing, MENTEE)
    assert told(TermBody, story, NoticeKind.RESUMED).ends_on == day(189).date()


def test_a_review_asks_about_what_was_agreed() -> None:
    """A review asks about the agreed topics, and tells the number of sessions held."""
    found = told(ReviewRequestBody, given(Stage.REVIEW), NoticeKind.REVIEW_REQUEST)
    assert (found.topics, found.sessions_held) == (("Artificial intelligence",), 6)


def test_an_item_tells_the_owner_whom_it_is_about() -> None:
    """The letter about an item tells the owner whom it is about, even if it was settled
    meanwhile."""
    story = given(Stage.ASSESSMENT).on(Kind.ESCALATION)
    notice = [sent.notice for sent in story.state.desk.told if sent.notice.item][-1]
    for later in (story, assessed(story)):
        found = letter(later.state, notice, later.now)
        item = of(ItemBody, found).item
        assert (item.kind, item.about) == (ItemKind.ASSESSMENT_MISSING, Side.MENTEE)
        assert item.pair == PairLine(mentor="p-junior", mentee="p-senior")
        assert found.partner is None


# -- the last letter -----------------------------------------------------------------------------


@pytest.mark.parametrize("reason", [EndReason.NO_FIT, EndReason.WITHDRAWN_CONSENT])
def test_case_42_a_private_reason_is_told_to_nobody(reason: EndReason) -> None:
    """A private reason for the end is not in the partner's letter."""
    story = given(Stage.SESSIONS).when(End, MENTEE, reason=reason)
    for side in Side:
        assert told(ClosingBody, story, NoticeKind.CLOSED, side).end_reason is None


def test_a_good_end_may_be_told() -> None:
    """The letter about the end may say that the objectives were reached."""
    story = held(given(Stage.SESSIONS)).when(End, MENTEE, reason=EndReason.OBJECTIVES_REACHED)
    found = told(ClosingBody, reviewed(story), NoticeKind.CLOSED)
    assert found.end_reason == "objectives_reached"


def test_sessions_that_were_reported_wrongly_do_not_count_towards_it() -> None:
    """Sessions whose reports were withdrawn do not count towards the certificate (case 57)."""
    story = held(given(Stage.SESSIONS)).at(START + timedelta(hours=1))
    story = story.when(ReportSession, MENTEE, **S1, outcome="mentor_absent")
    assert story.state.tally.held == 0
    story.when(BookSession, MENTEE, **S1, starts_at=day(4)).refused("session_id")


def test_an_extension_is_offered_as_long_as_it_is_possible() -> None:
    """A letter offers an extension only while one is possible."""
    for most, offered in ((1, True), (0, False)):
        story = given(Stage.SESSIONS, max_extensions=most).on(Kind.WIND_DOWN)
        assert told(WindDownBody, story, NoticeKind.WIND_DOWN).may_extend is offered
