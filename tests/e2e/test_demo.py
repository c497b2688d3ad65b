"""The first command that a newcomer runs."""

import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from demo.files import BERLIN
from tests import stage_clock
from tests.integration.processes import REPOSITORY

WEEKS = 8
"""Long enough for an invitation that is never answered, and for the first sessions."""


@pytest.fixture
def own_tmp() -> Iterator[Path]:
    """A temporary folder that all users may enter, since PostgreSQL does not run as root."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        path.chmod(0o755)
        yield path


@pytest.mark.timeout(300)
def test_the_demo_plays_to_its_end_and_leaves_nothing_behind(own_tmp: Path) -> None:
    """Without a terminal the demo ends by itself, with a warning, figures, links, and no process
    left."""
    demo = subprocess.Popen(
        [sys.executable, "-m", "demo", "--weeks", str(WEEKS), "--begin", _soon()],
        cwd=REPOSITORY,
        env={**os.environ, "CI": "true", "TMPDIR": str(own_tmp)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        told, _ = demo.communicate(timeout=280)
    finally:
        if demo.poll() is None:
            os.killpg(demo.pid, signal.SIGKILL)
    assert demo.returncode == 0, told[-3000:]
    warning = (
        r"gRPC at 127\.0\.0\.1:\d+, HTTP at http://127\.0\.0\.1:\d+\.\nWhoever .* can speak for"
    )
    assert re.search(warning, told) is not None, told[:1000]
    figures = re.search(rf"week {WEEKS} of {WEEKS} · (\d+) pairings · (\d+) sessions held", told)
    assert figures is not None, told[-3000:]
    pairings, held = map(int, figures.groups())
    assert pairings >= 12
    assert held >= 8
    assert f"Sessions: {held} held" in told, "the read tables disagree with the pairings"
    assert "invitation withdrawn" in told, "nobody declined"
    assert "$ temporal workflow start --type Cohort" in told
    assert "savedQuery=Needs%20somebody" in told
    assert not _processes_with(str(own_tmp))
    assert not list(own_tmp.iterdir())


def _soon() -> str:
    """In a moment on the stage, as the demo takes it."""
    soon = stage_clock.now().astimezone(BERLIN) + timedelta(minutes=1)
    return f"{soon:%Y-%m-%dT%H:%M}"


def _processes_with(text: str) -> list[str]:
    """Command lines of running processes that name something."""
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    return [line for line in listed.stdout.splitlines() if text in line]
