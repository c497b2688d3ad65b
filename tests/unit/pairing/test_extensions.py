"""Extensions of a fixed term (case 52)."""

from typing import Any

import pytest

from domain.pairing.commands import End, Extend, PausePairing, ResumePairing, SubmitReview
from domain.pairing.events.course import ExtensionProposed, PairingExtended, StageEntered
from domain.pairing.events.preparation import PlanContinued
from domain.pairing.events.reviews import EndConfirmed, ReviewCalledOff
from domain.pairing.facts import PersonLeft, PersonStays
from domain.pairing.letters import letter
from domain.pairing.vocabulary import DeadlineKind, EndReason, Stage
from domain.programme.people import Side
from domain.telling.bodies import ExtensionBody
from domain.telling.kinds import NoticeKind
from tests.unit.pairing.story import BOTH, MENTEE, MENTOR, OPERATOR, Story, day, ongoing
from tests.unit.pairing.ways import REVIEW, booked, given, held, on_hold

Kind = DeadlineKind


def paused(story: Story, **fields: Any) -> Story:
    """The two pause."""
    return story.when(PausePairing, MENTOR, **fields)


def test_case_52_both_ask_for_the_same_and_get_it() -> None:
    """When both ask for the same extension, later deadlines move and sessions are added."""
    story = given(Stage.SESSIONS).when(Extend, MENTOR, weeks=8).then(ExtensionProposed)
    story.tells((NoticeKind.EXTENSION_PROPOSED, (Side.MENTEE,)))
    assert story.notices[0].weeks == 8
    story = story.when(Extend, MENTEE, weeks=8).then(PairingExtended, PlanContinued)
    story.tells((NoticeKind.EXTENDED, BOTH))
    assert story.state.ends_on == day(182 + 56).date()
    assert story.due(Kind.REVIEW_DUE).due == day(238)
    assert story.due(Kind.WIND_DOWN).due == day(210)
    assert len(story.state.sessions) == 8


def test_another_length_is_another_proposal() -> None:
    """Another length is another proposal, which needs an answer; the same length again is not."""
    story = given(Stage.SESSIONS).when(Extend, MENTOR, weeks=8)
    story.when(Extend, MENTOR, weeks=8).then()
    story.when(Extend, MENTEE, weeks=4).then(ExtensionProposed).when(Extend, MENTOR, weeks=4).then(
        PairingExtended, PlanContinued
    )


def test_case_52_the_operator_extends_at_once() -> None:
    """The operator extends at once, but not more often than the programme allows."""
    story = given(Stage.SESSIONS)
    for _ in range(2):
        story = story.when(Extend, OPERATOR, weeks=2).then(PairingExtended)
    story.when(Extend, OPERATOR, weeks=2).refused("")


def test_an_extension_after_the_farewell_brings_another_farewell() -> None:
    """After an extension the notice before the end is sent again, before the new end."""
    story = given(Stage.SESSIONS).until(day(160)).when(Extend, OPERATOR, weeks=12)
    assert story.due(Kind.WIND_DOWN).due.date() == day(182 + 84 - 28).date()


def test_an_ongoing_pairing_has_no_end_that_could_be_moved() -> None:
    """An ongoing pairing cannot be extended: it has no end."""
    given(Stage.SESSIONS, **ongoing()).when(Extend, MENTOR, weeks=8).refused("")


def test_an_extension_lets_sessions_be_booked_behind_the_old_end() -> None:
    """After an extension, sessions can be booked after the old end, which was refused before."""
    story = given(Stage.SESSIONS)
    booked(story, on=190).refused("starts_at")
    assert booked(story.when(Extend, OPERATOR, weeks=4), on=190).events


def test_case_52_more_time_is_agreed_on_during_a_pause() -> None:
    """During a pause one asks for more time and the other agrees; after it the term is longer by
    the pause and by the extension, and everything that depends on it has moved."""
    story = paused(given(Stage.SESSIONS)).at(day(3)).when(Extend, MENTOR, weeks=8)
    story = story.then(ExtensionProposed).tells((NoticeKind.EXTENSION_PROPOSED, (Side.MENTEE,)))
    assert story.notices[0].until == day(182 + 3)
    story = story.when(Extend, MENTEE, weeks=8).then(PairingExtended, PlanContinued)
    story = story.tells((NoticeKind.EXTENDED, BOTH))
    assert story.state.pause
    assert {line.kind for line in story.state.deadlines} == {Kind.PAUSE_QUESTION, Kind.PAUSE_MAX}
    story = story.at(day(14)).when(ResumePairing, MENTOR)
    assert story.state.ends_on == day(182 + 14 + 56).date()
    assert story.due(Kind.REVIEW_DUE).due == day(182 + 14 + 56)
    assert story.due(Kind.WIND_DOWN).due == day(182 + 14 + 56 - 28)
    assert len(story.state.sessions) == 8


