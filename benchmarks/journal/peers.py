"""Who takes part: ourselves, the physical limit, and the peers that are installed."""

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.journal.contenders.base import Contender
from benchmarks.journal.contenders.eyelevel import Eyelevel
from benchmarks.journal.contenders.message_db import MessageDb
from benchmarks.journal.contenders.raw import Manner, Raw

FOLDER = Path(__file__).parents[2] / ".var" / "bench"
"""Where `make bench` puts the peers, away from the application's own packages."""
_MESSAGE_DB = FOLDER / "message-db"

OURS = Eyelevel()
BARE = Eyelevel(read_tables=False)
LIMIT = Raw(Manner.TOGETHER)
LIMIT_EACH = Raw(Manner.EACH)
SINGLE = Raw(Manner.SINGLE)


def peers() -> list[Contender[Any]]:
    """Other event stores, as far as they are here."""
    if str(FOLDER) not in sys.path:
        sys.path.append(str(FOLDER))
    found: list[Contender[Any]] = []
    if find_spec("eventsourcing") and find_spec("psycopg"):
        from benchmarks.journal.contenders.pyeventsourcing import Pyeventsourcing

        found += [Pyeventsourcing(functions) for functions in (False, True)]
    if _MESSAGE_DB.is_dir():
        found.append(MessageDb(_MESSAGE_DB))
    return found


def missing() -> list[str]:
    """What is not here, and how to get it."""
    names = [peer.name for peer in peers()]
    return [
        f"{name} is not installed and is left out; `make bench` installs it into .var/bench"
        for name in ("pyeventsourcing", "message-db")
        if not any(known.startswith(name) for known in names)
    ]


def everybody() -> list[Contender[Any]]:
    """All who append any number of events."""
    return [OURS, BARE, *peers(), LIMIT_EACH, LIMIT]


def called(name: str) -> Contender[Any]:
    """The contender of this name."""
    return next(person for person in everybody() if person.name == name)
