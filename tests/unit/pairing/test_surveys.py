"""Short questions: after the first weeks, halfway, and months after the end."""

from datetime import timedelta
from typing import Any

import pytest

from domain.pairing.commands import (
    Annul,
    AnswerSurvey,
    End,
    Extend,
    PausePairing,
    PutOnHold,
    Reopen,
    ReportSession,
    WithdrawSessionReport,
)
from domain.pairing.consequences.surveys import REQUESTS
from domain.pairing.events.course import DeadlineElapsed, PairingArchived, ReopeningOver
from domain.pairing.events.reviews import SurveyAnswered, SurveyClosed, SurveyOpened
from domain.pairing.facts import PersonLeft
from domain.pairing.survey import SURVEY_QUESTIONS, Survey
from domain.pairing.survey_figures import FEWEST_ANSWERS, survey_figures
from domain.pairing.vocabulary import DeadlineKind, EndReason, Stage
from domain.programme.people import Side
from domain.programme.request import Deadlines, FixedTerm
from domain.telling.kinds import NoticeKind
from tests.unit.pairing.story import BOTH, MENTEE, MENTOR, OPERATOR, START, Story, day, ongoing
from tests.unit.pairing.ways import FOLLOW_UP, HELD, MIDPOINT, PULSE, booked, given, held

Kind = DeadlineKind
OF_SURVEYS = {Kind.PULSE, Kind.MIDPOINT, Kind.FOLLOW_UP, Kind.SURVEY_REMINDER, Kind.SURVEY_OVER}


def met(**changes: Any) -> Story:
    """The first session took place today."""
    return held(given(Stage.SESSIONS, **changes))


def asked(survey: Survey, story: Story) -> Story:
    """Time passes until a survey is asked."""
    return story.on(Kind(survey.value))


def armed(story: Story) -> set[DeadlineKind]:
    """The deadlines of surveys that are armed."""
    return OF_SURVEYS & {line.kind for line in story.state.deadlines}


# -- when they are asked -------------------------------------------------------------------------


def test_both_are_asked_a_month_after_their_first_session() -> None:
    """A month after the first session both are asked how it is going, however late it is told."""
    late = given(Stage.SESSIONS).at(day(9)).when(ReportSession, MENTOR, **HELD, held_at=day(2, 9))
    story = asked(Survey.PULSE, late).then(DeadlineElapsed, SurveyOpened)
    story.tells((NoticeKind.PULSE, BOTH))
    assert story.now.date() == day(32).date()


def test_both_are_asked_halfway_through_their_term() -> None:
    """Halfway through a fixed term both are asked how it has gone so far."""
    story = asked(Survey.MIDPOINT, met()).tells((NoticeKind.MIDPOINT, BOTH))
    assert story.now.date() == day(91).date()


def test_all_who_have_met_are_asked_three_months_after_the_end() -> None:
    """Three months after the end all who have met, partners or not, are asked what they still
    use."""
    silent = given(Stage.REVIEW).on(Kind.GIVE_UP)
    for ended in (given(Stage.CLOSED), given(Stage.PARTNERSHIP), silent):
        end = ended.now
        story = asked(Survey.FOLLOW_UP, ended).tells((NoticeKind.FOLLOW_UP, BOTH))
        assert timedelta(days=89) < story.now - end < timedelta(days=94)


def test_an_extension_and_a_pause_move_the_middle() -> None:
    """A longer term has its middle later, and so has one with a pause."""
    longer = met().when(Extend, OPERATOR, weeks=8)
    assert longer.due(Kind.MIDPOINT).due.date() == day(91 + 28).date()
    paused = met().when(PausePairing, MENTOR, return_on=day(28).date()).on(Kind.PAUSE_RETURN)
    assert paused.due(Kind.MIDPOINT).due.date() == day(91 + 28).date()
    assert paused.due(Kind.PULSE).due.date() == day(30 + 28).date()


def test_a_session_that_is_near_comes_first() -> None:
    """With a session ahead soon, both are asked after it, and in time without one."""
    story = booked(met().until(day(85)), 2, on=98, hour=10).until(day(98, 12))
    assert [one.survey for one in story.state.surveys] == [Survey.PULSE]
    after = [notice.kind for notice in story.until(day(98, 14)).notices]
    assert after.count(NoticeKind.MIDPOINT) == len(BOTH)
    later = booked(met().until(day(85)), 2, on=120, hour=10).on(Kind.MIDPOINT)
    later.tells((NoticeKind.MIDPOINT, BOTH))


def test_nobody_is_asked_twice() -> None:
    """A further session, an extension and a reopening bring no survey again."""
    story = asked(Survey.MIDPOINT, asked(Survey.PULSE, met()))
    story = held(story, 2).when(Extend, OPERATOR, weeks=30)
    assert armed(story) == {Kind.SURVEY_REMINDER, Kind.SURVEY_OVER}
    again = story.when(End, MENTEE, reason=EndReason.TIME).when(Reopen, OPERATOR)
    assert armed(again) == set()


