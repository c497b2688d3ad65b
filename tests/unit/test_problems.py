"""What is said of a bad input: every mistake, its place and its remedy, and never the input."""

from collections.abc import Mapping

import pytest
from pydantic import BaseModel, ValidationError

from domain.engine.errors import problems_of
from domain.pairing.commands import SubmitExpectations
from domain.programme.request import CohortRequest

BAD_REQUEST = {
    "title": "",
    "rooster": "secret",
    "term": {"kind": "sometimes"},
    "topics": [],
    "sessions": {"count": 0},
    "readiness": {},
    "owners": {"lead": "se@cret"},
}
BAD_ANSWER = {
    "message_id": "form-1",
    "acting": "secret",
    "pairing_id": "spring-001",
    "goals": ["Secret"],
    "topics": ["ai-tools"],
    "channel": "video",
    "cadence_days": 999,
    "notice_hours": "secret",
}


def _told(model: type[BaseModel], content: Mapping[str, object]) -> set[str]:
    with pytest.raises(ValidationError) as found:
        model.model_validate(content)
    return {str(problem) for problem in problems_of(found.value)}


def test_every_mistake_of_a_file_is_told_with_its_remedy() -> None:
    """All mistakes of a file are told at once, each with its place and what is allowed."""
    assert _told(CohortRequest, BAD_REQUEST) >= {
        "title: is too short (allowed: a length of at least 1)",
        "rooster: unknown field",
        "roster: is missing",
        "term: is none of the allowed words (allowed: 'fixed', 'ongoing')",
        "topics: is too short (allowed: a length of at least 1)",
        "sessions.count: is too small (allowed: at least 1)",
    }


def test_a_term_without_a_kind_is_told_in_plain_words() -> None:
    """A term without a kind is refused in plain words."""
    assert "term: does not say of which kind it is" in _told(CohortRequest, {"term": {}})


def test_no_problem_repeats_what_was_handed_in() -> None:
    """No problem repeats the value that was handed in."""
    told = _told(CohortRequest, BAD_REQUEST) | _told(SubmitExpectations, BAD_ANSWER)
    assert not [problem for problem in told if "secret" in problem.lower() or "@" in problem]


@pytest.mark.parametrize("name", ["anna.schmidt", "Anna", "anna@example.com", "a" * 41, "anna b"])
def test_a_field_that_may_be_a_name_is_not_repeated(name: str) -> None:
    """An unknown field is named if it might be a misspelt one of ours, and else not."""
    assert {"…: unknown field", "rooster: unknown field"} <= _told(
        CohortRequest, {name: 1, "rooster": 2}
    )
