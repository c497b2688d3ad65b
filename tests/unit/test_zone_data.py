"""Zones are read from the locked package, on whatever system."""

import ast
import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.house.repository import REPOSITORY

VERSION = re.compile(r"^tzdata==(\d{4})\.(\d+) ", re.MULTILINE)

TELL_THE_HOUR = """
from adapters.zone_data import use_locked_zones
from zoneinfo import ZoneInfo
from datetime import datetime
ZoneInfo("Europe/Berlin")
use_locked_zones()
print(datetime(2027, 7, 1, tzinfo=ZoneInfo("Europe/Berlin")).utcoffset())
"""


def test_the_zones_are_those_of_the_lock() -> None:
    """The data in use is that of the version that the lock of production pins."""
    found = VERSION.search((REPOSITORY / "requirements.lock").read_text(encoding="utf-8"))
    assert found is not None
    letter = "abcdefghijkl"[int(found[2]) - 1]
    in_use = resources.files("tzdata") / "__init__.py"
    assert f'IANA_VERSION = "{found[1]}{letter}"' in in_use.read_text(encoding="utf-8")
    # British Columbia gave up changing its clocks in 2026; older data still does.
    winter = datetime(2027, 1, 15, 17, tzinfo=UTC).astimezone(ZoneInfo("America/Vancouver"))
    assert winter.utcoffset() == timedelta(hours=-7)


def test_a_system_that_is_behind_decides_nothing(tmp_path: Path) -> None:
    """Zone files in the folders of the system, however wrong, are not read; nor are those kept that
    were read before."""
    folder = tmp_path / "Europe"
    folder.mkdir()
    elsewhere = resources.files("tzdata.zoneinfo.Asia") / "Tokyo"
    (folder / "Berlin").write_bytes(elsewhere.read_bytes())
    told = subprocess.run(
        [sys.executable, "-c", TELL_THE_HOUR],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONTZPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert told.stdout.strip() == "2:00:00"


@pytest.mark.parametrize("program", ["worker.py", "cli/main.py", "demo/__main__.py"])
def test_each_program_chooses_the_zones_first(program: str) -> None:
    """Worker, command line and demo choose the zone data before they do anything else."""
    tree = ast.parse((REPOSITORY / program).read_text(encoding="utf-8"))
    bodies = [
        node.body
        for node in tree.body
        if (isinstance(node, ast.FunctionDef) and node.name == "main") or isinstance(node, ast.If)
    ]
    first = next(ast.unparse(line) for body in bodies for line in body if _is_a_call(line))
    assert first == "use_locked_zones()"


def _is_a_call(line: ast.stmt) -> bool:
    return not (isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant))
