"""Deadlines that passed while nothing worked: late, but exactly once, and not five at a time."""

import asyncio
from collections import Counter
from datetime import timedelta

from domain.pairing.vocabulary import DeadlineKind, SessionStatus
from domain.pairing.vocabulary import Stage as PairingStage
from domain.telling.kinds import ItemKind, NoticeKind
from tests.workflow.stage_setting import LivePairing, Stage

DAY = timedelta(days=1)


async def test_a_timer_that_fired_without_a_worker_is_not_lost(empty_stage: Stage) -> None:
    """A reminder that falls due while no worker runs is sent by the next worker, once."""
    async with empty_stage.worker():
        pairing = await empty_stage.open_pairing()
        await pairing.ask("accept", "mentor")
        await pairing.told_all()
        a_week = await pairing.until_due(DeadlineKind.REMINDER)
    a_week_passes = asyncio.create_task(pairing.forward(a_week))
    async with empty_stage.worker():
        await a_week_passes
        await pairing.told_all()
    assert empty_stage.mailer.kinds(to="p-senior") == [
        NoticeKind.INVITATION,
        NoticeKind.INVITATION_REMINDER,
    ]


async def test_reminder_and_item_that_are_overdue_come_once_each(stage: Stage) -> None:
    """After three weeks in the dark each side is reminded once and makes one item."""
    pairing = await stage.open_pairing()
    await pairing.both("accept")
    await in_the_dark(pairing, 20 * DAY)
    state = await pairing.told_all()
    assert state.stage is PairingStage.ASSESSMENT
    assert Counter(stage.mailer.kinds()) == {
        NoticeKind.INVITATION: 2,
        NoticeKind.ASSESSMENT_REQUEST: 2,
        NoticeKind.ASSESSMENT_REMINDER: 2,
        NoticeKind.ITEM_OPENED: 2,
    }
    assert [item.kind for item in state.desk.items] == [ItemKind.ASSESSMENT_MISSING] * 2


async def test_what_is_over_needs_no_reminder_any_more(stage: Stage) -> None:
    """After a two-month outage a preparation ends without a reminder first."""
    pairing = await stage.open_pairing()
    await pairing.both("accept")
    await in_the_dark(pairing, 60 * DAY)
    await pairing.told_all()
    kinds = stage.mailer.kinds()
    assert kinds.count(NoticeKind.CLOSED) == 2
    assert NoticeKind.ASSESSMENT_REMINDER not in kinds
    assert NoticeKind.ITEM_OPENED not in kinds


async def test_overdue_reminders_of_a_session_become_one(stage: Stage) -> None:
    """Reminder, two requests and the last day to answer have passed: each side is asked once."""
    pairing = await stage.open_pairing()
    await pairing.prepare()
    session = await pairing.book()
    await pairing.told_all()
    so_far = Counter(stage.mailer.kinds())
    await in_the_dark(pairing, 25 * DAY)
    state = await pairing.told_all()
    (settled,) = [known for known in state.sessions if known.id == session.id]
    assert settled.status is SessionStatus.UNCONFIRMED
    assert Counter(stage.mailer.kinds()) - so_far == {NoticeKind.REPORT_REQUEST: 2}
    types = [record.type for record in await pairing.records()]
    assert types.count("pairing.deadline_elapsed.v1") == 1


async def in_the_dark(pairing: LivePairing, time: timedelta) -> None:
    """How long nothing can be recorded, whatever falls due."""
    await pairing.told_all()
    pairing.stage.journal.away = time
    await pairing.tell("person_changed", person_id="p-stranger")
    await pairing.forward(time + timedelta(minutes=1))
