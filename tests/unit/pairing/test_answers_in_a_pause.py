"""During a pause nobody meets, and whoever wants to answer may."""

from datetime import timedelta

import pytest

from domain.pairing.commands import PausePairing, ResumePairing
from domain.pairing.vocabulary import DeadlineKind, Stage
from domain.telling.kinds import NoticeKind
from tests.unit.pairing.story import BOTH, MENTEE, MENTOR, OPERATOR, Story, day
from tests.unit.pairing.ways import accepted, agreed, assessed, given, planned

Kind = DeadlineKind


@pytest.mark.parametrize("quiet", [False, True], ids=["their own", "of the cohort"])
def test_case_54_answers_are_taken_during_a_pause(quiet: bool) -> None:
    """During a pause, also one of the whole cohort, two may come from the invitation to an accepted
    plan; each is told what comes next, and reminded of nothing."""
    by = OPERATOR if quiet else MENTEE
    story = given().when(PausePairing, by, return_on=day(42).date(), quiet=quiet)
    story = accepted(story).enters(Stage.ASSESSMENT)
    story = assessed(story.tells((NoticeKind.ASSESSMENT_REQUEST, BOTH))).enters(Stage.EXPECTATIONS)
    story = agreed(story.tells((NoticeKind.EXPECTATIONS_REQUEST, BOTH))).enters(Stage.PLANNING)
    story = story.tells((NoticeKind.PLAN_READY, BOTH))
    story = planned(story.until(day(20)).tells()).enters(Stage.SESSIONS).tells()
    assert story.state.pause is not None


def test_case_33_who_has_prepared_during_a_pause_begins_after_it() -> None:
    """The plan of two who prepare during a pause begins on their return, with the whole term
    before them, and they are asked for the first session then."""
    usual = given(Stage.SESSIONS).state
    paused = given(Stage.PLANNING).when(PausePairing, MENTEE, return_on=day(42).date())
    assessed_meanwhile = given(Stage.ASSESSMENT).when(
        PausePairing, MENTEE, return_on=day(42).date()
    )
    story = planned(agreed(assessed(assessed_meanwhile)))
    plan = story.state.plan
    assert plan is not None
    assert plan.sessions[0].on >= day(42).date()
    assert len(plan.sessions) == usual.sessions_planned
    back = story.on(Kind.PAUSE_RETURN)
    back.tells((NoticeKind.RESUMED, BOTH), (NoticeKind.BOOKING_REQUEST, BOTH))
    early = planned(paused).when(ResumePairing, MENTOR)
    early.tells((NoticeKind.RESUMED, BOTH), (NoticeKind.BOOKING_REQUEST, BOTH))


def test_case_35_what_is_asked_in_a_pause_has_its_whole_time_after_it() -> None:
    """A question that comes up during a pause has its whole time once the pause is over."""

    def give_up(story: Story) -> timedelta:
        return story.due(Kind.GIVE_UP).due - story.now

    there = given(Stage.ASSESSMENT)
    paused = accepted(given().when(PausePairing, MENTEE, return_on=day(42).date()))
    assert give_up(paused.on(Kind.PAUSE_RETURN)) >= give_up(there)
