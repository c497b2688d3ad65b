"""How our processes end."""

import subprocess
import sys

import pytest

PROGRAM = """
import atexit, sys
from adapters.temporal.ending import run_and_leave
atexit.register(lambda: print("farewell"))
def program():
    print("done")
    {end}
run_and_leave(program)
"""


@pytest.mark.parametrize(
    ("end", "code"), [("", 0), ("return 3", 3), ("sys.exit(2)", 2), ("sys.exit()", 0)]
)
def test_process_ends_with_its_code_and_without_farewell(end: str, code: int) -> None:
    """A process writes all output and ends with its exit code, without Python's own shutdown."""
    answer = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(end=end)], capture_output=True, text=True, check=False
    )
    assert (answer.returncode, answer.stdout, answer.stderr) == (code, "done\n", "")
