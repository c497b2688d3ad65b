"""The documents as their readers see them: fenced blocks in order, and what is said between them.

The first word after the fence is the language. The second, if any, says what a block is about:

- ``sh fails``: the command must be refused;
- ``json answer``, ``text answer``: what the block before has answered; ``…`` stands for anything;
- ``json examples/….json``, ``python ….py``: the file whose content the block shows.

A comment such as ``<!-- test: 8 days pass for pairing-spring-002 -->`` says what happens before
the next block, where the text tells so without a command.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
PAGES = (
    *(REPOSITORY / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted((REPOSITORY / "docs").rglob("*.md")),
)
RUN = ("sh", "python", "http")
_PART = re.compile(
    r"^```(?P<info>[^\n`]+)\n(?P<code>.*?)^```$|^<!-- test: (?P<order>[^\n]+?) -->$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Block:
    """A fenced block."""

    document: str
    line: int
    language: str
    remark: str
    code: str

    def __str__(self) -> str:
        return f"{self.document}:{self.line}"


@dataclass(frozen=True)
class Trial:
    """A block to run, what has happened before, and what the document says of the answer."""

    block: Block
    orders: tuple[str, ...] = ()
    answer: Block | None = None


def parts(page: Path) -> Iterator[Block | str]:
    """Blocks, and orders to the test, as they follow each other."""
    text = page.read_text()
    for found in _PART.finditer(text):
        if found["order"]:
            yield found["order"]
            continue
        language, _, remark = found["info"].strip().partition(" ")
        line = text.count("\n", 0, found.start()) + 1
        yield Block(
            str(page.relative_to(REPOSITORY)), line, language, remark.strip(), found["code"]
        )


def blocks(page: Path) -> list[Block]:
    """All blocks of a page."""
    return [part for part in parts(page) if isinstance(part, Block)]


def trials(page: Path) -> list[Trial]:
    """All blocks of a page that its reader can run."""
    found: list[Trial] = []
    orders: list[str] = []
    for part in parts(page):
        if isinstance(part, str):
            orders.append(part)
        elif part.language in RUN:
            found.append(Trial(part, tuple(orders)))
            orders = []
        elif part.remark == "answer":
            found[-1] = Trial(found[-1].block, found[-1].orders, part)
    return found


def section(page: str, heading: str) -> str:
    """What a page of docs/ says under a heading of the second level."""
    text = (REPOSITORY / "docs" / page).read_text()
    parts = text.split(f"\n## {heading}\n")
    assert len(parts) == 2, f"docs/{page} has no section {heading}"
    words, _, _ = parts[1].partition("\n## ")
    return f"## {heading}\n{words}".rstrip()