def test_an_ongoing_exchange_has_reviews_instead_of_a_middle() -> None:
    """An ongoing exchange has no middle: it looks back at intervals."""
    assert armed(met(**ongoing())) == {Kind.PULSE}


@pytest.mark.parametrize(
    ("setting", "kind"), [("pulse_days", Kind.PULSE), ("midpoint_percent", Kind.MIDPOINT)]
)
def test_a_survey_can_be_left_out(setting: str, kind: DeadlineKind) -> None:
    """A programme that sets 0 does without the survey."""
    assert kind not in armed(met(deadlines=Deadlines.model_validate({setting: 0})))


def test_the_follow_up_can_be_left_out() -> None:
    """A programme that sets 0 asks nobody after the end, and its pairings are archived sooner."""
    story = given(Stage.CLOSED, deadlines=Deadlines(follow_up_days=0))
    story.waits_for(Kind.REOPEN_OVER).on(Kind.REOPEN_OVER).then(
        DeadlineElapsed, ReopeningOver, PairingArchived
    )


def test_who_has_not_met_is_asked_nothing() -> None:
    """Two who have not met are asked nothing, neither on the way nor after the end."""
    story = given(Stage.SESSIONS).on(Kind.MIDPOINT).then(DeadlineElapsed)
    assert armed(story.when(End, MENTEE, reason=EndReason.TIME)) == set()


def test_a_first_session_that_was_not_held_after_all_brings_no_questions() -> None:
    """When the report of the first session is withdrawn, nobody is asked how it is going."""
    story = met().when(WithdrawSessionReport, MENTOR, session_id="s-1")
    assert Kind.PULSE not in armed(story)


def test_after_some_ends_nobody_is_asked() -> None:
    """After a hold, a withdrawn consent and a match in error nobody is asked anything."""
    held_back = met().when(PutOnHold, OPERATOR, reason="misconduct")
    for story in (
        held_back.when(End, OPERATOR, reason=EndReason.HOLD),
        met().when(End, OPERATOR, reason=EndReason.WITHDRAWN_CONSENT),
        met().when(Annul, OPERATOR),
    ):
        assert armed(story.enters(Stage.CLOSED)) == set()


def test_who_has_left_is_not_asked() -> None:
    """Only the side that stays in the company is asked what they still use."""
    story = met().when(PersonLeft, person_id="p-senior")
    asked(Survey.FOLLOW_UP, story).tells((NoticeKind.FOLLOW_UP, (Side.MENTOR,)))


def test_if_nobody_is_left_the_follow_up_falls_away() -> None:
    """When both have left, the day of the follow-up only archives the pairing."""
    story = given(Stage.CLOSED).when(PersonLeft, person_id="p-senior")
    story = story.when(PersonLeft, person_id="p-junior")
    story.on(Kind.FOLLOW_UP).then(DeadlineElapsed, PairingArchived).tells()


def test_there_is_one_question_at_a_time() -> None:
    """A survey is over when another one, or a review, begins."""
    term = FixedTerm(start=START.date(), weeks=10)
    story = asked(Survey.MIDPOINT, asked(Survey.PULSE, met(term=term)))
    story.then(DeadlineElapsed, SurveyClosed, SurveyOpened)
    assert [one.closed for one in story.state.surveys] == [True, False]
    reviewing = story.on(Kind.REVIEW_DUE) if story.state.survey else story
    assert reviewing.state.survey is None
    assert armed(reviewing) == set()


# -- how they are answered -----------------------------------------------------------------------


def test_silence_holds_nothing_up() -> None:
    """Short questions without an answer bring one reminder, and then hold nothing up."""
    story = asked(Survey.PULSE, met()).when(AnswerSurvey, MENTEE, **PULSE).then(SurveyAnswered)
    story = story.on(Kind.SURVEY_REMINDER).tells((NoticeKind.PULSE_REMINDER, (Side.MENTOR,)))
    story = story.on(Kind.SURVEY_OVER).then(DeadlineElapsed, SurveyClosed).tells().opens()
    story.enters(Stage.SESSIONS)
    assert armed(story) == {Kind.MIDPOINT}


def test_five_working_days_lie_between_short_questions_and_their_reminder() -> None:
    """The reminder of a survey comes a full week after it was asked, on whatever day that was."""
    story = asked(Survey.PULSE, met())
    assert story.due(Kind.SURVEY_REMINDER).due.date() == (story.now + timedelta(days=7)).date()


def test_two_answers_end_a_survey() -> None:
    """When both have answered, nobody is reminded."""
    story = asked(Survey.MIDPOINT, met()).both(AnswerSurvey, **MIDPOINT)
    story.then(SurveyAnswered, SurveyAnswered, SurveyClosed).tells()
    assert armed(story) == set()


