"""Compares what Temporal says with what the journal says, and looks twice before it judges."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

from activities.ports import Journal
from adapters.recovery.reading import read_streams
from adapters.temporal.runs import Runs
from domain.recovery.accounts import JournalAccount
from domain.recovery.judging import Look

LOOKS = 5
"""Retries before a run that keeps writing is skipped."""
PAUSE_SECONDS = 1.0


async def examine(
    accounts: Sequence[JournalAccount],
    journal: Journal,
    runs: Runs,
    done: Callable[[], object] = lambda: None,
) -> list[Look]:
    """One look at each workflow, in the order of the accounts; ``done`` is called after each."""
    looks = await _look(accounts, journal, runs, done)
    for _ in range(LOOKS):
        doubtful = [look.before for look in looks if look.is_in_doubt]
        if not doubtful:
            break
        # An append takes milliseconds; a second later most runs have gone on.
        await asyncio.sleep(PAUSE_SECONDS)
        again = await _look(await _read_again(doubtful, journal), journal, runs)
        clearer = {look.workflow_id: look for look in again}
        looks = [clearer.get(look.workflow_id, look) for look in looks]
    return looks


async def _look(
    accounts: Sequence[JournalAccount],
    journal: Journal,
    runs: Runs,
    done: Callable[[], object] = lambda: None,
) -> list[Look]:
    found = await runs.accounts([account.workflow_id for account in accounts], done)
    looks = [
        Look(before=account, run=run, after=account)
        for account, run in zip(accounts, found, strict=True)
    ]
    return await _with_second_thoughts(looks, journal)


async def _with_second_thoughts(looks: list[Look], journal: Journal) -> list[Look]:
    """Where something seems wrong, the journal may just have moved on: read it again.

    Workflows that Temporal does not know at all are not read again, such as all of them in an empty
    namespace: no run can have written for them meanwhile.
    """
    now = datetime.now(UTC)
    suspect = [look.before for look in looks if look.run and look.difference(now)]
    after = {account.workflow_id: account for account in await _read_again(suspect, journal)}
    return [Look(look.before, look.run, after.get(look.workflow_id, look.after)) for look in looks]


async def _read_again(accounts: Iterable[JournalAccount], journal: Journal) -> list[JournalAccount]:
    known = {account.workflow_id: account for account in accounts}
    promised = {id_: account.promise for id_, account in known.items() if account.promise}
    return await read_streams(journal, tuple(known), promised=promised)
