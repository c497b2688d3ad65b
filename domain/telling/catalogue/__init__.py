"""The one catalogue of notices and items: what is said of each kind stands in its entry.

A kind without an entry, or with two, is a `TypeError` at import.
"""

from collections.abc import Iterable

from domain.engine.journal import name_of
from domain.engine.tables import complete
from domain.engine.words import spelled_out
from domain.telling.bodies import Body, ToPair
from domain.telling.catalogue import cohort, course, preparation, sessions
from domain.telling.kinds import ItemKind, NoticeKind
from domain.telling.notices import Notice
from domain.telling.specs import Because

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
PAIRING_ITEMS = (*preparation.ITEMS, *sessions.ITEMS, *course.ITEMS, *course.ITEMS_OF_BOTH)
"""What a pairing may ask its owners for."""
COHORT_ITEMS = (*cohort.ITEMS, *course.ITEMS_OF_BOTH)
"""What a cohort may ask its owners for."""
_FOR_PAIRS = [spec.body for spec in NOTICES.values() if issubclass(spec.body, ToPair)]
_FOR_OTHERS = [spec.body for spec in NOTICES.values() if not issubclass(spec.body, ToPair)]
PAIRING_BODIES = tuple(dict.fromkeys([*_FOR_PAIRS, *(ITEMS[kind].body for kind in PAIRING_ITEMS)]))
"""What the letters of a pairing tell."""
COHORT_BODIES = tuple(dict.fromkeys([*_FOR_OTHERS, *(ITEMS[kind].body for kind in COHORT_ITEMS)]))
"""What the letters of a cohort tell."""


def because(kind: NoticeKind | ItemKind, cause: str) -> Because:
    """Why there is a notice or item of this kind, given the event or deadline that caused it."""
    if isinstance(kind, ItemKind):
        return ITEMS[kind].because
    spec = NOTICES[kind]
    return spec.after.get(name_of(cause) or cause, spec.because)


def body_of(notice: Notice) -> type[Body]:
    """What the letter of a notice tells; items have their own."""
    return ITEMS[notice.item].body if notice.item else NOTICES[notice.kind].body


def shown_as(kinds: Iterable[ItemKind]) -> tuple[str, ...]:
    """The names under which everyone with access to the Temporal UI may see them, each once."""
    names = ("in_confidence" if ITEMS[kind].in_confidence else kind.value for kind in kinds)
    return tuple(dict.fromkeys(names))


def shown_in_words(kinds: Iterable[ItemKind]) -> str:
    """The same names, in one line."""
    return ", ".join(map(spelled_out, shown_as(kinds)))
