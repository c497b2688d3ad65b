"""Headers of mails, written by us: what a name or title says can never become a header.

Python's own folding differs from release to release, decodes what looks like an encoded word, and
quotes long names wrongly. So every value is encoded here, once, and goes out as it is.
"""

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any

from domain.telling.letters import LetterIncomplete

_WIDTH = 76
"""Characters of a line, as far as spaces allow (RFC 5322 recommends 78, RFC 2047 demands 76)."""
_LONGEST_LINE = 998
"""Bytes of a line that any mail server takes (RFC 5322)."""
_BYTES_OF_A_WORD = 39
"""As base64, with what stands around it, 64 characters: a header's name fits before them."""
_NO_SPECIALS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
"""A display name of these needs no quotation marks (RFC 5322, atoms)."""
_PLAIN = re.compile(r"[ -~]+")
_NAME = re.compile(rb"^([!-9;-~]+):")


class AsWritten(str):
    """The finished value of a header, folded and encoded."""

    __slots__ = ()


class OwnHeaders(EmailPolicy):
    """Stores and writes values that are `AsWritten` untouched, and all others as Python does."""

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        """Nothing is read out of a finished value."""
        if isinstance(value, AsWritten):
            return name, value
        return super().header_store_parse(name, value)

    def header_fetch_parse(self, name: str, value: Any) -> Any:
        """A finished value as it is."""
        if isinstance(value, AsWritten):
            return value
        return super().header_fetch_parse(name, value)

    def fold(self, name: str, value: Any) -> str:
        """The lines of a header, with their ends."""
        if isinstance(value, AsWritten):
            return f"{name}: {value}{self.linesep}"
        folded: str = super().fold(name, value)
        return folded

    def fold_binary(self, name: str, value: Any) -> bytes:
        """The same as bytes."""
        if isinstance(value, AsWritten):
            return self.fold(name, value).encode()
        return super().fold_binary(name, value)


def text(name: str, value: str) -> AsWritten:
    """A header of free text, such as a subject."""
    words = value.split(" ") if _is_plain(value) else [*_encoded_words(value)]
    return AsWritten(_folded(words, len(name) + 2))


def mailbox(name: str, display: str, address: str) -> AsWritten:
    """A header with one mailbox: a display name, if there is one, and an address."""
    words = [*_phrase(display), f"<{address}>"] if display else [address]
    return AsWritten(_folded(words, len(name) + 2))


def _phrase(display: str) -> Iterable[str]:
    if not _is_plain(display):
        return _encoded_words(display)
    if _NO_SPECIALS.fullmatch(display):
        return display.split(" ")
    quoted = '"' + re.sub(r'(["\\])', r"\\\1", display) + '"'
    # A line cannot end within the quotation marks for every reader, so that a long name is encoded.
    return [quoted] if len(quoted) < _WIDTH // 2 else _encoded_words(display)


def _is_plain(value: str) -> bool:
    """Whether it can be read as it is; “=?” would begin an encoded word (RFC 2047)."""
    has_odd_spaces = "  " in value or value != value.strip()
    return _PLAIN.fullmatch(value) is not None and "=?" not in value and not has_odd_spaces


def _encoded_words(value: str) -> Iterator[str]:
    """All of it in encoded words: the spaces between two of them do not count (RFC 2047)."""
    chunk = b""
    for character in value:
        encoded = character.encode("utf-8", "replace")
        if len(chunk) + len(encoded) > _BYTES_OF_A_WORD:
            yield _encoded_word(chunk)
            chunk = b""
        chunk += encoded
    yield _encoded_word(chunk)


def _encoded_word(chunk: bytes) -> str:
    return f"=?utf-8?b?{b64encode(chunk).decode()}?="


def _folded(words: Iterable[str], used: int) -> str:
    lines = [""]
    for number, word in enumerate(words):
        if number and used + 1 + len(word) > _WIDTH:
            lines.append(word)
            used = 1 + len(word)
        else:
            lines[-1] += f" {word}" if number else word
            used += len(word) + 1
    return "\r\n ".join(lines)


def check(content: bytes, meant: EmailMessage) -> None:
    """Look at what leaves: exactly the headers that were meant, each once.

    Raises `LetterIncomplete`, so that the mail is given up and its owners hear of it.
    """
    head = content.partition(b"\r\n\r\n")[0]
    lines = head.split(b"\r\n")
    names = [found[1].decode() for line in lines if (found := _NAME.match(line))]
    continued = sum(line.startswith((b" ", b"\t")) for line in lines)
    is_sound = (
        Counter(names) == Counter(meant.keys())
        and len(set(map(str.lower, names))) == len(names)
        and len(names) + continued == len(lines)
        and all(len(line) <= _LONGEST_LINE for line in lines)
        and not re.search(rb"[\x00\r\n]", b"".join(lines))
    )
    if not is_sound:
        raise LetterIncomplete("the mail would not have the headers that were meant")
