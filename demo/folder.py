"""The demo's own folder: fresh at every start, and of one demo alone."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import IO

PLACE = Path(".var")
"""Below the folder in which `make demo` runs."""


@contextmanager
def own_folder(place: Path = PLACE) -> Iterator[Path]:
    """An empty folder: ``demo``, or ``demo-2`` and so on while others are in use.

    It stays when the block ends, so that mails and logs can be looked at; the next start empties
    it.
    """
    place.mkdir(exist_ok=True)
    for number in count(1):
        name = "demo" if number == 1 else f"demo-{number}"
        with (place / f"{name}.lock").open("w") as lock:
            if _is_taken(lock):
                continue
            folder = place / name
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            yield folder
            return


def _is_taken(lock: IO[str]) -> bool:
    """Somebody else holds the lock; it is let go when its holder ends, in whatever way."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False
