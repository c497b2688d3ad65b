"""Many appends, few commits: who shares a transaction with whom, and who gets which answer."""

import asyncio
from collections.abc import Sequence

import pytest

from adapters.postgres.group_commit import AppendRows, GroupCommit
from adapters.postgres.records import Positions, rows_of
from domain.engine.errors import StorageFailure, StorageUnavailable
from tests.contract.events import event

POISON = "poison"


class Database:
    """Commits when the test says so, and refuses whatever holds poison."""

    def __init__(self) -> None:
        self.commits: list[list[str]] = []
        self.tasks: list[asyncio.Task[object] | None] = []
        self.answers = asyncio.Event()
        self.error: Exception | None = None

    async def commit(self, appends: Sequence[AppendRows]) -> list[Positions]:
        streams = [append.stream for append in appends]
        self.commits.append(streams)
        self.tasks.append(asyncio.current_task())
        await asyncio.sleep(0)
        await self.answers.wait()
        if self.error is not None:
            raise self.error
        if POISON in streams:
            raise StorageFailure("refused")
        return [tuple(row.version for row in append.events) for append in appends]


@pytest.fixture
def database() -> Database:
    """A database whose answers the test lets out."""
    return Database()


def append(stream: str, version: int = 0, size: int = 1) -> AppendRows:
    """An append of this many events."""
    return AppendRows(rows_of(stream, version, [event()] * size))


def submit(writer: GroupCommit, *appends: AppendRows) -> list[asyncio.Task[Positions]]:
    """AppendRows all of them at the same time."""
    return [asyncio.create_task(writer.submit(append)) for append in appends]


