"""The demo's own folder: fresh at every start, and of one demo alone."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from demo.terminal import DemoFailed

PLACE = Path(".var")
"""Below the folder in which `make demo` runs."""


@contextmanager
def own_folder(place: Path = PLACE) -> Iterator[Path]:
    """An empty folder: ``demo``, or ``demo-2`` and so on while others are in use.

    It stays when the block ends, so that mails and logs can be looked at; the next start empties
    it. Raises `DemoFailed` where nothing can be written.
    """
    try:
        lock, folder = _taken(place)
    except OSError as error:
        raise DemoFailed(
            f"{place.resolve()} cannot be written ({error.strerror}): "
            "run the demo in a checkout of your own"
        ) from None
    with lock:
        yield folder


def _taken(place: Path) -> tuple[IO[str], Path]:
    """The first folder that no other demo holds, emptied, and the lock on it."""
    place.mkdir(exist_ok=True)
    number = 1
    while True:
        folder = place / ("demo" if number == 1 else f"demo-{number}")
        lock = folder.with_suffix(".lock").open("w")
        if _lock(lock):
            if folder.exists():
                shutil.rmtree(folder)
            folder.mkdir()
            return lock, folder
        lock.close()
        number += 1


def _lock(file: IO[str]) -> bool:
    """Whether the lock is ours now; it is released when its holder ends, in any way."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
