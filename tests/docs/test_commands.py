"""Every command of the documents is run as its reader would run it, in the order of the text."""

import pytest

from tests.docs.answers import fits
from tests.docs.blocks import PAGES, REPOSITORY, RUN, Trial, blocks, trials
from tests.docs.reader import Reader, look_at
from tests.docs.world import World

FIRST = ("README.md", "docs/operators.md", "docs/integrations.md")
ORDER = (
    *(REPOSITORY / name for name in FIRST),
    *(page for page in PAGES if str(page.relative_to(REPOSITORY)) not in FIRST),
)
TRIALS = [trial for page in ORDER for trial in trials(page)]
NOT_RUN = ("json", "text", "sql")
"""Languages of blocks that show something and run nothing."""
REJECTED = {"meet-4712"}
"""The one signal that `docs/integrations.md` sends too early, and says so."""

pytestmark = pytest.mark.xdist_group("docs")


@pytest.fixture(scope="module")
def reader(world: World) -> Reader:
    """Somebody who has the documents open."""
    return Reader(world)


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: str(trial.block))
async def test_a_command_does_what_the_document_says(
    trial: Trial, reader: Reader, world: World
) -> None:
    """A reader who types what a document shows gets the answer that it shows."""
    for order in trial.orders:
        await world.obey(order)
    answer = await reader.type(trial.block)
    assert answer.worked is (trial.block.remark != "fails"), answer.said
    await world.settle(trial.block.code)
    if trial.answer is not None:
        assert fits(trial.answer, answer.said), answer.said


async def test_every_signal_of_the_documents_was_taken(world: World) -> None:
    """Temporal takes every signal; what the documents show is also of use to the pairing."""
    rejected = set()
    for number in range(1, 13):
        state = await world.state_of(f"spring-{number:03}")
        rejected |= {one.message_id for one in state.rejected}
    assert rejected == REJECTED


ALL_BLOCKS = [block for page in PAGES for block in blocks(page)]


def test_commands_that_are_not_run_here_exist() -> None:
    """Verbs of make, and files that are handed to other programs, are there."""
    missing = {str(block): found for block in ALL_BLOCKS if (found := look_at(block))}
    assert missing == {}


def test_every_block_is_of_a_language_that_somebody_tries() -> None:
    """Nobody adds a command under a name that this test passes over."""
    languages = {block.language for block in ALL_BLOCKS}
    assert languages <= {*RUN, *NOT_RUN}


def test_no_block_is_passed_over() -> None:
    """A fence that has no language, or is indented, is tried by nobody."""
    fences = {page: page.read_text().count("```") for page in PAGES}
    assert fences == {page: 2 * len(blocks(page)) for page in PAGES}


def test_a_file_that_is_shown_is_shown_as_it_is() -> None:
    """A document and the example that it shows do not drift apart."""
    shown = [block for block in ALL_BLOCKS if block.remark.startswith("examples/")]
    assert shown
    for block in shown:
        assert block.code == (REPOSITORY / block.remark).read_text()
