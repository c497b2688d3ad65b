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
PAIRINGS = 12
"""Of the cohort `spring`."""
REJECTED = {"meet-4712"}
"""The one signal that `docs/integrations.md` sends too early, and says so."""

LONGEST = 1200
"""Seconds for all documents together: two minutes on a quiet machine, more beside other work. A
command that stands still fails by itself, and says what it waits for."""


@pytest.mark.timeout(LONGEST)
async def test_every_command_does_what_the_document_says(
    world: World, subtests: pytest.Subtests
) -> None:
    """A reader who types what the documents show, in order, gets the answers that they show."""
    reader = Reader(world)
    for trial in TRIALS:
        with subtests.test(str(trial.block)):
            await _try(trial, reader, world)
    with subtests.test("every signal was taken"):
        assert await _rejected(world) == REJECTED


async def _try(trial: Trial, reader: Reader, world: World) -> None:
    for order in trial.orders:
        await world.obey(order)
    answer = await reader.type(trial.block)
    if answer.worked is (trial.block.remark == "fails"):
        pytest.fail(answer.said, pytrace=False)
    await world.settle(trial.block.code)
    if trial.answer is not None and not fits(trial.answer, answer.said):
        pytest.fail(f"{trial.answer.code}is not what came:\n{answer.said}", pytrace=False)


async def _rejected(world: World) -> set[str | None]:
    """Temporal takes every signal; these were of no use to the pairing."""
    states = [await world.state_of(f"spring-{number:03}") for number in range(1, PAIRINGS + 1)]
    return {rejected.message_id for state in states for rejected in state.desk.rejected}


ALL_BLOCKS = [block for page in PAGES for block in blocks(page)]


def test_commands_that_are_not_run_here_exist() -> None:
    """Make verbs and files that the documents name, but the tests do not run, exist."""
    missing = {str(block): found for block in ALL_BLOCKS if (found := look_at(block))}
    assert missing == {}


def test_every_block_is_of_a_language_that_somebody_tries() -> None:
    """Every block of the documents is in a language that the tests try."""
    languages = {block.language for block in ALL_BLOCKS}
    assert languages <= {*RUN, *NOT_RUN}


def test_no_block_is_passed_over() -> None:
    """Every fence in the documents names a language and is not indented, so that it is tried."""
    fences = {page: page.read_text().count("```") for page in PAGES}
    assert fences == {page: 2 * len(blocks(page)) for page in PAGES}


def test_a_file_that_is_shown_is_shown_as_it_is() -> None:
    """A document and the example that it shows do not drift apart."""
    shown = [block for block in ALL_BLOCKS if block.remark.startswith("examples/")]
    assert shown
    for block in shown:
        assert block.code == (REPOSITORY / block.remark).read_text()
