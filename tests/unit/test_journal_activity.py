"""The journal as activities hand it to runs: page by page, and never less than a run knows."""

import pytest
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.journal import (
    LARGEST_PAGE,
    LOST_EVENTS,
    JournalActivities,
    JournalPage,
    ReadRequest,
)
from tests.contract.events import events
from tests.fakes.journal import InMemoryJournal


async def read(stored: int, after: int, at_least: int) -> JournalPage:
    """The answer about a stream with that many events."""
    journal = InMemoryJournal()
    await journal.append("pairing-1", 0, events(*range(1, stored + 1)))
    return await page_of(journal, after, at_least)


async def page_of(journal: InMemoryJournal, after: int, at_least: int = 0) -> JournalPage:
    """The answer about the stream of a journal."""
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


async def test_a_long_stream_is_read_page_by_page() -> None:
    """No page of a stream is larger than Temporal takes, in whatever script people have written,
    and the pages together are the stream."""
    words = {"words": "学び合う" * 25_000}  # three bytes a character: 0.3 MB
    stream = [record.model_copy(update={"data": words}) for record in events(*range(1, 8))]
    journal = InMemoryJournal()
    await journal.append("pairing-1", 0, stream)
    pages = [await page_of(journal, after=0)]
    while pages[-1].more:
        pages.append(await page_of(journal, after=pages[-1].version))
    assert [record for page in pages for record in page.records] == stream
    assert max(len(page.model_dump_json().encode()) for page in pages) < 1.1 * LARGEST_PAGE
