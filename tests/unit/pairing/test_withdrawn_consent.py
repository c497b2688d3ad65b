"""Somebody withdraws their consent: nothing more is done with what is known of them."""

from datetime import timedelta
from typing import Any

import pytest

from domain.cohort.progress import progress_of
from domain.engine.roles import Role
from domain.pairing.commands import MESSAGES, Annul, End, PutOnHold, Reopen
from domain.pairing.events.course import PairingArchived, ReopeningOver
from domain.pairing.facts import ConsentWithdrawn
from domain.pairing.gate import fitting
from domain.pairing.vocabulary import DeadlineKind, EndReason, HoldReason, Stage
from domain.programme.people import Side
from domain.telling.kinds import NoticeKind
from tests.unit.pairing.story import BOTH, MENTEE, MENTOR, OPERATOR, Story, day
from tests.unit.pairing.ways import PULSE, REVIEW, booked, given, held, held_in_a_row

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


ABOUT_THEMSELVES: dict[str, dict[str, Any]] = {
    "submit_reflection": {"session_id": "s-1", "topic": "ai", "rating": 4},
    "answer_survey": PULSE,
    "submit_review": REVIEW,
}


@pytest.mark.parametrize("name", ABOUT_THEMSELVES)
@pytest.mark.parametrize("by", [MENTOR, MENTEE])
def test_case_50_nothing_more_is_recorded_of_the_two(name: str, by: Role) -> None:
    """After a withdrawn consent neither of the two is heard about what was learned, how it went or
    how they look back, and nothing of it is named as fitting; before, each of it is taken."""
    asked = held(given(Stage.SESSIONS)).on(DeadlineKind.PULSE)
    review = asked.when(End, MENTEE, reason=EndReason.PROGRAMME_ENDED)
    before, fields = (review if name == "submit_review" else asked), ABOUT_THEMSELVES[name]
    assert before.when(MESSAGES[name], by, **fields).events
    over = withdrawn(before)
    over.when(MESSAGES[name], by, **fields).refused("")
    assert name in fitting(before.state)
    assert name not in fitting(over.state)


def told(story: Story) -> Story:
    """The cohort tells that the mentee has withdrawn the consent."""
    return story.when(ConsentWithdrawn, person_id="p-senior")


@pytest.mark.parametrize("stage", [stage for stage in Stage if not stage.is_over])
def test_case_50_the_word_of_the_office_is_as_good_as_ones_own(stage: Stage) -> None:
    """In every stage it ends the pairing at once that HR or the office tells of a withdrawn
    consent; it counts as the wish of that side, but while everything rests on hold."""
    story = told(given(stage)).enters(Stage.CLOSED).waits_for(DeadlineKind.REOPEN_OVER)
    assert story.state.ending
    assert story.state.ending.reason is EndReason.WITHDRAWN_CONSENT
    assert story.state.ending.left_behind == ONLY_THE_MENTOR
    told(story).then()
    resting = told(given(stage).when(PutOnHold, OPERATOR, reason=HoldReason.RULE_BROKEN))
    assert resting.enters(Stage.CLOSED).state.ending
    assert progress_of(resting.state).left_behind == ()


def test_case_56_a_withdrawn_consent_leaves_an_annulled_pairing_annulled() -> None:
    """Somebody who withdraws the consent to an annulled pairing ends what is left of it: still in
    no figure and without a certificate, the pairing is archived, and cannot be reopened."""
    story = held_in_a_row(given(Stage.SESSIONS), 1, 2, 3).when(Annul, OPERATOR)
    story = told(story.at(day(2))).then(ReopeningOver, PairingArchived).tells()
    assert progress_of(story.state).end_reason is EndReason.ANNULLED
    assert story.state.certificates.missing == BOTH
    story.when(Reopen, OPERATOR).refused("")
    told(story).then()


@pytest.mark.parametrize("stage", [Stage.CLOSED, Stage.PARTNERSHIP])
@pytest.mark.parametrize("days", [0, 40])
def test_case_50_what_is_over_is_not_followed_up(stage: Stage, days: int) -> None:
    """Somebody who withdraws the consent after the end is not asked what they still use, and is no
    learning partner any more; the pairing is archived, never reopened, and nobody gets a mail."""
    over = given(stage)
    story = told(over.until(over.now + timedelta(days=days))).tells().enters(Stage.CLOSED)
    assert story.state.archived is bool(days)
    story.when(Reopen, OPERATOR).refused("")
    later = story.until(story.now + timedelta(days=400))
    assert later.notices == []
    assert later.state.archived


@pytest.mark.parametrize("stage", [Stage.INVITED, Stage.APPROVAL])
def test_case_50_who_withdraws_before_the_beginning_is_promised_nothing(stage: Stage) -> None:
    """A person who withdraws the consent to an invitation reads that it is over, and nothing of
    other proposals; the partner reads what everybody reads whose invitation comes to nothing."""
    for story in (told(given(stage)), withdrawn(given(stage))):
        story.tells(
            (NoticeKind.INVITATION_WITHDRAWN, ONLY_THE_MENTOR), (NoticeKind.CLOSED, (Side.MENTEE,))
        )


def test_case_50_if_the_office_does_not_say_whose_consent_it_is_neither_is_promised_anything() -> (
    None
):
    """An end by the office for a withdrawn consent names nobody: it may concern either."""
    story = given().when(End, OPERATOR, reason=EndReason.WITHDRAWN_CONSENT)
    story.tells((NoticeKind.CLOSED, BOTH))
