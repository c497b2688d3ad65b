"""What was told in confidence, looked up for the one letter that must say it."""

from activities.ports import Journal
from domain.cohort.events import CohortItemOpened
from domain.engine.confidence import IN_CONFIDENCE
from domain.engine.journal import name_of
from domain.engine.wire import from_record
from domain.pairing.events.messages import ItemOpened
from domain.telling.bodies import AboutItem
from domain.telling.kinds import ItemKind
from domain.telling.letters import Letter

_OPENED = (ItemOpened, CohortItemOpened)
_NAMES = {name_of(event.tag) for event in _OPENED}


async def confided(letter: Letter, journal: Journal) -> ItemKind | None:
    """What the item of a letter is about, if the letter says only that it is in confidence.

    None for every other letter, and if it was erased.
    """
    if not isinstance(letter.body, AboutItem) or letter.body.item.kind is not IN_CONFIDENCE:
        return None
    for stored in await journal.read(letter.stream):
        if stored.record.name in _NAMES:
            item = from_record(stored.record, _OPENED).item
            if item.id == letter.body.item.id and isinstance(item.kind, ItemKind):
                return item.kind
    return None
