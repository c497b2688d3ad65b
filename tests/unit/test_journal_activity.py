"""The journal as activities hand it to runs: page by page, and never less than a run knows."""

import pytest
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.journal import LOST_EVENTS, JournalActivities, JournalPage, ReadRequest
from tests.contract.events import events
from tests.fakes.journal import InMemoryJournal


async def read(stored: int, after: int, at_least: int) -> JournalPage:
    """The answer about a stream with that many events."""
    journal = InMemoryJournal()
    await journal.append("pairing-1", 0, events(*range(1, stored + 1)))
    request = ReadRequest(stream="pairing-1", after=after, at_least=at_least)
    return await ActivityEnvironment().run(JournalActivities(journal).read, request)


@pytest.mark.parametrize("after", [0, 2, 3])
async def test_what_follows_a_version_is_read(after: int) -> None:
    """A run gets the events that it does not know, and the version after them."""
    page = await read(stored=3, after=after, at_least=after)
    assert list(page.records) == events(1, 2, 3)[after:]
    assert (page.version, page.more) == (3, False)


@pytest.mark.parametrize(("stored", "after"), [(2, 3), (0, 1), (2, 0)])
async def test_a_journal_that_knows_less_than_the_run_is_waited_for(
    stored: int, after: int
) -> None:
    """A stream that lacks events which the run knows is no answer, whatever is asked of it."""
    with pytest.raises(ApplicationError) as raised:
        await read(stored, after, at_least=3)
    assert raised.value.type == LOST_EVENTS
    assert not raised.value.non_retryable
