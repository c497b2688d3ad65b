"""Queries about cohorts and their pairings: typed rows from the read tables."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from activities.ports import Progress
from adapters.postgres.pool import repeatable
from domain.cohort.progress import Considered, PairingOfPeople, PairingProgress, WatchedPairing
from domain.cohort.reaching import Reach
from domain.engine.base import Frozen, Instant, OpaqueId
from domain.engine.errors import problems_of
from domain.engine.journal import Unreadable
from domain.matching import PairOfRoster
from domain.pairing.vocabulary import Stage
from domain.programme.ids import CohortId, PairingId, PersonId, SessionId, pairing_workflow_id
from domain.programme.people import Side
from domain.programme.request import OwnerRole
from domain.telling.catalogue import ShownKind
from domain.telling.kinds import NoticeKind

if TYPE_CHECKING:
    import asyncpg

    from adapters.postgres.pool import Pool

AnyRow = TypeVar("AnyRow", bound=Frozen)

_FOLDER = Path(__file__).parent / "queries"


def _query(name: str) -> str:
    return (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")


_PAIRINGS = _query("pairings_of_cohort")
_PAIRS = _query("pairs_of_roster")
_STAGES = _query("stages_of_cohort")
_OPEN_ITEMS = _query("open_items")
_NOTICES = _query("notices_by_kind")
_SESSIONS = _query("sessions_of_cohort")
_WEEKS = _query("weeks_of_cohort")
_WATCHED = _query("watched_pairings")
_PAIRINGS_OF_PEOPLE = _query("pairings_of_people")
_COHORTS_OF_PEOPLE = _query("cohorts_of_people")
_EVERY_PAIRING_OF_PERSON = _query("every_pairing_of_person")


class StageFigures(Frozen):
    """Number of a cohort's pairings in one stage."""

    stage: Stage
    pairings: int
    paused: int
    open_items: int


class OpenItem(Frozen):
    """An open item of a cohort or one of its pairings."""

    cohort_id: CohortId
    pairing_id: PairingId | None
    """Absent for an item about the cohort itself."""
    item_id: OpaqueId
    kind: ShownKind
    owner: OwnerRole
    side: Side | None
    session_id: SessionId | None
    opened_at: Instant
    due_on: date
    acknowledged: bool
    snoozed_until: date | None
    """The day until which it was put off last."""


class NoticeCount(Frozen):
    """Notices of one kind; the rest of those issued is on its way, or was taken back."""

    kind: NoticeKind
    issued: int
    delivered: int
    undeliverable: int


class SessionCount(Frozen):
    """Sessions of a cohort."""

    pairings: int
    """Number of pairings in the figures."""
    planned: int
    held: int
    missed: int


class Week(Frozen):
    """What went on in a cohort within one week. Numbers of things that happened, not of people."""

    week: date
    """The Monday, in UTC."""
    bookings: int
    cancellations: int
    late_cancellations: int
    reflections: int
    learned: int
    """Sum of the ratings (1 to 5) of the reflections."""
    mails: int
    items_opened: int
    items_settled: int


class Views(Progress):
    """Read queries. Each sees everything that was appended before it was asked, except `weeks`."""

    def __init__(self, pool: "Pool") -> None:
        self._pool = pool

    async def pairings(self, cohort_id: str) -> Sequence[PairingProgress | Unreadable]:
        """The state of every pairing of a cohort, by id; a row that makes no sense spoils no
        other."""
        records = await self._records(_PAIRINGS, cohort_id)
        return [_readable(PairingProgress, record) for record in records]

    async def watched(self) -> Sequence[WatchedPairing | Unreadable]:
        """The pairings that should run, of all cohorts that are not closed, by id."""
        records = await self._records(_WATCHED)
        return [_readable(WatchedPairing, record) for record in records]

    async def pairs(self, roster: str) -> list[PairOfRoster]:
        """Who is, or was, in a pairing in some cohort of a roster, or was rejected as a pair."""
        return await self._rows(PairOfRoster, _PAIRS, roster)

    async def stages(self, cohort_id: str) -> list[StageFigures]:
        """The pairings of a cohort by stage; annulled ones do not count."""
        return await self._rows(StageFigures, _STAGES, cohort_id)

    async def open_items(self, cohort_id: str | None = None) -> list[OpenItem]:
        """Open items of a cohort and its pairings, or of all cohorts; the oldest first."""
        return await self._rows(OpenItem, _OPEN_ITEMS, cohort_id)

    async def notices(self, cohort_id: str) -> list[NoticeCount]:
        """What the people of a cohort were told, by kind."""
        return await self._rows(NoticeCount, _NOTICES, cohort_id)

    async def sessions(self, cohort_id: str) -> SessionCount:
        """How many sessions were planned, held and missed; annulled pairings do not count."""
        (row,) = await self._rows(SessionCount, _SESSIONS, cohort_id)
        return row

    async def pairings_of(self, roster: str, people: Sequence[PersonId]) -> list[PairingOfPeople]:
        """The pairings of these people of a roster to which something can still happen, by id."""
        records = await repeatable(
            self._pool, lambda db: db.fetch(_PAIRINGS_OF_PEOPLE, roster, list(people))
        )
        return [PairingOfPeople.model_validate(dict(record)) for record in records]

    async def reach(self, roster: str, people: Sequence[PersonId]) -> Reach:
        """The pairings of these people, as `pairings_of` has them, and the cohorts of the roster,
        if not closed, that have considered them; by id."""
        records = await repeatable(
            self._pool, lambda db: db.fetch(_COHORTS_OF_PEOPLE, roster, list(people))
        )
        considered = [Considered.model_validate(dict(record)) for record in records]
        return Reach(await self.pairings_of(roster, people), considered)

    async def every_pairing_of(self, roster: str, person: PersonId) -> list[PairingId]:
        """The pairings that a person of a roster is or was in, the earliest first."""
        records = await self._records(_EVERY_PAIRING_OF_PERSON, roster, person)
        return [record["pairing_id"] for record in records]

    async def weeks(self, cohort_id: str) -> list[Week]:
        """The weeks in which anything happened. Lags behind the journal by about a second."""
        return await self._rows(Week, _WEEKS, cohort_id)

    async def _rows(self, row: type[AnyRow], query: str, cohort_id: str | None) -> list[AnyRow]:
        records = await self._records(query, cohort_id)
        return [row.model_validate(dict(record)) for record in records]

    async def _records(self, query: str, *arguments: str | None) -> "Sequence[asyncpg.Record]":
        return await repeatable(self._pool, lambda db: db.fetch(query, *arguments))


def _readable(row: type[AnyRow], record: "asyncpg.Record") -> AnyRow | Unreadable:
    """The row of a pairing, or why it makes no sense."""
    try:
        return row.model_validate(dict(record))
    except ValidationError as error:
        why = "; ".join(map(str, problems_of(error)))
        return Unreadable(stream=pairing_workflow_id(record["pairing_id"]), why=why)
