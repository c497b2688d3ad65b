"""The documents lead somewhere, and leave nothing out."""

import json
import re
from pathlib import Path

import pytest

from domain.cohort.commands import CohortMessage
from domain.cohort.vocabulary import ASKABLE_END_REASONS as COHORT_END_REASONS
from domain.cohort.vocabulary import CohortStage
from domain.engine.messages import Message
from domain.engine.roles import Role
from domain.pairing.vocabulary import (
    ASKABLE_END_REASONS,
    CHECK_IN_ANSWERS,
    Channel,
    Objectives,
    SessionOutcome,
    Stage,
)
from domain.programme.readiness import Readiness
from domain.programme.request import CohortRequest, HardRule
from domain.programme.search_attributes import SearchAttribute
from domain.telling.kinds import ItemKind
from tests.docs.blocks import PAGES, REPOSITORY, blocks
from tests.docs.tables import deadlines, fields_of_a_cohort_file, messages, rows, what_fits_when

OPERATORS = REPOSITORY / "docs" / "operators.md"
INTEGRATIONS = REPOSITORY / "docs" / "integrations.md"
LINK = re.compile(r"\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]+))?\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def _anchors(page: Path) -> set[str]:
    """What a link to a heading may be, as GitHub makes it."""
    headings = HEADING.findall(CODE.sub("", page.read_text()))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_a_link_leads_somewhere(page: Path) -> None:
    """Every link in the documents leads to a file or heading that exists."""
    closed = []
    for path, anchor in LINK.findall(CODE.sub("", page.read_text())):
        target = page.parent / path if path else page
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            closed.append(f"{path}#{anchor}")
    assert closed == []


@pytest.mark.parametrize(("field", "default"), tuple(fields_of_a_cohort_file()))
def test_a_field_of_the_cohort_file_is_explained(field: str, default: str) -> None:
    """The operators' guide explains every field of the cohort file, and what holds without it."""
    assert (field, default) in [row[:2] for row in rows(OPERATORS)]


@pytest.mark.parametrize(("setting", "default"), tuple(deadlines()))
def test_a_deadline_is_explained(setting: str, default: str) -> None:
    """The operators' guide lists every deadline: what happens by itself, when, and how to change
    it."""
    assert (setting, default) in [row[:2] for row in rows(OPERATORS)]


@pytest.mark.parametrize("kind", ItemKind)
def test_an_item_is_explained(kind: ItemKind) -> None:
    """The operators' guide says for each kind of item why it opens, what to do, and when it
    settles."""
    found = [row for row in rows(OPERATORS) if row[0] == f"`{kind}`"]
    assert [len(row) for row in found] == [4], f"docs/{OPERATORS.name} needs one row about {kind}"
    assert all(found[0])


@pytest.mark.parametrize(
    "word",
    [
        *SearchAttribute,
        *HardRule,
        *Stage,
        *CohortStage,
        *Readiness.model_fields,
        *ASKABLE_END_REASONS,
        *COHORT_END_REASONS,
    ],
)
def test_operators_find_every_word(word: str) -> None:
    """The operators' guide names every word that an operator may use."""
    assert f"`{word}`" in OPERATORS.read_text()


@pytest.mark.parametrize("row", tuple(what_fits_when()), ids=lambda row: row[0])
def test_the_table_of_what_fits_when_is_true(row: tuple[str, ...]) -> None:
    """The table of what fits when, in the integrators' guide, says what the pairing's gate does."""
    assert row in rows(INTEGRATIONS)


@pytest.mark.parametrize("message", tuple(messages()), ids=lambda model: model.__name__)
def test_a_message_is_shown_in_the_temporal_cli(message: type[Message]) -> None:
    """The documents show a Temporal CLI command for every update and every signal."""
    page = OPERATORS if issubclass(message, CohortMessage) else INTEGRATIONS
    target = "cohort" if issubclass(message, CohortMessage) else "pairing"
    command = re.compile(rf"--workflow-id {target}-\S+ --name {message.name} ")
    assert any(command.search(block.code) for block in blocks(page) if block.language == "sh")


@pytest.mark.parametrize("name", ["accept", "book_session", "session_completed", "submit_review"])
@pytest.mark.parametrize("language", ["sh", "python", "http"])
def test_the_main_messages_are_shown_in_three_ways(name: str, language: str) -> None:
    """The documents show the main messages in Python and HTTP, too."""
    codes = [block.code for block in blocks(INTEGRATIONS) if block.language == language]
    shown = {
        "sh": rf"--name {name} ",
        "python": rf'(ask|tell)\("{name}"',
        "http": rf"/(update|signal)/{name}$",
    }[language]
    assert any(re.search(shown, code, re.MULTILINE) for code in codes)


@pytest.mark.parametrize("message", tuple(messages()), ids=lambda model: model.__name__)
def test_every_field_of_a_message_is_named(message: type[Message]) -> None:
    """The integrators' guide names every field of a message, in an example or beside it."""
    page = OPERATORS if issubclass(message, CohortMessage) else INTEGRATIONS
    text = page.read_text()
    missing = [
        name for name in message.model_fields if f"`{name}`" not in text and f'"{name}"' not in text
    ]
    assert missing == []


@pytest.mark.parametrize(
    "word",
    [
        *Role,
        *Channel,
        *Objectives,
        *SessionOutcome,
        *ASKABLE_END_REASONS,
        *CHECK_IN_ANSWERS,
        *(answer for answers in CHECK_IN_ANSWERS.values() for answer in answers),
    ],
)
def test_integrators_find_every_word(word: str) -> None:
    """The integrators' guide lists the words of every closed list."""
    assert f"`{word}`" in INTEGRATIONS.read_text()


SMALLEST = (REPOSITORY / "examples" / "cohort-minimal.json").read_text()


def test_the_smallest_cohort_file_is_enough() -> None:
    """The file that the guide calls the smallest valid one is valid."""
    CohortRequest.model_validate_json(SMALLEST)
    assert SMALLEST.count("\n") <= 12


def test_what_is_added_to_a_cohort_file_is_valid() -> None:
    """The parts of a file that the guide shows fit into the smallest one."""
    shown = [block for block in blocks(OPERATORS) if (block.language, block.remark) == ("json", "")]
    assert shown
    for part in shown:
        CohortRequest.model_validate({**json.loads(SMALLEST), **json.loads(part.code)})
