"""What a pairing may cost Temporal and PostgreSQL. A limit rises only on purpose, with a reason.

Two lives are measured, both with the 37 messages of `half_year`, from the first yes to the closing
review. In one no time passes: it is the life that benchmarks compare with a bare workflow. In the
other, six sessions take place in five months, and whatever falls due meanwhile comes on top.
"""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.client import Client
from temporalio.testing import TimeSkipper

from activities.pacing import MailLimits
from activities.wiring import office_of
from adapters.postgres.pool import open_pool
from domain.telling.kinds import NoticeKind
from tests.waiting import until
from tests.workflow.costs import Cost, StageWithPostgres, Statements
from tests.workflow.half_year import AT_ONCE, MESSAGES, SIGNALS, Said, half_a_year
from tests.workflow.material import ROSTER
from tests.workflow.stage_setting import LivePairing

OPENING = Cost(
    temporal_events=8,  # one workflow task: start, three of the task, two markers, timer, index
    history_bytes=6_300,  # the setup is the larger part, with the words on confidentiality
    journal_events=3,
    statements=1,
    local_activities=2,  # the revision of the rules, and the append
    activities=0,
    timers=1,
    upserts=1,
)
"""From the start of the workflow until two people are invited."""
MESSAGE = Cost(
    temporal_events=9,  # three of the task, accepted, answered, marker; cancel, start, index
    history_bytes=2_000,
    journal_events=11,  # the last session is held: with it the pairing goes on to its review
    statements=1,  # the append, letters and read tables included
    local_activities=1,  # the append
    activities=0,  # none, or it would wait for a second workflow task
    timers=1,  # set again only where the next deadline has moved
    upserts=1,  # all search attributes at once, and only where one has changed
)
"""The dearest of all messages, figure by figure."""
MESSAGES_AT_ONCE = Cost(
    temporal_events=285,
    history_bytes=64_000,
    journal_events=116,  # among them a certificate
    statements=38,
    local_activities=39,
    activities=0,
    timers=20,  # half of the messages are the first of two answers, and move no deadline
    upserts=20,
)
"""The 37 messages one after the other, while no time passes: 281 events and 62 KB were seen, the
goal is 300 and 80 KB. With an ordinary activity for each append and mail it was 741 and 220 KB."""
HALF_A_YEAR = Cost(
    temporal_events=400,
    history_bytes=82_000,
    journal_events=142,
    statements=55,
    local_activities=56,
    activities=0,
    timers=42,
    upserts=42,
)
"""The same messages in 142 days, with a session every four weeks, and the reminders and questions
that come of it: each wakes the pairing for some six events more, so this life is above 300. How
many there are depends on weekends and holidays: 345 to 394 events were seen."""
MAIL_STATEMENTS = 2
"""It is taken out of the outbox, and its outcome is written into the ledger."""
LOOKS = 10
"""Statements of a post that begins, finds nothing, and stops."""


@pytest.fixture
async def stage(
    client: Client, time_skipper: TimeSkipper, database_url: str
) -> AsyncIterator[StageWithPostgres]:
    """A stage whose worker has one connection to PostgreSQL, so that statements can be counted."""
    statements = Statements()
    async with await open_pool(database_url, max_size=1) as pool:
        async with pool.acquire() as connection:
            connection.add_query_logger(statements.note)
        queue = f"test-{uuid4().hex[:8]}"
        stage = StageWithPostgres(client, time_skipper, queue, pool=pool, statements=statements)
        stage.put_people(ROSTER)
        async with stage.worker_without_post():
            yield stage


async def opened(stage: StageWithPostgres, **changes: Any) -> LivePairing:
    """A pairing; on a connection that has asked PostgreSQL for its types before."""
    before = await stage.open_pairing()
    await before.ask("decline", "mentor")
    stage.statements.count = 0
    pairing = await stage.open_pairing(**changes)
    await until(partial(tasks_done, pairing), bool)
    return pairing


async def say(pairing: LivePairing, said: Said) -> None:
    """Send one message, and wait until it is recorded."""
    name, acting, content = said
    if name not in SIGNALS:
        await pairing.ask(name, acting, **content)
        return
    tasks = await tasks_done(pairing)
    await pairing.tell(name, acting, **content)
    # Not by asking for the state: a query amid a local activity costs a workflow task.
    await until(partial(tasks_done, pairing), lambda done: done > tasks)


async def tasks_done(pairing: LivePairing) -> int:
    """How many workflow tasks the pairing has completed."""
    history = await pairing.handle.fetch_history()
    done = EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED
    return sum(event.event_type == done for event in history.events)


async def test_every_message_keeps_to_its_budget(stage: StageWithPostgres) -> None:
    """Wherever a pairing stands, a message costs one append within one workflow task, and the 37
    messages of a whole life no more than 285 events and 64 KB of Temporal's history."""
    pairing = await opened(stage, session_rules=AT_ONCE)
    costs = [await stage.cost(pairing)]
    beyond = {"opening": costs[0].beyond(OPENING)}
    async for said in half_a_year(pairing):
        await say(pairing, said)
        costs.append(await stage.cost(pairing))
        beyond[said[0]] = costs[-1].since(costs[-2]).beyond(MESSAGE)
    assert {name: figures for name, figures in beyond.items() if figures} == {}
    assert len(costs) == 1 + MESSAGES
    assert costs[-1].beyond(MESSAGES_AT_ONCE) == []


async def test_half_a_year_keeps_to_its_budget(stage: StageWithPostgres) -> None:
    """The same 37 messages in five months, with all that falls due meanwhile, cost a pairing no
    more than 400 events and 80 KB of Temporal's history."""
    pairing = await opened(stage)
    async for said in half_a_year(pairing, days_apart=28):
        await say(pairing, said)
    assert (await stage.cost(pairing)).beyond(HALF_A_YEAR) == []


async def test_a_mail_keeps_to_its_budget(stage: StageWithPostgres) -> None:
    """A mail that is sent or taken back costs the post few statements, however many are waiting."""
    await (await opened(stage)).prepare()
    stage.statements.count, stop = 0, asyncio.Event()
    work = asyncio.create_task(office_of(stage.adapters, MailLimits(look_again=60)).work(stop))
    await until(partial(kinds_sent, stage), lambda kinds: NoticeKind.BOOKING_REQUEST in kinds)
    stop.set()
    posted = await work
    mails = posted.delivered + posted.taken_back
    assert mails > 1
    assert stage.statements.count <= MAIL_STATEMENTS * mails + LOOKS


async def kinds_sent(stage: StageWithPostgres) -> list[NoticeKind]:
    """What has been sent."""
    return stage.mailer.kinds()
