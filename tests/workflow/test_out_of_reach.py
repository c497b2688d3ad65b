"""What a terminated pairing or cohort misses, it is told when it runs again."""

import asyncio
from datetime import timedelta
from functools import partial

import pytest
from temporalio.api.enums.v1 import EventType

from activities.outbox import News, Occasion, StreamOutOfReach
from activities.ports import PairingUnreachable
from domain.engine.roles import Role
from domain.pairing.commands import PausePairing
from domain.telling.kinds import ItemKind
from domain.telling.notices import DeliveryOutcome
from tests import stage_clock
from tests.waiting import until
from tests.workflow.cohort_stage import open_cohort
from tests.workflow.recovery_stage import repair, whatever_run
from tests.workflow.stage_setting import LivePairing, Stage, live_out

A_WHILE = timedelta(minutes=1)
"""After this time what was out of reach is told again."""


def refused(stream: str) -> News:
    """The mail server has refused a mail of this stream."""
    occasion = Occasion(stream=stream, notice_id="n-1")
    return News(occasion=occasion, outcome=DeliveryOutcome.REFUSED, at=stage_clock.now())


def a_pause(pairing: LivePairing) -> PausePairing:
    """What a cohort tells its pairings when it pauses."""
    who = {"message_id": "c.o-1", "acting": Role.OPERATOR, "pairing_id": pairing.pairing_id}
    return PausePairing(**who, quiet=True)


async def test_bad_news_wait_for_a_terminated_pairing(stage: Stage) -> None:
    """A mail is refused while its pairing is terminated: once the pairing runs again, it is told,
    and the owners are asked for another address."""
    stage.mailer.deferring.add("p-senior")
    pairing = whatever_run(await stage.open_pairing())
    await pairing.state()
    await pairing.handle.terminate("by mistake")
    stage.mailer.refusing.add("p-senior")
    stage.mailer.deferring.clear()
    await stage.mails_settled()
    ledger = stage.journal.outbox.ledger.values()
    (bad,) = [mail for mail in ledger if mail.outcome is DeliveryOutcome.REFUSED]
    with pytest.raises(StreamOutOfReach):
        await stage.adapters.correspondents.tell(refused(pairing.handle.id))
    assert bad.tell_at is not None
    await repair(pairing)
    stage.journal.outbox.ahead = A_WHILE
    state = await pairing.until(lambda state: bool(state.desk.items))
    assert [item.kind for item in state.desk.items] == [ItemKind.MAIL_UNDELIVERABLE]


async def test_a_terminated_cohort_is_out_of_reach(stage: Stage) -> None:
    """How a mail of a terminated cohort fared is not taken for told."""
    cohort = await open_cohort(stage)
    await cohort.until(lambda state: bool(state.running))
    await cohort.handle.terminate("by mistake")
    with pytest.raises(StreamOutOfReach):
        await stage.adapters.correspondents.tell(refused(cohort.handle.id))


async def test_one_that_is_over_need_not_be_told(stage: Stage) -> None:
    """A pairing that is archived is told nothing more, and nobody waits for it."""
    pairing = await stage.open_pairing()
    await pairing.ask("decline", "mentor")
    await live_out(stage.skipper, pairing.handle)
    await stage.adapters.correspondents.tell(refused(pairing.handle.id))
    assert not await stage.adapters.pairings.tell(a_pause(pairing))


async def test_a_terminated_pairing_is_out_of_reach_of_its_cohort(stage: Stage) -> None:
    """What a cohort tells a terminated pairing does not count as told until it runs again."""
    pairing = whatever_run(await stage.open_pairing())
    await pairing.state()
    await pairing.handle.terminate("by mistake")
    with pytest.raises(PairingUnreachable):
        await stage.adapters.pairings.tell(a_pause(pairing))
    await repair(pairing)
    assert await stage.adapters.pairings.tell(a_pause(pairing))
    assert (await pairing.state()).pause is not None


async def test_a_pairing_that_is_terminated_while_it_is_told_is_out_of_reach(stage: Stage) -> None:
    """A pairing that is terminated before it could record a pause was not told of it."""
    pairing = whatever_run(await stage.open_pairing())
    await pairing.told_all()
    with stage.journal.held():
        telling = asyncio.create_task(stage.adapters.pairings.tell(a_pause(pairing)))
        await until(partial(has_accepted_an_update, pairing), bool)
        await pairing.handle.terminate("by mistake")
        with pytest.raises(PairingUnreachable):
            await telling


async def has_accepted_an_update(pairing: LivePairing) -> bool:
    """Whether Temporal's history has one, be it answered or not."""
    accepted = EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED
    history = await pairing.handle.fetch_history()
    return any(event.event_type == accepted for event in history.events)
