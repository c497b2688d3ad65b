"""The one catalogue of notices and items: what is said of each kind stands in its entry.

A kind without an entry, or with two, is a `TypeError` at import.
"""

from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator

from domain.engine.confidence import IN_CONFIDENCE
from domain.engine.journal import name_of
from domain.engine.tables import complete
from domain.engine.words import spelled_out
from domain.programme.ids import CohortId
from domain.telling.catalogue import cohort, course, preparation, sessions
from domain.telling.haste import Haste
from domain.telling.kinds import ItemKind, KnownKind, NoticeKind
from domain.telling.specs import DATA_CHANGED, SENT_AGAIN, Because, ItemSpec

NOTICES = complete(
    NoticeKind,
    preparation.NOTICES,
    sessions.NOTICES,
    course.NOTICES,
    cohort.NOTICES,
    verb="describes",
)
ITEMS = complete(
    ItemKind,
    preparation.ITEMS,
    sessions.ITEMS,
    course.ITEMS,
    course.ITEMS_OF_BOTH,
    cohort.ITEMS,
    verb="describes",
)
UNDISCLOSED = ItemSpec(
    task="In confidence: the mail to the owners says what it is about",
    because=Because("Somebody asked for it in confidence"),
    haste=Haste.IN_HOURS,
    in_confidence=True,
)
"""What everybody else may know of an item in confidence."""
PAIRING_NOTICES = (
    *preparation.NOTICES,
    *sessions.NOTICES,
    *course.NOTICES,
    NoticeKind.ITEM_OPENED,
)
"""What a pairing may tell people."""
COHORT_NOTICES = tuple(cohort.NOTICES)
"""What a cohort may tell people."""
PAIRING_ITEMS = (*preparation.ITEMS, *sessions.ITEMS, *course.ITEMS, *course.ITEMS_OF_BOTH)
"""What a pairing may ask its owners for."""
COHORT_ITEMS = (*cohort.ITEMS, *course.ITEMS_OF_BOTH)
"""What a cohort may ask its owners for."""
_OF_PAIRINGS = [NOTICES[kind].body for kind in PAIRING_NOTICES]
_OF_COHORTS = [NOTICES[kind].body for kind in COHORT_NOTICES]
_ITEMS_OF_PAIRINGS = [ITEMS[kind].body for kind in PAIRING_ITEMS]
_ITEMS_OF_COHORTS = [ITEMS[kind].body for kind in COHORT_ITEMS]
PAIRING_BODIES = tuple(
    dict.fromkeys([*_OF_PAIRINGS, *(ITEMS[kind].body for kind in PAIRING_ITEMS)])
)
"""What the letters of a pairing tell."""
COHORT_BODIES = tuple(dict.fromkeys([*_OF_COHORTS, *_ITEMS_OF_COHORTS]))
"""What the letters of a cohort tell."""


def because(kind: NoticeKind | KnownKind, cause: str) -> Because:
    """Why there is a notice or item of this kind, given the event or deadline that caused it."""
    if not isinstance(kind, NoticeKind):
        return spec_of(kind).because
    spec, name = NOTICES[kind], name_of(cause) or cause
    return SENT_AGAIN if name in DATA_CHANGED else spec.after.get(name, spec.because)


def spec_of(kind: KnownKind) -> ItemSpec:
    """What is said of an item, as far as its kind is known."""
    return ITEMS[kind] if isinstance(kind, ItemKind) else UNDISCLOSED


def matter_of(kind: NoticeKind) -> object:
    """What it is about: the same for a request and its reminders, another for everything else."""
    spec = NOTICES[kind]
    return spec.question or spec.answered_with or kind


def haste_of(kind: NoticeKind, item: KnownKind | None) -> Haste:
    """When the mail of a notice goes; that of an item, as the item says."""
    return spec_of(item).haste if item else NOTICES[kind].haste


def command_for(kind: KnownKind, cohort_id: CohortId) -> str | None:
    """The command that helps with an item of this kind, as it is typed; absent if none does."""
    command = spec_of(kind).command
    return command.format(cohort_id=cohort_id) if command else None


def shown(kind: KnownKind) -> KnownKind:
    """The kind as everybody may see it."""
    return IN_CONFIDENCE if spec_of(kind).in_confidence else kind


ShownKind = Annotated[KnownKind, AfterValidator(shown)]
"""A field that never holds a kind in confidence, whatever is put into it."""


def shown_as(kinds: Iterable[KnownKind]) -> tuple[str, ...]:
    """The names under which everybody may see them, each once."""
    return tuple(dict.fromkeys(shown(kind).value for kind in kinds))


def shown_in_words(kinds: Iterable[KnownKind]) -> str:
    """The same names, in one line."""
    return ", ".join(map(spelled_out, shown_as(kinds)))
