"""What a story has done, so that it can be done again."""

from datetime import datetime
from typing import NamedTuple

from domain.engine.base import Frozen
from domain.engine.journal import EventRecord


class Deed(NamedTuple):
    """A command that was not refused, and what came of it."""

    command: Frozen
    at: datetime
    records: tuple[EventRecord, ...]
