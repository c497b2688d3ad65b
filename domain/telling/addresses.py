"""Web addresses that an installation is told, and that its mails lead to."""

from string import Formatter
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator

ANSWER_FIELDS = ("pairing_id", "kind", "side", "session_id", "notice_id")
"""What an answer link may name, in braces. What a letter does not have is left empty."""


def _web_address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise ValueError("must be a web address that begins with https:// or http://")
    if any(character in "<>\"'\\" or character.isspace() for character in url):
        raise ValueError("must be free of spaces, quotes, angle brackets and backslashes")
    return url.rstrip("/")


def _answer_template(url: str) -> str:
    allowed = ", ".join(f"{{{name}}}" for name in ANSWER_FIELDS)
    try:
        fields = [(name, spec, how) for _, name, spec, how in Formatter().parse(url)]
    except ValueError:
        raise ValueError(f"must have its braces in pairs; allowed are {allowed}") from None
    for name, spec, how in fields:
        if name is not None and (name not in ANSWER_FIELDS or spec or how):
            raise ValueError(f"may name nothing in braces but {allowed}")
    return _web_address(url)


WebAddress = Annotated[str, AfterValidator(_web_address)]
AnswerUrl = Annotated[str, AfterValidator(_answer_template)]