def test_a_late_answer_is_heard() -> None:
    """An answer counts after the survey is over, and the latest of several."""
    story = asked(Survey.PULSE, met()).on(Kind.SURVEY_OVER)
    story = story.when(AnswerSurvey, MENTEE, **PULSE).then(SurveyAnswered)
    lower = PULSE | {"ratings": dict.fromkeys(SURVEY_QUESTIONS[Survey.PULSE], 2)}
    story = story.when(AnswerSurvey, MENTEE, **lower).then(SurveyAnswered)
    answer = story.state.surveys[0].answers.mentee
    assert answer is not None
    assert set(answer.ratings.values()) == {2}
    assert story.when(AnswerSurvey, MENTEE, **lower).events == ()


def test_what_was_not_asked_is_not_answered() -> None:
    """A survey is answered once it was asked, by those who were asked, and in full."""
    met().when(AnswerSurvey, MENTOR, **PULSE).refused("survey")
    story = asked(Survey.PULSE, met())
    story.when(AnswerSurvey, MENTOR, **MIDPOINT).refused("survey")
    wrong = PULSE | {"ratings": {"ease": 3, "worthwhile": 4, "applied": 5}}
    story.when(AnswerSurvey, MENTOR, **wrong).refused("ratings.time", "ratings.applied")
    alone = asked(Survey.FOLLOW_UP, met().when(PersonLeft, person_id="p-senior"))
    alone.when(AnswerSurvey, MENTEE, **FOLLOW_UP).refused("survey")


def test_the_end_of_a_pairing_ends_what_was_asked() -> None:
    """When a pairing ends, nobody is reminded of the pulse; its answer is taken all the same."""
    story = asked(Survey.PULSE, met()).when(End, MENTEE, reason=EndReason.TIME)
    assert armed(story) == {Kind.FOLLOW_UP}
    story.when(AnswerSurvey, MENTOR, **PULSE).then(SurveyAnswered)


# -- the end after the end -----------------------------------------------------------------------


def test_a_pairing_is_archived_after_its_follow_up() -> None:
    """After a month a pairing can no longer be reopened; after its follow-up it is archived."""
    story = given(Stage.CLOSED).on(Kind.REOPEN_OVER).then(DeadlineElapsed, ReopeningOver)
    story.when(Reopen, OPERATOR).refused("")
    assert not story.state.archived
    silent = asked(Survey.FOLLOW_UP, story).on(Kind.SURVEY_OVER)
    assert silent.then(DeadlineElapsed, SurveyClosed, PairingArchived).state.archived
    heard = asked(Survey.FOLLOW_UP, story).both(AnswerSurvey, **FOLLOW_UP)
    assert heard.state.archived


def test_a_pairing_is_not_archived_while_it_can_be_reopened() -> None:
    """A follow-up that is over sooner leaves the time to reopen alone."""
    story = given(Stage.CLOSED, deadlines=Deadlines(follow_up_days=3))
    story = asked(Survey.FOLLOW_UP, story).both(AnswerSurvey, **FOLLOW_UP)
    assert not story.state.archived
    assert story.on(Kind.REOPEN_OVER).state.archived


def test_partners_are_archived_when_they_part_years_later() -> None:
    """A partnership that ends after its follow-up is archived at once; before, after it."""
    story = given(Stage.PARTNERSHIP)
    later = story.until(day(200)).when(End, MENTOR, reason=EndReason.TIME)
    assert later.state.archived
    sooner = story.until(day(40)).when(End, MENTOR, reason=EndReason.TIME)
    assert not sooner.state.archived
    assert asked(Survey.FOLLOW_UP, sooner).on(Kind.SURVEY_OVER).state.archived


# -- figures -------------------------------------------------------------------------------------


def test_averages_are_of_many() -> None:
    """Of fewer than five answers there is no average, but always how many were asked."""
    both = asked(Survey.PULSE, met()).both(AnswerSurvey, **PULSE).state
    silent = asked(Survey.PULSE, met()).state
    annulled = asked(Survey.PULSE, met()).both(AnswerSurvey, **PULSE).when(Annul, OPERATOR).state
    (few,) = survey_figures([both, both, silent, annulled])
    assert (few.survey, few.asked, few.answered, few.averages) == (Survey.PULSE, 6, 4, {})
    (many,) = survey_figures([both, both, both, silent])
    assert many.answered >= FEWEST_ANSWERS
    assert many.averages == dict.fromkeys(SURVEY_QUESTIONS[Survey.PULSE], 4.0)


def test_each_survey_has_a_mail_of_its_own() -> None:
    """No two surveys are asked by the same mail."""
    assert len(set(REQUESTS.values())) == len(Survey)
