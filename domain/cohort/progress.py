"""How far a pairing has come, as its cohort sees it: read from tables, not asked of each."""

from domain.engine.base import Frozen, Instant
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import EndReason, Stage
from domain.programme.ids import CohortId, PairingId, PersonId
from domain.programme.people import Side
from domain.telling.catalogue import ShownKind


class PairingProgress(Frozen):
    """One row of the read tables."""

    pairing_id: PairingId
    stage: Stage
    end_reason: EndReason | None = None
    """Why it closed; absent while it is open."""
    closed_at: Instant | None = None
    """When it closed; absent while it is open."""
    can_be_reopened: bool = False
    """It is closed, and may be opened again."""
    no_fault: bool = False
    """It closed early without fault."""
    left_behind: tuple[Side, ...] = ()
    """Sides that lost the partner through no wish of their own; empty while it is open."""
    mentor_said: bool | None = None
    """Answer to the invitation; absent: none."""
    mentee_said: bool | None = None
    sessions_planned: int = 0
    sessions_held: int = 0
    sessions_missed: int = 0
    paused: bool = False
    items: tuple[ShownKind, ...] = ()
    """Kinds of its open items, one per item."""


class WatchedPairing(Frozen):
    """A pairing of a cohort that is not closed, as the watch needs it."""

    pairing_id: PairingId
    cohort_id: CohortId
    can_go_on: bool
    """Its stream has not come to its end."""
    reported: bool
    """The owners know that it was found not running."""


class PairingOfPeople(Frozen):
    """A pairing to which something can still happen, and its two people."""

    pairing_id: PairingId
    cohort_id: CohortId
    mentor: PersonId
    mentee: PersonId
    cohort_closed: bool = False
    """Its cohort passes nothing on any more."""

    @property
    def people(self) -> tuple[PersonId, PersonId]:
        """The two."""
        return self.mentor, self.mentee


class Considered(Frozen):
    """A person whom a cohort that is not closed has considered, with a partner or without."""

    cohort_id: CohortId
    person: PersonId


def progress_of(state: PairingState) -> PairingProgress:
    """The row of the read tables for a pairing in this state."""
    return PairingProgress(
        pairing_id=state.setup.pairing_id,
        stage=state.stage,
        end_reason=state.ending.reason if state.ending else None,
        closed_at=state.ending.at if state.ending else None,
        can_be_reopened=state.ending is not None and not state.ending.final,
        no_fault=state.ending is not None and state.ending.no_fault,
        left_behind=state.ending.left_behind if state.ending else (),
        mentor_said=state.preparation.accepted.mentor,
        mentee_said=state.preparation.accepted.mentee,
        sessions_planned=state.sessions_planned,
        sessions_held=state.tally.held,
        sessions_missed=state.tally.missed,
        paused=state.pause is not None,
        items=tuple(item.kind for item in state.desk.items),
    )