def test_case_52_two_who_want_to_go_on_after_the_last_session_do() -> None:
    """In the closing review, also with one of the two handed in, both may agree on more time: it
    comes later, and further sessions are booked."""
    review = given(Stage.REVIEW).when(SubmitReview, MENTEE, **REVIEW).on(Kind.ESCALATION)
    story = review.when(Extend, MENTOR, weeks=8)
    story = story.then(ExtensionProposed).tells((NoticeKind.EXTENSION_PROPOSED, (Side.MENTEE,)))
    assert story.notices[0].until == review.due(Kind.GIVE_UP).due
    story = story.when(Extend, MENTEE, weeks=8)
    story = story.then(PairingExtended, ReviewCalledOff, PlanContinued, StageEntered)
    story = story.enters(Stage.SESSIONS).leaves_open()
    story.tells((NoticeKind.EXTENDED, BOTH), (NoticeKind.BOOKING_REQUEST, BOTH))
    assert story.due(Kind.REVIEW_DUE).due == day(182 + 56)
    assert [line.kind for line in story.state.deadlines if line.kind is Kind.GIVE_UP] == []
    assert booked(story, 7, on=200).session(7).starts_at == day(200, 10)
    again = story.on(Kind.REVIEW_DUE).enters(Stage.REVIEW)
    assert again.state.reviews[-1].answers.missing == BOTH


def test_case_52_a_short_extension_after_the_last_session_has_room_for_one() -> None:
    """Two weeks more, less than from one session to the next, bring one session all the same."""
    story = given(Stage.REVIEW).when(Extend, OPERATOR, weeks=2)
    assert len(story.state.sessions) == 7
    story = given(Stage.SESSIONS).when(Extend, OPERATOR, weeks=2)
    assert len(story.state.sessions) == 6


def test_case_52_a_term_that_has_run_out_goes_on_from_the_day_of_the_extension() -> None:
    """Extended in the review after its end, a term goes on from that day, as the proposal says; in
    a pause of the review from the day on which the pause began."""
    review = held(given(Stage.SESSIONS)).on(Kind.REVIEW_DUE).at(day(189))
    for before, more in ((review, 0), (paused(review).at(day(199)), 10)):
        story = before.when(Extend, MENTOR, weeks=4)
        notice = story.notices[0]
        body = letter(story.state, notice, story.now).body
        assert isinstance(body, ExtensionBody)
        assert body.ends_on == day(189 + 28).date()
        story = story.when(Extend, MENTEE, weeks=4).at(day(199)).enters(Stage.SESSIONS)
        story = story.when(ResumePairing, MENTOR)
        assert story.due(Kind.REVIEW_DUE).due.date() == day(189 + 28 + more).date()


@pytest.mark.parametrize("by", [MENTOR, OPERATOR])
def test_case_52_what_the_office_has_ended_is_not_extended(by: Any) -> None:
    """Once the office, or the cohort, has ended the pairing, nobody makes its term longer, whether
    the review began for that or had begun before."""
    for story in (held(given(Stage.SESSIONS)), given(Stage.REVIEW)):
        over = story.when(End, OPERATOR, reason=EndReason.PROGRAMME_ENDED, quiet=True)
        over.enters(Stage.REVIEW).when(Extend, by, weeks=4).refused("")
    end = given(Stage.REVIEW).when(End, OPERATOR, reason=EndReason.PROGRAMME_ENDED)
    end.then(EndConfirmed).when(End, OPERATOR, reason=EndReason.PROGRAMME_ENDED).then()


def test_case_52_who_wanted_to_end_early_may_go_on_after_all() -> None:
    """One says that the objectives are reached, and both agree to go on: then they go on."""
    story = held(given(Stage.SESSIONS)).when(End, MENTEE, reason=EndReason.OBJECTIVES_REACHED)
    story = story.when(Extend, MENTOR, weeks=4).when(Extend, MENTEE, weeks=4)
    story.enters(Stage.SESSIONS)


def test_case_52_nobody_stays_longer_than_the_last_day() -> None:
    """The review before a last day is not put off by an extension, and nothing on hold is."""
    leaving = held(given(Stage.SESSIONS)).when(
        PersonLeft, person_id="p-senior", last_day=day(60).date()
    )
    farewell = leaving.on(Kind.REVIEW_DUE).enters(Stage.REVIEW)
    farewell.when(Extend, MENTOR, weeks=4).refused("")
    on_hold().when(Extend, OPERATOR, weeks=4).refused("")


def test_who_stays_after_all_does_not_undo_what_the_office_has_ended() -> None:
    """A last day that is withdrawn does not take a pairing back to its sessions that the office
    has ended meanwhile; it ends with the programme."""
    leaving = held(given(Stage.SESSIONS)).when(
        PersonLeft, person_id="p-senior", last_day=day(60).date()
    )
    farewell = leaving.on(Kind.REVIEW_DUE)
    farewell.when(PersonStays, person_id="p-senior").enters(Stage.SESSIONS)
    ended = farewell.when(End, OPERATOR, reason=EndReason.PROGRAMME_ENDED, quiet=True)
    stays = ended.when(PersonStays, person_id="p-senior").enters(Stage.REVIEW)
    over = stays.on(Kind.GIVE_UP)
    assert over.state.ending
    assert over.state.ending.reason is EndReason.CLOSED_WITHOUT_REVIEW
    assert stays.state.reviews[-1].then is EndReason.PROGRAMME_ENDED
