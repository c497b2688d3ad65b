"""The rules as a run goes by them: under one revision, and for all that one turn has to decide."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, cast

from temporalio import workflow

from domain.engine.base import Frozen, Instant
from domain.engine.decider import Step
from domain.engine.errors import Problem, Refused, the_first
from domain.engine.journal import EventRecord
from domain.engine.orders import ElapseDeadlines, RejectMessage
from domain.telling.orders import GiveUpNotice
from domain.telling.post import PostBag, pack
from workflows.decision import Decision
from workflows.entity_kind import C, EntityKind, S
from workflows.errands import EntityState
from workflows.inbox import InboxEntry

PROBLEMS_KEPT = 10
"""Number of problems that are kept of a rejected signal; the state must stay small."""


@dataclass(frozen=True)
class Rules(Generic[S, C]):
    """What one kind of entity decides, and what people are told of it."""

    kind: EntityKind[S, C]
    revision: int

    def handle(self, state: S | None, command: Frozen, now: Instant) -> Step[S]:
        """Decide on one command; raises `Refused`."""
        return self.kind.handle(state, cast("C", command), now, self.revision)

    def fold(self, records: Iterable[EventRecord], state: S | None) -> S | None:
        """The state after these events."""
        return self.kind.fold(records, state, self.revision)

    def decide(
        self,
        state: S | None,
        entries: Sequence[InboxEntry],
        now: Instant,
        away_since: Instant | None,
        recorded_before: Counter[str],
    ) -> Decision[S]:
        """All entries in order, then the deadlines: who answers on the last day is in time.

        ``away_since``: since when the journal was out of reach, if it was.
        ``recorded_before``: see `Decision`.
        """
        decision = Decision(state, recorded_before.copy())
        # A deadline that an entry moves or meets was late all the same.
        waiting_since = _the_earlier(away_since, _first_due(state))
        for entry in entries:
            self._try(decision, entry, now)
        self._elapse(decision, waiting_since, now)
        self._write_letters(decision, now)
        return decision

    def _try(self, decision: Decision[S], entry: InboxEntry, now: Instant) -> None:
        # An entry may come here twice, when the journal was ahead the first time.
        entry.refused = entry.receipt = None
        try:
            command = entry.read()
            if entry.no_seats:
                command = self.kind.without_seats(cast("C", command), entry.no_seats)
            step = self.handle(decision.state, command, now)
            entry.claims = self.kind.claims(step.state, step.events)
            decision.claims.extend(entry.claims)
            entry.receipt = decision.add(step)
        except Refused as refused:
            if entry.fact is None:
                entry.refused = refused
            elif decision.state is not None:
                # No one waits for the answer to a signal: the refusal has to be recorded.
                rejection = rejected(entry.fact, entry.message_id, refused.problems)
                decision.add_unless_recorded(self.handle(decision.state, rejection, now))

    def _elapse(self, decision: Decision[S], waiting_since: Instant | None, now: Instant) -> None:
        to_do = _the_earlier(waiting_since, _first_due(decision.state))
        if decision.state is not None and to_do is not None and to_do <= now:
            elapse = ElapseDeadlines(waiting_since=waiting_since)
            decision.add(self.handle(decision.state, elapse, now))

    def _write_letters(self, decision: Decision[S], now: Instant) -> None:
        """What people are told. A letter that cannot be written never holds anything up."""
        while (bag := self._pack(decision, now)).unwritten:
            for notice_id in bag.unwritten:
                workflow.logger.warning("a letter cannot be written", extra={"notice": notice_id})
                give_up = GiveUpNotice(notice_id=notice_id)
                decision.add(self.handle(decision.state, give_up, now))
        decision.bag = bag

    def _pack(self, decision: Decision[S], now: Instant) -> PostBag:
        kind, state = self.kind, decision.state
        if state is None or not decision.events:
            return PostBag()
        return pack(
            decision.events,
            kind.taken_back(decision.before, state, now),
            lambda notice: kind.letter(state, notice, now),
            kind.give_up_days(state),
        )


def rejected(message: str, message_id: str | None, problems: Sequence[Problem]) -> RejectMessage:
    """The order to record that a message could not be used."""
    return RejectMessage(
        message=message, message_id=message_id, problems=the_first(problems, PROBLEMS_KEPT)
    )


def _first_due(state: EntityState | None) -> Instant | None:
    return state.next_due.due if state and state.next_due else None


def _the_earlier(one: Instant | None, other: Instant | None) -> Instant | None:
    return min(filter(None, (one, other)), default=None)
