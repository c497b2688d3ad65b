"""Questions in between: “did you meet?”, and the junior's own check-in."""

from typing import Any

import pytest

from domain.engine.confidence import IN_CONFIDENCE
from domain.pairing.commands import (
    AnswerCheckIn,
    ReportSession,
    SettleItem,
    SubmitExpectations,
)
from domain.pairing.events.course import DeadlineElapsed, PairingPaused
from domain.pairing.events.messages import NoticeIssued
from domain.pairing.events.reviews import CheckInAnswered, CheckInAsked
from domain.pairing.events.sessions import SessionHeld, SessionReported
from domain.pairing.vocabulary import CheckIn, CheckInAnswer, DeadlineKind, Stage
from domain.programme.people import Side
from domain.telling.kinds import ItemKind, NoticeKind
from tests.unit.pairing.story import BOTH, MENTEE, MENTOR, OPERATOR, Story, day, ongoing
from tests.unit.pairing.ways import (
    EXPECTATIONS,
    HELD,
    accepted_agreement,
    booked,
    given,
    held,
    planned,
)

Kind = DeadlineKind
ME = (Side.MENTOR,)


def silent() -> Story:
    """Nothing was booked, and the question was asked for the first time."""
    return given(Stage.SESSIONS, **ongoing()).on(Kind.SILENCE)


def met(story: Story, by: Any = MENTEE, **fields: Any) -> Story:
    """An answer to the question."""
    usual = {"check_in": CheckIn.DID_YOU_MEET, "answer": CheckInAnswer.MET}
    return story.when(AnswerCheckIn, by, **usual | fields)


def junior(story: Story, answer: CheckInAnswer, by: Any = MENTOR) -> Story:
    """The confidential check-in is answered."""
    return story.when(AnswerCheckIn, by, check_in=CheckIn.JUNIOR, answer=answer)


def test_case_19_a_silent_pair_is_asked_twice_before_the_owners_are() -> None:
    """Two questions about silence come before the item for the owners, and no end."""
    story = silent().then(DeadlineElapsed, CheckInAsked).tells((NoticeKind.DID_YOU_MEET, BOTH))
    assert story.now == day(42)
    story = story.on(Kind.SILENCE_AGAIN).then(DeadlineElapsed, CheckInAsked)
    story = story.tells((NoticeKind.DID_YOU_MEET, BOTH)).on(Kind.SILENCE_ITEM)
    story.then(DeadlineElapsed).tells().opens(ItemKind.SILENT_PAIR).enters(Stage.SESSIONS)
    assert story.due(Kind.SILENCE).due == day(98)


def test_a_silence_that_goes_on_is_asked_about_again_but_is_one_item() -> None:
    """Silence that goes on is asked about again, but opens no second item."""
    story = silent().on(Kind.SILENCE_ITEM).on(Kind.SILENCE)
    story = story.tells((NoticeKind.DID_YOU_MEET, BOTH)).on(Kind.SILENCE_ITEM).opens()
    assert [item.kind for item in story.state.desk.items].count(ItemKind.SILENT_PAIR) == 1


@pytest.mark.parametrize("step", ["booking", "session", "answer"])
def test_any_answer_settles_the_silence(step: str) -> None:
    """Any answer settles the item about silence, and the question is not repeated."""
    story = silent().on(Kind.SILENCE_ITEM)
    match step:
        case "booking":
            story = booked(story, on=60)
        case "session":
            story = held(story)
        case _:
            story = met(story, answer=CheckInAnswer.NOT_MET).then(CheckInAnswered)
    assert ItemKind.SILENT_PAIR not in [item.kind for item in story.state.desk.items]
    assert Kind.SILENCE_AGAIN not in [deadline.kind for deadline in story.state.deadlines]


def test_an_answer_begins_the_silence_anew() -> None:
    """“We did not meet” ends the silence, in stages with sessions; other answers do not."""
    story = met(silent(), answer=CheckInAnswer.NOT_MET)
    assert Kind.SILENCE_AGAIN not in [deadline.kind for deadline in story.state.deadlines]
    other = held(given(Stage.SESSIONS)).at(day(3))
    assert junior(other, CheckInAnswer.UNSURE).due(Kind.SILENCE).due == day(42)
    review = given(Stage.REVIEW)
    answered = met(review, answer=CheckInAnswer.NOT_MET)
    assert answered.state.deadlines == review.state.deadlines


def test_silence_is_counted_from_the_last_appointment() -> None:
    """Silence is counted from the latest appointment, whichever session it is for."""
    story = booked(booked(given(Stage.SESSIONS), 1, on=30, hour=8), 2, on=16)
    assert story.due(Kind.SILENCE).due == day(72)


def test_case_19_who_met_without_saying_so_has_held_the_next_session() -> None:
    """“We met” holds the next session, and both are asked what they learned."""
    story = met(silent(), met_at=day(30))
    story.then(CheckInAnswered, SessionReported, SessionHeld)
    story.tells((NoticeKind.REFLECTION_REQUEST, BOTH))
    assert story.session().held_at == day(30)


def test_both_may_answer_and_it_was_one_meeting() -> None:
    """“We met” from both within half a week is one meeting; a week later it is another."""
    story = met(met(silent(), MENTOR, met_at=day(30)), MENTEE, met_at=day(31))
    assert story.state.tally.held == 1
    assert met(story, MENTEE, met_at=day(38)).state.tally.held == 2


