"""The measure with which documents are measured."""

import pytest

from tests.docs.answers import fits
from tests.docs.blocks import Block


@pytest.mark.parametrize(
    ("language", "shown", "said", "same"),
    [
        ("json", '{"a": 1}', '{"a": 1, "b": 2}', True),
        ("json", '{"a": 1}', '{"a": 2}', False),
        ("json", '{"a": 1}', '{"b": 1}', False),
        ("json", '{"at": "…"}', '{"at": {"b": []}}', True),
        ("json", '["wanted …", "…"]', '["wanted this", "and", "that"]', True),
        ("json", '["wanted …"]', '["wanted this", "and", "that"]', False),
        ("json", '["wanted …"]', '["known"]', False),
        ("text", "acting: … may not", "Error: acting: mentor\n may not do this", True),
        ("text", "acting: … may not", "Error: acting: mentor", False),
    ],
)
def test_an_answer_fits_what_was_said(language: str, shown: str, said: str, same: bool) -> None:
    """An answer fits if it holds all that the document shows; what is left out may be anything."""
    assert fits(Block("page", 1, language, "answer", shown), said) is same
