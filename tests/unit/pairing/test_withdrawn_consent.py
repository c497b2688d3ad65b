"""Somebody withdraws their consent: nothing more is done with what is known of them."""

import pytest

from domain.pairing.commands import End, Reopen
from domain.pairing.vocabulary import DeadlineKind, EndReason, Stage
from domain.programme.people import Side
from domain.telling.kinds import NoticeKind
from tests.unit.pairing.story import BOTH, MENTEE, OPERATOR, Story, day
from tests.unit.pairing.ways import booked, given

ONLY_THE_MENTOR = (Side.MENTOR,)


def withdrawn(story: Story) -> Story:
    """The mentee withdraws the consent."""
    return story.when(End, MENTEE, reason=EndReason.WITHDRAWN_CONSENT)


@pytest.mark.parametrize("stage", [stage for stage in Stage if not stage.is_over])
def test_case_50_a_withdrawn_consent_ends_everything_at_once(stage: Stage) -> None:
    """In every stage a withdrawn consent ends the pairing at once: nothing is asked, reminded of or
    looked back on any more, and nothing falls due but its archiving."""
    story = withdrawn(given(stage)).enters(Stage.CLOSED).waits_for(DeadlineKind.REOPEN_OVER)
    assert story.until(day(300)).state.archived
    assert story.until(day(300)).notices == []


def test_case_50_the_partner_hears_that_it_is_over_and_not_why() -> None:
    """Both read that it is over and that the appointment is off; no mail has the reason, and the
    record of the partner stays as it is."""
    before = booked(given(Stage.SESSIONS))
    story = withdrawn(before)
    story.tells((NoticeKind.CLOSED, BOTH), (NoticeKind.SESSION_CANCELLED, BOTH))
    assert story.state.plan == before.state.plan
    assert story.state.ending
    assert story.state.ending.left_behind == ONLY_THE_MENTOR


@pytest.mark.parametrize("stage", [stage for stage in Stage if not stage.is_over])
def test_case_50_a_withdrawn_consent_is_not_undone_by_reopening(stage: Stage) -> None:
    """The operator cannot reopen a pairing that a withdrawn consent has ended, not even one to
    which both were only invited: nobody may be asked again."""
    withdrawn(given(stage)).at(day(1)).when(Reopen, OPERATOR).refused("")
