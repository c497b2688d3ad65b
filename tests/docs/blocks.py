"""Code blocks and links of the documents."""

import re
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)#\s]+)(#[^)]*)?\)")


@dataclass(frozen=True)
class Block:
    """A fenced block."""

    document: str
    number: int
    language: str
    code: str

    def __str__(self) -> str:
        return f"{self.document}-{self.number}"


def blocks(document: str, *languages: str) -> list[Block]:
    """The blocks of a document in some languages, in their order."""
    text = (REPOSITORY / document).read_text()
    return [
        Block(document, number, match[1], match[2])
        for number, match in enumerate(_BLOCK.finditer(text), start=1)
        if match[1] in languages
    ]


def links(document: Path) -> list[str]:
    """Relative links of a document."""
    found = [match[1] for match in _LINK.finditer(document.read_text())]
    return [link for link in found if "://" not in link]
