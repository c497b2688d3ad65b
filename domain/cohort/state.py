"""The state of a cohort: the fold of its events, under a revision of the rules."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from domain.cohort.briefings import Briefings
from domain.cohort.progress import PairingProgress
from domain.cohort.vocabulary import (
    CohortDeadlineKind,
    CohortEndReason,
    CohortStage,
    EntryStatus,
    InstructionKind,
    NewsKind,
)
from domain.engine.base import Frozen, Instant, OpaqueId
from domain.engine.errors import Problem
from domain.engine.fingerprints import Fingerprints
from domain.engine.messages import Receipt
from domain.engine.roles import Role
from domain.engine.timetable import Deadline, Pause
from domain.matching import Pair, ProposedPair, Unmatched
from domain.pairing.vocabulary import EndReason, Stage
from domain.programme.calendar import WorkingCalendar
from domain.programme.ids import CohortId, PairingId, PersonId
from domain.programme.people import Away, Side
from domain.programme.request import (
    CohortRequest,
    Deadlines,
    MatchingPolicy,
    Owners,
    ReadinessWaiver,
    RuleWaiver,
    Shutdown,
)
from domain.programme.revision import Revision
from domain.telling.desk import Desk

CohortDeadline = Deadline[CohortDeadlineKind]

VOID = (EndReason.ANNULLED, EndReason.NO_SEAT)
"""A pairing that ended so counts nowhere; it leaves a line among all pairings."""
WITHOUT_A_TRACE = (EndReason.DECLINED, EndReason.INVITATION_EXPIRED, *VOID)
"""A pairing that closed for one of these reasons is in no figure."""


class PairingEntry(Frozen):
    """A confirmed pair and its pairing."""

    pairing_id: PairingId
    mentor: PersonId
    mentee: PersonId
    reasons: tuple[str, ...]
    """Why the two were paired."""
    waived: tuple[RuleWaiver, ...] = ()
    predecessor: PairingId | None = None
    """The pairing that fell through, or that they parted from early: this one takes its place."""
    status: EntryStatus = EntryStatus.TO_START
    problem: Problem | None = None
    """Why it could not be started."""
    progress: PairingProgress | None = None
    """As last looked up; absent until the first look."""

    @property
    def pair(self) -> Pair:
        """The two."""
        return Pair(mentor=self.mentor, mentee=self.mentee)

    @property
    def is_over(self) -> bool:
        """As far as is known, it was started and has come to its end."""
        return self.progress is not None and self.progress.stage.is_over

    @property
    def is_running(self) -> bool:
        """It was started and, as far as is known, is not over."""
        return self.status is EntryStatus.STARTED and not self.is_over

    @property
    def can_be_reopened(self) -> bool:
        """It is over, and the time in which it can be reopened is not."""
        return self.progress is not None and self.progress.can_be_reopened

    @property
    def is_partnership(self) -> bool:
        """The two have stayed in touch as learning partners."""
        return self.progress is not None and self.progress.stage is Stage.PARTNERSHIP

    @property
    def holds_seats(self) -> bool:
        """The two have one place less for others."""
        return self.is_running or self.status is EntryStatus.TO_START

    @property
    def counts(self) -> bool:
        """Both had said yes, or still may; and the two were not matched in error (case 56)."""
        reason = self.progress.end_reason if self.progress else None
        return self.status is EntryStatus.STARTED and reason not in WITHOUT_A_TRACE

    @property
    def is_void(self) -> bool:
        """It is not even among the closed ones: annulled, or begun without a free seat."""
        return self.progress is not None and self.progress.end_reason in VOID

    @property
    def people(self) -> tuple[PersonId, PersonId]:
        """The mentor and the mentee."""
        return self.mentor, self.mentee

    def person(self, side: Side) -> PersonId:
        """The person on the side."""
        return self.mentor if side is Side.MENTOR else self.mentee


class StartFailure(Frozen):
    """A pairing that could not be started."""

    pairing_id: PairingId
    problem: Problem


class Waiting(Unmatched):
    """A person on the waiting list."""

    since: Instant
    told: int = 0
    """How often they were told."""
    told_at: Instant | None = None
    """When they were told last."""


class Seeker(Frozen):
    """A person who lost the partner and wants another: comes first in the next matching."""

    person: PersonId
    predecessor: PairingId
    """The pairing that fell through, or ended early."""


class Offer(Frozen):
    """The question whether a person who lost the partner wants another one."""

    person: PersonId
    predecessor: PairingId
    """The pairing that was lost."""
    told_at: Instant
    """When the person was asked last."""


class PutAside(Frozen):
    """What somebody has who leaves too early for another pairing; it is all there again if they
    stay after all."""

    seekers: tuple[Seeker, ...] = ()
    offers: tuple[Offer, ...] = ()
    waiting: tuple[Waiting, ...] = ()


class Leaver(Frozen):
    """A person who leaves the company, or has left it."""

    person: PersonId
    last_day: date | None = None
    """Absent: gone already."""
    aside: PutAside = PutAside()


class CohortInstruction(Frozen):
    """What the pairings are told to do; carried out once for all of them."""

    id: OpaqueId
    kind: InstructionKind
    pairing_ids: tuple[PairingId, ...]
    return_on: date | None = None
    """When a pause ends."""
    reason: EndReason | None = None
    """Why the pairings end."""


class BriefedPairing(Frozen):
    """Which of a pairing's two are briefed."""

    pairing_id: PairingId
    sides: tuple[Side, ...]


