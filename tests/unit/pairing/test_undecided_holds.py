"""A pairing ends while it is on hold, and nobody has decided about the misconduct (case 45)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from domain.cohort.progress import progress_of
from domain.engine.confidence import IN_CONFIDENCE
from domain.pairing.commands import (
    Annul,
    End,
    LiftHold,
    PutOnHold,
    Reopen,
    ReportSession,
    SettleItem,
)
from domain.pairing.facts import ConsentWithdrawn, PersonChanged, PersonLeft
from domain.pairing.vocabulary import DeadlineKind, EndReason, HoldReason, Stage
from domain.programme.request import OwnerRole, Owners
from domain.telling.kinds import NoticeKind
from domain.telling.notices import DeliveryOutcome
from tests.unit.pairing.story import BOTH, MENTOR, OPERATOR, Story, day
from tests.unit.pairing.ways import HELD, given, on_hold

RUNNING = [stage for stage in Stage if not stage.is_over]
CONFIDANT = Owners(lead="p-lead", deputy="p-deputy", confidant="p-confidant")


def owners_told(story: Story) -> list[str]:
    """Who of the owners was told of an item in confidence in the last step."""
    notices = [event.notice for event in story.events if hasattr(event, "notice")]
    return [one.to for one in notices if one.item is IN_CONFIDENCE]


UNDECIDED_ENDS: dict[str, Callable[[Story], Story]] = {
    "one is gone": lambda story: story.when(PersonLeft, person_id="p-junior"),
    "a last day comes": lambda story: story.when(
        PersonLeft, person_id="p-junior", last_day=day(10).date()
    ).until(day(14)),
    "one withdraws the consent": lambda story: story.when(ConsentWithdrawn, person_id="p-senior"),
    "it is annulled": lambda story: story.when(Annul, OPERATOR),
    "its cohort ends": lambda story: story.when(
        End, OPERATOR, reason=EndReason.PROGRAMME_ENDED, quiet=True
    ),
    "the lead ends it for another reason": lambda story: story.when(
        End, OPERATOR, reason=EndReason.TIME
    ),
    "nobody decides": lambda story: story.on(DeadlineKind.HOLD_OVER),
}


@pytest.mark.parametrize("end", UNDECIDED_ENDS)
def test_case_45_an_end_without_a_decision_leaves_nobody_behind(end: str) -> None:
    """Nobody knows who is accused: whatever ends a pairing that rests, neither side is offered
    another partner unless the office says so."""
    ended = UNDECIDED_ENDS[end](on_hold(owners=CONFIDANT)).enters(Stage.CLOSED)
    assert progress_of(ended.state).left_behind == ()


@pytest.mark.parametrize("end", UNDECIDED_ENDS)
def test_case_45_the_confidant_is_reminded_until_it_is_decided(end: str) -> None:
    """Whatever ends a pairing that rests, the confidant alone is reminded on every working day
    until the item is settled, or the pairing can no longer be reopened."""
    ended = UNDECIDED_ENDS[end](on_hold(owners=CONFIDANT))
    (item,) = [one for one in ended.state.desk.items if one.kind is IN_CONFIDENCE]
    assert item.owner is OwnerRole.CONFIDANT
    week = ended.until(ended.now + timedelta(days=7))
    assert owners_told(week) == ["p-confidant"] * 5
    settled = week.when(SettleItem, OPERATOR, item_id=item.id)
    assert owners_told(settled.until(settled.now + timedelta(days=60))) == []
    assert ended.until(ended.now + timedelta(days=60)).state.desk.items == ()


def test_case_45_the_office_decides_by_an_end_for_the_hold() -> None:
    """Ended by the office with the reason `hold`, it is decided: nobody is reminded any more, and
    whom it names is left behind."""
    story = on_hold(owners=CONFIDANT).when(End, OPERATOR, reason=EndReason.HOLD)
    story.enters(Stage.CLOSED).leaves_open()


@pytest.mark.parametrize("stage", RUNNING)
def test_case_45_what_is_reopened_undecided_rests_again(stage: Stage) -> None:
    """A pairing that HR's mistake has ended while it rested rests again once it is reopened, with
    the same item; both read that it rests and nothing else; lifted, it goes on."""
    ended = on_hold(stage, owners=CONFIDANT).when(PersonLeft, person_id="p-junior")
    again = ended.at(day(2)).when(Reopen, OPERATOR)
    assert again.state.on_hold
    again.leaves_open(IN_CONFIDENCE).waits_for(DeadlineKind.ITEM_REMINDER, DeadlineKind.HOLD_OVER)
    again.when(ReportSession, MENTOR, **HELD).refused("")
    again.tells((NoticeKind.ON_HOLD, BOTH))
    lifted = again.when(LiftHold, OPERATOR).leaves_open()
    assert lifted.state.pause is None


def test_case_45_what_is_reopened_after_a_decision_goes_on() -> None:
    """A pairing that the office has ended for the hold, and reopens, goes on."""
    ended = on_hold().when(End, OPERATOR, reason=EndReason.HOLD)
    assert not ended.when(Reopen, OPERATOR).enters(Stage.SESSIONS).state.on_hold


def test_case_45_no_request_is_sent_again_while_it_rests() -> None:
    """A request that had not arrived before the hold is not sent again when the address is put
    right during it."""
    story = given(Stage.PLANNING)
    (lost,) = [one for one in story.on_their_way if one.kind is NoticeKind.PLAN_READY][:1]
    story = story.fared(lost, DeliveryOutcome.REFUSED)
    story.when(PersonChanged, person_id=lost.to).tells(
        (NoticeKind.PLAN_READY, [lost.side or BOTH[0]])
    )
    resting = story.when(PutOnHold, OPERATOR, reason=HoldReason.MISCONDUCT)
    resting.when(PersonChanged, person_id=lost.to).tells()
