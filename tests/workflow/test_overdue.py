"""Deadlines that passed while nothing worked: late, but exactly once, and not five at a time."""

import asyncio
from collections import Counter
from datetime import timedelta

from domain.engine.outage import TOLERANCE
from domain.engine.roles import Role
from domain.pairing.commands import Accept
from domain.pairing.vocabulary import DeadlineKind, EndReason, SessionStatus
from domain.pairing.vocabulary import Stage as PairingStage
from domain.telling.kinds import ItemKind, NoticeKind
from tests import stage_clock
from tests.unit.pairing.story import opened
from tests.waiting import until
from tests.workflow.material import a_setup, new_pairing_id
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


async def test_a_busy_machine_is_no_outage(empty_stage: Stage) -> None:
    """A worker that comes only after timers have fired is late by its own seconds, however fast
    time is made to pass: nothing is put off, and an invitation expires on its day."""
    async with empty_stage.worker():
        pairing = await empty_stage.open_pairing()
        reminder, runs_out = [line.due for line in (await pairing.told_all()).deadlines]
    three_weeks_pass = asyncio.create_task(pairing.forward(21 * DAY))
    await until(pairing.now, lambda now: now >= reminder)
    async with empty_stage.worker():
        await three_weeks_pass
        state = await pairing.told_all()
    assert state.ending is not None
    assert state.ending.at - runs_out < TOLERANCE
    types = [record.type for record in await pairing.records()]
    assert "pairing.deadline_postponed.v1" not in types


async def test_reminder_and_item_that_are_overdue_come_once_each(stage: Stage) -> None:
    """After three weeks in the dark each side is reminded once and makes one item."""
    pairing = await stage.open_pairing()
    await pairing.told_all()
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


async def test_an_invitation_does_not_expire_while_nothing_runs(stage: Stage) -> None:
    """An invitation that ran out while neither worker nor Temporal ran is reminded of afterwards,
    can be answered for two working days, and expires then."""
    pairing = await after_three_weeks_without_anything(stage)
    reminded = NoticeKind.INVITATION_REMINDER
    await pairing.until(lambda state: state.desk.told[-1].notice.kind is reminded)
    state = await pairing.told_all()
    assert state.stage is PairingStage.INVITED
    assert stage.mailer.kinds(to="p-senior")[-1] is NoticeKind.INVITATION_REMINDER
    assert NoticeKind.INVITATION_REMINDER not in stage.mailer.kinds(to="p-junior")
    assert await two_working_days_later(pairing)
    await pairing.forward(await pairing.until_due(DeadlineKind.GIVE_UP))
    assert await reason_of_end(pairing) is EndReason.INVITATION_EXPIRED


async def test_an_answer_in_the_time_after_an_outage_counts(stage: Stage) -> None:
    """After a month in which nothing worked, both may still say yes to the invitation."""
    pairing = await stage.open_pairing()
    await in_the_dark(pairing, 30 * DAY)
    await pairing.told_all()
    await pairing.both("accept")
    assert (await pairing.state()).stage is PairingStage.ASSESSMENT


async def test_a_preparation_that_ran_out_in_the_dark_is_asked_for_once_more(stage: Stage) -> None:
    """After two months in the dark both are reminded, and the preparation ends days later."""
    pairing = await stage.open_pairing()
    await pairing.both("accept")
    await in_the_dark(pairing, 60 * DAY)
    state = await pairing.told_all()
    assert state.stage is PairingStage.ASSESSMENT
    assert stage.mailer.kinds().count(NoticeKind.ASSESSMENT_REMINDER) == 2
    assert stage.mailer.kinds().count(NoticeKind.ITEM_OPENED) == 2
    assert await two_working_days_later(pairing)
    await pairing.forward(await pairing.until_due(DeadlineKind.GIVE_UP))
    assert await reason_of_end(pairing) is EndReason.PREPARATION_UNANSWERED


async def test_overdue_reminders_of_a_session_become_one(stage: Stage) -> None:
    """Reminder, two requests and the last day to answer have passed: each side is asked once."""
    pairing = await stage.open_pairing()
    await pairing.prepare()
    session = await pairing.book()
    await pairing.told_all()
    so_far = Counter(stage.mailer.kinds())
    await in_the_dark(pairing, 25 * DAY)
    await pairing.told_all()
    assert Counter(stage.mailer.kinds()) - so_far == {NoticeKind.REPORT_REQUEST: 2}
    types = [record.type for record in await pairing.records()]
    assert types.count("pairing.deadline_postponed.v1") == 1
    await pairing.forward(await pairing.until_due(DeadlineKind.UNCONFIRMED))
    state = await pairing.told_all()
    (settled,) = [known for known in state.sessions if known.id == session.id]
    assert settled.status is SessionStatus.UNCONFIRMED


async def after_three_weeks_without_anything(stage: Stage) -> LivePairing:
    """A pairing to which the mentor said yes, and then no worker and no Temporal ran."""
    pairing_id = new_pairing_id()
    begun = opened(a_setup(pairing_id), stage_clock.now() - 21 * DAY).when(Accept, Role.MENTOR)
    await stage.journal.append(f"pairing-{pairing_id}", 0, begun.records)
    return await stage.start_pairing(pairing_id, {"resume": begun.state})


async def two_working_days_later(pairing: LivePairing) -> bool:
    """Whether the stage ends two working days from now at the earliest."""
    state, now = await pairing.state(), await pairing.now()
    (end,) = [line.due for line in state.deadlines if line.kind is DeadlineKind.GIVE_UP]
    # Time went on a little while the mails were sent.
    return end > state.setup.calendar.in_working_days(now - timedelta(minutes=2), 2)


async def reason_of_end(pairing: LivePairing) -> EndReason | None:
    """Why the pairing has ended; absent if it has not."""
    ending = (await pairing.state()).ending
    return ending.reason if ending else None


async def in_the_dark(pairing: LivePairing, time: timedelta) -> None:
    """How long nothing can be recorded, whatever falls due."""
    await pairing.told_all()
    pairing.stage.journal.away = time
    await pairing.tell("person_changed", person_id="p-stranger")
    await pairing.waits_for_the_journal()
    await pairing.forward(time + timedelta(minutes=1))