class News(Frozen):
    """News on the way to pairings: of a person, a shutdown, or other owners."""

    id: OpaqueId
    kind: NewsKind
    person: PersonId | None = None
    """Whom the news is about; absent for all others."""
    last_day: date | None = None
    away: Away | None = None
    shutdown: Shutdown | None = None
    owners: Owners | None = None
    briefed: tuple[BriefedPairing, ...] = ()
    pairing_ids: tuple[PairingId, ...]
    """Those that are still to be told."""
    on_hold: bool = False
    """They could not be reached; they are told when they have started, or run again."""


class CohortPause(Pause[CohortDeadline]):
    """A pause of the whole cohort."""


class CohortEnding(Frozen):
    """How and why a cohort comes to its end."""

    at: Instant
    reason: CohortEndReason
    by: Role | None = None
    """Absent when the engine ended it."""


class CohortReceipt(Receipt):
    """The receipt for a message to the cohort."""

    stage: CohortStage


class CohortPeople(Frozen):
    """The people of a cohort, as matching sees them."""

    participants: tuple[PersonId, ...] = ()
    """Everyone considered so far; a changed roster adds no one."""
    unavailable: tuple[PersonId, ...] = ()
    """Matched again only when added again: said no, never answered, or finished as a mentee."""
    seekers: tuple[Seeker, ...] = ()
    offers: tuple[Offer, ...] = ()
    """Not answered yet; until then the person is not matched."""
    leaving: tuple[Leaver, ...] = ()
    """Leave the company, or have left it: matched with nobody from then on when a pairing
    could not last long enough."""
    excluded: tuple[Pair, ...] = ()
    """Pairs that are not proposed again."""

    def leaver(self, person: PersonId) -> Leaver | None:
        """What is known of the leaving of a person, if they leave."""
        return next((one for one in self.leaving if one.person == person), None)

    def is_asked(self, person: PersonId) -> bool:
        """Whether the person is asked whether they want another partner."""
        return any(offer.person == person for offer in self.offers)


class MatchingRound(Frozen):
    """How far matching has come."""

    wanted: bool = True
    """People wait to be matched."""
    number: int = 1
    """Grows with everything that changes the question; the result of an older round is not used."""
    asked_at: Instant | None = None
    """When the question was asked; absent: when the cohort was opened."""
    over: bool = False
    """No one is matched any more."""
    proposals: tuple[ProposedPair, ...] = ()
    """Pairs that wait for confirmation."""
    waiting: tuple[Waiting, ...] = ()
    """People without a partner, and why."""
    blocking_pairs: int = 0
    """Pairs who would both rather have each other, in the latest round."""


