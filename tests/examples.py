"""The cohort file of `examples/`, as an operator would write it on the day of the tests."""

import json
from pathlib import Path
from typing import Any

from demo.files import begin_on
from tests import stage_clock

COHORT = Path(__file__).parents[1] / "examples" / "cohort.json"


def cohort_request() -> dict[str, Any]:
    """What the file says, with a term that begins today: otherwise it would be over some day."""
    request: dict[str, Any] = json.loads(COHORT.read_text(encoding="utf-8"))
    begin_on(stage_clock.today(), request)
    return request


def write_cohort(file: Path, request: dict[str, Any]) -> Path:
    """Write a cohort file; where it lies."""
    file.write_text(json.dumps(request | {"mail_hours": None}), encoding="utf-8")
    return file
