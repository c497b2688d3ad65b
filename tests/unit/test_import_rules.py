"""The boundaries of the house hold, and the guards that watch them bite."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
RUFF = (sys.executable, "-m", "ruff", "check")
REMEDIES = (": take ", ": use ", ": hand ", ": derive ", " belongs in ")
ALLOWED_IN_DOMAIN = {*sys.stdlib_module_names, "domain", "pydantic"}


def _imported(source: Path) -> set[str]:
    """Top-level names of everything that a file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text())):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0])
    return names


def test_domain_needs_only_the_standard_library_and_pydantic() -> None:
    """The rules can be read, tested and replayed without any other library."""
    foreign = {
        f"{source.relative_to(REPOSITORY)} imports {name}"
        for source in (REPOSITORY / "domain").rglob("*.py")
        for name in _imported(source) - ALLOWED_IN_DOMAIN
    }
    assert not foreign


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
    answer = subprocess.run(
        [*RUFF, "--select=TID251", "--no-cache", f"--stdin-filename={folder}/example.py", "-"],
        input=code,
        capture_output=True,
        text=True,
        cwd=REPOSITORY,
        check=False,
    )
    assert answer.returncode == 1
    assert "TID251" in answer.stdout
    assert any(remedy in answer.stdout for remedy in REMEDIES)