def test_those_who_meet_every_other_day_have_met_twice() -> None:
    """For two who agreed on a meeting every other day, “we met” two days after a session is the
    next one, and the first stays when it was."""
    terms = EXPECTATIONS | {"cadence_days": 2}
    agreed = accepted_agreement(given(Stage.EXPECTATIONS).both(SubmitExpectations, **terms))
    story = met(held(planned(agreed)).on(Kind.SILENCE), met_at=day(2, 7))
    assert (story.session(1).held_at, story.session(2).held_at) == (day(0), day(2, 7))


def test_an_overdue_appointment_is_the_one_that_is_meant() -> None:
    """“We met” counts for the overdue appointment, not for the next session of the plan."""
    story = booked(given(Stage.SESSIONS), 3, on=7).at(day(8))
    story = met(story, met_at=day(7, 11))
    assert story.session(3).held_at == day(7, 11)


def test_an_appointment_to_come_is_not_used_up() -> None:
    """“We met” does not use up an appointment in the future."""
    story = booked(given(Stage.SESSIONS), 1, on=20).at(day(8))
    story = met(story, met_at=day(7))
    assert story.session(1).status == "booked"
    assert story.session(2).held_at == day(7)


def test_met_needs_a_time_that_has_passed() -> None:
    """“We met” needs a time in the past, and not before the pairing began."""
    story = silent()
    met(story).refused("met_at")
    met(story, met_at=day(100)).refused("met_at")
    met(story, met_at=day(-1)).refused("met_at")


def test_an_answer_of_paused_pauses_the_pairing() -> None:
    """If one side answers a check-in with “paused”, the pairing is paused."""
    story = met(silent(), answer=CheckInAnswer.PAUSED).then(CheckInAnswered, PairingPaused)
    story.tells((NoticeKind.PAUSED, BOTH))
    met(story, MENTOR, answer=CheckInAnswer.PAUSED).then(CheckInAnswered)


def test_answers_fit_their_questions() -> None:
    """A check-in accepts only its own answers, and only in its stages."""
    story = silent()
    met(story, answer=CheckInAnswer.GOING_WELL).refused("answer")
    met(story, check_in=CheckIn.PARTNERSHIP, answer=CheckInAnswer.STOP).refused("check_in")
    met(given(Stage.PARTNERSHIP), answer=CheckInAnswer.NOT_MET).refused("check_in")


# -- the junior's own check-in -------------------------------------------------------------------


def test_the_mentor_alone_is_asked_after_the_first_session() -> None:
    """Two days after the first session the mentor alone is asked, in confidence."""
    story = held(given(Stage.SESSIONS)).on(Kind.JUNIOR_CHECK_IN)
    story.then(DeadlineElapsed, CheckInAsked).tells((NoticeKind.JUNIOR_CHECK_IN, ME))
    assert story.now == day(2)
    again = held(story, 2)
    assert Kind.JUNIOR_CHECK_IN not in [deadline.kind for deadline in again.state.deadlines]


def test_a_good_answer_bothers_nobody() -> None:
    """A good answer of the mentor is recorded, and nothing follows."""
    story = junior(held(given(Stage.SESSIONS)), CheckInAnswer.GOING_WELL)
    story.then(CheckInAnswered).tells().opens()
    assert story.state.check_ins.junior_answered


def test_a_way_out_is_an_item_that_the_partner_never_hears_of() -> None:
    """A mentor who wants out is an item that the partner never hears of, and the pairing goes
    on."""
    story = junior(held(given(Stage.SESSIONS)), CheckInAnswer.END_WITHOUT_NAMING_ME)
    story.then(CheckInAnswered).tells().opens(ItemKind.MENTOR_WANTS_OUT).enters(Stage.SESSIONS)


def test_a_mentor_who_wants_out_is_not_urged_to_go_on() -> None:
    """Until the lead acts, the mentor gets no reminders, and the lead gets one each working day."""
    story = held(given(Stage.SESSIONS)).at(day(4))
    story = junior(story, CheckInAnswer.END_WITHOUT_NAMING_ME).until(day(60))
    kinds = {notice.kind for notice in story.notices if notice.side is Side.MENTOR}
    assert not kinds & {NoticeKind.BOOKING_REMINDER, NoticeKind.DID_YOU_MEET}
    assert NoticeKind.DID_YOU_MEET in {notice.kind for notice in story.notices}
    reminded = [
        event.occurred_at.date()
        for event in story.events
        if isinstance(event, NoticeIssued) and event.notice.kind is NoticeKind.ITEM_OPENED
    ]
    assert reminded[:3] == [day(n).date() for n in (7, 8, 9)]
    (item,) = [item for item in story.state.desk.items if item.kind is IN_CONFIDENCE]
    settled = story.when(SettleItem, OPERATOR, item_id=item.id)
    assert IN_CONFIDENCE not in [one.kind for one in settled.state.desk.items]


def test_the_mentor_is_asked_only_once() -> None:
    """A corrected report of the first session is no reason to ask the mentor again."""
    story = held(given(Stage.SESSIONS)).on(Kind.JUNIOR_CHECK_IN).at(day(3))
    story = story.when(ReportSession, MENTOR, **HELD, held_at=day(1))
    assert Kind.JUNIOR_CHECK_IN not in [deadline.kind for deadline in story.state.deadlines]


def test_only_the_mentor_may_answer_it() -> None:
    """The mentee cannot answer the mentor's check-in."""
    story = held(given(Stage.SESSIONS))
    junior(story, CheckInAnswer.GOING_WELL, MENTEE).refused("acting")
    junior(story, CheckInAnswer.GOING_WELL, OPERATOR).refused("acting")