class CohortState(Frozen):
    """The state of a cohort.

    Argument of continue-as-new, and the answer to the query ``state``.
    """

    schema_version: Literal[1] = 1
    version: int
    """Number of events so far, which is the version of the stream."""
    revision: Revision
    """Of the rules by which the run decides. A rule that has changed reads it here."""
    cohort_id: CohortId
    request: CohortRequest
    calendar: WorkingCalendar
    """Of the programme office."""
    opened_at: Instant
    stage: CohortStage = CohortStage.MATCHING
    stage_since: Instant
    readiness_waived: tuple[ReadinessWaiver, ...] = ()
    """Prerequisites that are not met, and why it starts all the same."""
    relaxed: tuple[RuleWaiver, ...] = ()
    """Hard rules set aside after the start."""
    people: CohortPeople = CohortPeople()
    matching: MatchingRound = MatchingRound()
    briefings: Briefings = Briefings()
    pairings: tuple[PairingEntry, ...] = ()
    """Every pairing there ever was; number ``n`` has the id ``<cohort_id>-<n>``."""
    instructions: tuple[CohortInstruction, ...] = ()
    """Not yet carried out, the oldest first."""
    unreached: tuple[PairingId, ...] = ()
    """Pairings that do not know yet what they were last told; they are told again and again."""
    progress_wanted: bool = False
    """The pairings are to be looked at now."""
    calendar_wanted: bool = False
    """Holidays are to be looked up again: the record runs out."""
    announced: tuple[Shutdown, ...] = ()
    """Shutdowns that were announced after the start."""
    news: tuple[News, ...] = ()
    """What is still to be passed on to pairings, oldest first."""
    pause: CohortPause | None = None
    ending: CohortEnding | None = None
    deadlines: tuple[CohortDeadline, ...] = ()
    """Sorted by due date."""
    desk: Desk = Desk()
    receipts: tuple[CohortReceipt, ...] = ()
    fingerprints: Fingerprints = ()
    """Of the messages with a receipt; the query `state` does not show them."""

    @property
    def policy(self) -> MatchingPolicy:
        """The rules as they are now: those of the request, with everything relaxed since."""
        asked = self.request.matching
        return asked.model_copy(update={"relaxed": (*asked.relaxed, *self.relaxed)})

    @property
    def shutdowns(self) -> tuple[Shutdown, ...]:
        """All that are known by now."""
        return (*self.request.shutdowns, *self.announced)

    @property
    def owners(self) -> tuple[PersonId, ...]:
        """The owners who may get mails."""
        return self.request.owners.people

    @property
    def confidant(self) -> PersonId | None:
        """Who looks after misconduct."""
        return self.request.owners.confidant

    @property
    def periods(self) -> Deadlines:
        """How long people have."""
        return self.request.deadlines

    @property
    def next_due(self) -> CohortDeadline | None:
        """The earliest deadline."""
        return self.deadlines[0] if self.deadlines else None

    @property
    def running(self) -> tuple[PairingEntry, ...]:
        """The pairings that were started and are not over."""
        return tuple(entry for entry in self.pairings if entry.is_running)

    @property
    def archived(self) -> bool:
        """Nothing can happen any more; the workflow completes."""
        return self.stage is CohortStage.CLOSED and not self.instructions

    def entry(self, pairing_id: str) -> PairingEntry | None:
        """A pairing by its id."""
        return next(
            (pairing for pairing in self.pairings if pairing.pairing_id == pairing_id), None
        )

    def receipt_for(
        self, message_id: str, message: str, acting: Role, at: Instant
    ) -> CohortReceipt:
        """The receipt for a message, given the present state."""
        return CohortReceipt(
            message_id=message_id,
            message=message,
            acting=acting,
            version=self.version,
            at=at,
            stage=self.stage,
        )


def people_of(entries: Iterable[PairingEntry]) -> tuple[PersonId, ...]:
    """Everyone in these pairings, each once."""
    return tuple(dict.fromkeys(entry.person(side) for entry in entries for side in Side))
