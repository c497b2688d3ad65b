"""The stage of workflow tests, and for how long lives are lived on it."""

from pathlib import Path

import pytest

from tests.workflow.conftest import empty_stage, stage

__all__ = ["empty_stage", "stage"]


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Only who asks for years lives through them: they take minutes."""
    return True if collection_path.suffix == ".py" and not config.getoption("years") else None


@pytest.fixture
def years(request: pytest.FixtureRequest) -> int:
    """How many were asked for."""
    asked_for: int = request.config.getoption("years")
    return asked_for
