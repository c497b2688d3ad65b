"""The boundaries of the house hold, and the guards that watch them bite."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from adapters.temporal.plugin import PASSED_THROUGH

REPOSITORY = Path(__file__).parents[2]
RUFF = (sys.executable, "-m", "ruff", "check")
REMEDIES = (": take ", ": use ", ": hand ", ": derive ", " belongs in ")
OURS = {"activities", "adapters", "cli", "demo", "domain", "settings", "worker", "workflows"}
PROGRAMS = {"cli", "demo", "worker"}
ALLOWED_IN_DOMAIN = {*sys.stdlib_module_names, "domain", "pydantic"}
ALLOWED_IN_WORKFLOWS = {*sys.stdlib_module_names, "temporalio", "workflows", *PASSED_THROUGH}


def _imported(source: Path) -> set[str]:
    """Top-level names of everything that a file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text())):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0])
    return names


@pytest.mark.parametrize(
    ("folder", "allowed"), [("domain", ALLOWED_IN_DOMAIN), ("workflows", ALLOWED_IN_WORKFLOWS)]
)
def test_rules_and_workflows_import_only_what_is_allowed(folder: str, allowed: set[str]) -> None:
    """`domain` needs no library but pydantic, workflows nothing that the sandbox imports anew."""
    foreign = {
        f"{source.relative_to(REPOSITORY)} imports {name}"
        for source in (REPOSITORY / folder).rglob("*.py")
        for name in _imported(source) - allowed
    }
    assert not foreign


def test_settings_stand_on_the_rules_alone() -> None:
    """`settings` imports nothing of ours but `domain`, so that adapters may import `settings`."""
    assert _imported(REPOSITORY / "settings.py") & OURS == {"domain"}


def test_settings_load_nothing_that_a_program_might_not_need() -> None:
    """Importing `settings` loads no client, template engine or address checker."""
    code = "import sys, settings; print(*{name.partition('.')[0] for name in sys.modules})"
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    loaded = set(answer.stdout.split())
    assert loaded & OURS == {"domain", "settings"}
    assert not loaded & {"asyncpg", "babel", "email_validator", "jinja2", "temporalio"}


def test_only_programs_read_the_settings() -> None:
    """Only programs read the settings; everything else is handed its part of them."""
    readers = {
        str(source.relative_to(REPOSITORY))
        for folder in OURS - PROGRAMS
        for source in (REPOSITORY / folder).rglob("*.py")
        if re.search(r"Settings\.load\(", source.read_text())
    }
    assert not readers


@pytest.mark.parametrize("folder", ["domain", "workflows"])
@pytest.mark.parametrize(
    "code",
    [
        "from datetime import datetime, UTC\nNOW = datetime.now(UTC)\n",
        "from datetime import datetime\nNOW = datetime.utcnow()\n",
        "from uuid import uuid4\nID = uuid4()\n",
        "import random\n",
        "import time\n",
        "import os\nHOME = os.environ\n",
        "import asyncio\nWAIT = asyncio.wait\n",
    ],
)
def test_clocks_and_chance_are_refused_with_a_remedy(folder: str, code: str) -> None:
    """Ruff refuses in rules and workflows whatever would differ on replay."""
    answer = _ruff(folder, code)
    assert "TID251" in answer
    assert any(remedy in answer for remedy in REMEDIES)


@pytest.mark.parametrize(
    "code",
    [
        "from datetime import datetime, UTC\nNOW = datetime.now(UTC)\n",
        "from datetime import date\nTODAY = date.today()\n",
        "import time\nNOW = time.time()\n",
    ],
)
def test_tests_read_no_clock_but_the_stage_s(code: str) -> None:
    """Ruff refuses in tests whatever depends on the day they run on, and names another clock."""
    assert "use stage_clock." in _ruff("tests", code)


def test_there_is_one_way_of_importing_in_workflows() -> None:
    """Ruff refuses the sandbox's own way of sharing a module: the plugin names all of them."""
    code = "from temporalio import workflow\nSHARED = workflow.unsafe.imports_passed_through\n"
    assert "use a plain import" in _ruff("workflows", code)


def test_rules_are_not_registered_by_import() -> None:
    """Ruff refuses `singledispatch` in the rules, and names the tables that stand in its place."""
    code = "from functools import singledispatch\nRULES = singledispatch\n"
    assert "use a table, domain.engine.tables" in _ruff("domain", code)


def _ruff(folder: str, code: str) -> str:
    """What ruff answers to a file in this folder; it must refuse it."""
    answer = subprocess.run(
        [*RUFF, "--select=TID251", "--no-cache", f"--stdin-filename={folder}/example.py", "-"],
        input=code,
        capture_output=True,
        text=True,
        cwd=REPOSITORY,
        check=False,
    )
    assert answer.returncode == 1
    return answer.stdout