async def everybody_has_had_a_turn() -> None:
    """Let every task run until it can get no further without the database."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_a_lone_append_goes_straight_to_the_database(database: Database) -> None:
    """Without company there is no queue and no other task in between."""
    database.answers.set()
    writer = GroupCommit(database.commit)
    assert await writer.submit(append("a")) == (1,)
    assert database.tasks == [asyncio.current_task()]


async def test_whoever_waits_shares_the_next_commit(database: Database) -> None:
    """While one append is being committed, all others gather for one single transaction."""
    writer = GroupCommit(database.commit)
    tasks = submit(writer, *map(append, "abcde"))
    await everybody_has_had_a_turn()
    assert not any(task.done() for task in tasks)
    database.answers.set()
    assert await asyncio.gather(*tasks) == [(1,)] * 5
    assert database.commits == [["a"], ["b", "c", "d", "e"]]


async def test_whoever_was_answered_joins_the_next_batch(database: Database) -> None:
    """Callers that append again at once stay together instead of falling out of step."""
    writer = GroupCommit(database.commit)
    database.answers.set()

    async def append_twice(stream: str) -> None:
        for version in range(2):
            await writer.submit(append(stream, version))

    await asyncio.gather(*map(append_twice, "abcd"))
    assert [len(commit) for commit in database.commits] == [1, 4, 3]


async def test_appends_to_one_stream_keep_their_order(database: Database) -> None:
    """The second append of a stream waits until the first one is committed."""
    writer = GroupCommit(database.commit, largest_batch=3)
    tasks = submit(
        writer, append("a"), append("s", 0, 3), append("s", 3), append("t"), append("s", 4)
    )
    await everybody_has_had_a_turn()
    database.answers.set()
    assert await asyncio.gather(*tasks) == [(1,), (1, 2, 3), (4,), (1,), (5,)]
    assert database.commits == [["a"], ["s"], ["s", "t"], ["s"]]


async def test_a_batch_has_a_largest_size_in_events(database: Database) -> None:
    """A long append fills a transaction; one that is longer than allowed gets its own."""
    writer = GroupCommit(database.commit, largest_batch=4)
    tasks = submit(writer, append("a"), append("b", size=3), append("c", size=9), append("d"))
    await everybody_has_had_a_turn()
    database.answers.set()
    await asyncio.gather(*tasks)
    assert database.commits == [["a"], ["b", "d"], ["c"]]


async def test_a_full_queue_makes_callers_wait(database: Database) -> None:
    """However many want to append, the writer takes in no more than its limit at a time."""
    writer = GroupCommit(database.commit, most_waiting=3)
    tasks = submit(writer, *(append(f"s{number}") for number in range(9)))
    await everybody_has_had_a_turn()
    database.answers.set()
    await asyncio.gather(*tasks)
    assert sum(map(len, database.commits)) == 9
    assert max(map(len, database.commits)) <= 3


async def test_a_poisoned_append_fails_alone(database: Database) -> None:
    """If one append of a batch is refused, the others are written one by one and succeed."""
    writer = GroupCommit(database.commit)
    tasks = submit(writer, *map(append, ("a", "b", POISON, "c")))
    await everybody_has_had_a_turn()
    database.answers.set()
    answers = await asyncio.gather(*tasks, return_exceptions=True)
    assert answers == [(1,), (1,), answers[2], (1,)]
    assert isinstance(answers[2], StorageFailure)
    assert database.commits == [["a"], ["b", POISON, "c"], ["b"], [POISON], ["c"]]


@pytest.mark.parametrize(
    "error", [StorageUnavailable("down"), RuntimeError("a mistake in our code")]
)
async def test_an_outage_is_told_to_all_at_once(database: Database, error: Exception) -> None:
    """When the database is away, all that wait fail without a retry each; later the writer goes
    on."""
    writer = GroupCommit(database.commit)
    tasks = submit(writer, *map(append, "abc"))
    await everybody_has_had_a_turn()
    database.error = error
    database.answers.set()
    assert await asyncio.gather(*tasks, return_exceptions=True) == [error] * 3
    assert database.commits == [["a"], ["b", "c"]]
    database.error = None
    assert await writer.submit(append("a")) == (1,)


@pytest.mark.parametrize(
    ("given_up", "commits"),
    [
        pytest.param(0, [["a"], ["b", "c"]], id="the one being written"),
        pytest.param(1, [["a"], ["c"]], id="one that waits"),
    ],
)
async def test_a_cancelled_caller_takes_nobody_along(
    database: Database, given_up: int, commits: list[list[str]]
) -> None:
    """When a caller is cancelled, the other appends are written; its own is not if it still
    waited."""
    writer = GroupCommit(database.commit)
    tasks = submit(writer, *map(append, "abc"))
    await everybody_has_had_a_turn()
    tasks.pop(given_up).cancel()
    await everybody_has_had_a_turn()
    database.answers.set()
    assert await asyncio.gather(*tasks) == [(1,), (1,)]
    assert database.commits == commits


async def test_a_caller_cancelled_during_the_commit_leaves_the_batch_alone(
    database: Database,
) -> None:
    """A batch on its way is not torn down because one of its callers has gone."""
    writer = GroupCommit(database.commit)
    tasks = submit(writer, *map(append, "ab"))
    await everybody_has_had_a_turn()
    tasks.pop(0).cancel()
    await everybody_has_had_a_turn()
    tasks += submit(writer, append("c"))
    await everybody_has_had_a_turn()
    assert database.commits == [["a"], ["b"]]
    tasks.pop(0).cancel()
    await everybody_has_had_a_turn()
    database.answers.set()
    assert await asyncio.gather(*tasks) == [(1,)]
    assert database.commits == [["a"], ["b"], ["c"]]


async def test_closing_finishes_what_was_accepted(database: Database) -> None:
    """Shutdown waits for every append that was taken in, and refuses later ones."""
    writer = GroupCommit(database.commit, most_waiting=2)
    tasks = submit(writer, *map(append, "abcd"))
    await everybody_has_had_a_turn()
    closing = asyncio.create_task(writer.close())
    await everybody_has_had_a_turn()
    assert not closing.done()
    with pytest.raises(StorageUnavailable):
        await writer.submit(append("e"))
    database.answers.set()
    await closing
    assert [task.result() for task in tasks] == [(1,)] * 4


@pytest.mark.parametrize("is_written", [True, False], ids=["on its way", "in the queue"])
async def test_nobody_waits_for_ever_when_the_writer_is_cancelled(
    database: Database, is_written: bool
) -> None:
    """At a hard shutdown all waiting appends fail, those in the batch and those in the queue."""
    writer = GroupCommit(database.commit, largest_batch=1)
    tasks = submit(writer, *map(append, "abc"))
    await everybody_has_had_a_turn()
    tasks.pop(0).cancel()
    await everybody_has_had_a_turn()
    assert database.commits == [["a"], ["b"]]
    (drain,) = [task for task in asyncio.all_tasks() if task.get_name() == "group-commit"]
    drain.cancel()
    await everybody_has_had_a_turn()
    assert tasks[0 if is_written else 1].cancelled()
