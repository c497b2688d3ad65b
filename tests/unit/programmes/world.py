"""Cohorts and their pairings, run together by their deciders: what one says reaches the other.

Nothing here decides anything. Work that the engine gives to activities is done by the same pure
functions on what this world knows; messages come from outside.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from adapters.assignment import ScipyAssigner
from domain.cohort import commands as cohort_says
from domain.cohort.decider import COHORT_DECIDER
from domain.cohort.evolve import fold as fold_cohort
from domain.cohort.instructing import facts_of, requests_of
from domain.cohort.progress import progress_of
from domain.cohort.state import CohortState, people_of
from domain.cohort.work import (
    instruction_to_carry_out,
    news_to_pass_on,
    pairings_to_start,
    question_to_match,
    terms_of,
)
from domain.engine.base import Instant
from domain.engine.errors import Refused
from domain.engine.events import DomainEvent
from domain.engine.journal import EventRecord
from domain.engine.messages import Message
from domain.engine.roles import Role
from domain.matching import PairOfRoster, broken_rules, propose, with_pairs_elsewhere
from domain.pairing import commands as pairing_says
from domain.pairing.decider import PAIRING_DECIDER
from domain.pairing.evolve import fold as fold_pairing
from domain.pairing.seats import claims, without_seats
from domain.pairing.setup import PairingSetup, PairingTerms
from domain.pairing.sides import Both
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import EndReason
from domain.programme.calendar import RecordCalendar, WorkingCalendar
from domain.programme.ids import CohortId, PairingId, PersonId
from domain.programme.mail_hours import MailHours
from domain.programme.people import Away, Person, Side
from domain.programme.request import CohortRequest, Shutdown
from domain.programme.revision import REVISION
from domain.programme.seats import NoSeat, SeatClaim
from domain.telling.catalogue import haste_of
from domain.telling.haste import Haste, may_go, send_at
from domain.telling.notices import Notice
from tests.unit.timetables import looked_up, whatever_is_due

MOST_ROUNDS = 60
"""More than the engine ever needs until nothing is left to be done."""


@dataclass
class World:
    """Everything that a programme consists of, at one moment."""

    now: Instant
    roster: dict[PersonId, Person]
    calendar: WorkingCalendar
    cohorts: dict[str, CohortState] = field(default_factory=dict)
    pairings: dict[PairingId, PairingState] = field(default_factory=dict)
    told: list[Notice] = field(default_factory=list)
    """Every mail so far."""
    gone: set[PersonId] = field(default_factory=set)
    """Of whom was said that they have left."""
    to_those_gone: list[Notice] = field(default_factory=list)
    """Mails to people who had left."""
    to_those_on_hold: list[Notice] = field(default_factory=list)
    """Mails to one of two for whom everything rests."""
    outside_hours: list[Notice] = field(default_factory=list)
    """Mails that reach people at night or on a day off, though they answer nobody's deed."""
    events: Counter[str] = field(default_factory=Counter)
    """Of each stream, so far."""

    # -- what happens ----------------------------------------------------------------------------

    def open(self, cohort_id: str, request: CohortRequest) -> None:
        """A cohort begins."""
        opening = cohort_says.OpenCohort(
            cohort_id=cohort_id, request=request, calendar=self.calendar
        )
        self.to_cohort(cohort_id, opening)

    def to_cohort(self, cohort_id: str, command: cohort_says.Command) -> bool:
        """Whether a cohort takes a command, which it does or refuses as a whole."""
        before = self.cohorts.get(cohort_id)
        try:
            step = COHORT_DECIDER.handle(before, command, self.now, REVISION)
        except Refused:
            return False
        assert fold_cohort(step.records, before) == step.state
        self.cohorts[cohort_id] = step.state
        for notice in self._note(cohort_id, step.records):
            self._note_hours(notice, command, step.state.request.mail_hours)
        return True

    def to_pairing(self, pairing_id: PairingId, command: pairing_says.Command) -> bool:
        """Whether a pairing takes a command. As in the journal, seats are counted once more."""
        before = self.pairings.get(pairing_id)
        try:
            step = PAIRING_DECIDER.handle(before, command, self.now, REVISION)
            if missing := self._missing_seats(step.state, step.events):
                command = without_seats(command, missing)
                step = PAIRING_DECIDER.handle(before, command, self.now, REVISION)
        except Refused:
            return False
        assert fold_pairing(step.records, before) == step.state
        self.pairings[pairing_id] = step.state
        for notice in self._note(pairing_id, step.records):
            self._note_hours(notice, command, step.state.setup.mail_hours)
            if notice.side and before and before.on_hold and step.state.on_hold:
                self.to_those_on_hold.append(notice)
        return True

    def _missing_seats(
        self, state: PairingState, events: Sequence[DomainEvent]
    ) -> tuple[NoSeat, ...]:
        running = [
            other
            for other in self.pairings.values()
            if not other.stage.is_over and other.setup.pairing_id != state.setup.pairing_id
        ]
        twice = any(_the_two(other) == _the_two(state) for other in running)
        return tuple(
            NoSeat(
                person=claim.person,
                side=claim.side,
                taken=taken,
                capacity=capacity,
                paired=twice and not claim.answered,
            )
            for claim in claims(state, events)
            if (capacity := self.capacity(claim.person, claim.side, claim.capacity))
            <= (taken := sum(_takes_seat(other, claim) for other in running))
            or (twice and not claim.answered)
        )

    def has_left(self, person: PersonId) -> bool:
        """Whether the last day of a person is over, or was so when it became known."""
        last = self.roster[person].leaves_on if person in self.roster else None
        return last is not None and last < self.calendar.local_day(self.now)

    def _is_thought_to_be_there(self, stream: str, notice: Notice) -> bool:
        """A cohort learns that pairings have ended when it looks at them, once a day; and of a last
        day that lies ahead it tells only those whom it has paired."""
        cohort = self.cohorts.get(stream)
        if cohort is None:
            return False
        return notice.to in people_of(cohort.running) or notice.to not in self.gone

    def capacity(self, person: PersonId, side: Side, usual: int) -> int:
        """Of a person: their own, or else that of the programme."""
        own = self.roster[person].capacity
        return usual if own is None else own

    def _note(self, stream: str, records: Sequence[EventRecord]) -> list[Notice]:
        """Keep what has happened; gives the mails that follow from it."""
        self.events[stream] += len(records)
        issued = [
            Notice.model_validate(record.data["notice"])
            for record in records
            if record.name.endswith("notice_issued")
        ]
        self.told += issued
        self.to_those_gone += [
            notice
            for notice in issued
            if self.has_left(notice.to) and not self._is_thought_to_be_there(stream, notice)
        ]
        return issued

    def _note_hours(self, notice: Notice, command: object, hours: MailHours | None) -> None:
        haste = haste_of(notice.kind, notice.item)
        is_answer = isinstance(command, Message) and command.acting is not Role.ENGINE
        if hours is None or (haste is Haste.AT_ONCE and is_answer):
            return
        if not may_go(
            send_at(haste, self.now, self.now, hours, self.calendar), hours, self.calendar
        ):
            self.outside_hours.append(notice)

    # -- what the engine does by itself ----------------------------------------------------------

    @property
    def next_due(self) -> Instant | None:
        """When something falls due next, anywhere."""
        dues = [state.next_due.due for state in self._everything if state.next_due]
        return min(dues, default=None)

    @property
    def _everything(self) -> Iterator[CohortState | PairingState]:
        yield from self.cohorts.values()
        yield from self.pairings.values()

    def elapse(self) -> None:
        """Whatever is due elapses, everywhere; no deadline passes without a trace."""
        for cohort_id, cohort in list(self.cohorts.items()):
            if cohort.next_due and cohort.next_due.due <= self.now:
                self.to_cohort(cohort_id, whatever_is_due(cohort))
                assert self.cohorts[cohort_id].deadlines != cohort.deadlines
        for pairing_id, pairing in list(self.pairings.items()):
            if pairing.next_due and pairing.next_due.due <= self.now:
                self.to_pairing(pairing_id, whatever_is_due(pairing))
                assert self.pairings[pairing_id].deadlines != pairing.deadlines

    def until(self, moment: Instant) -> None:
        """Let time pass; everything falls due in its hour, and is done at once."""
        self.settle()
        while (due := self.next_due) is not None and due <= moment:
            self.now = max(self.now, due)
            self.elapse()
            self.settle()
        self.now = max(self.now, moment)

    def days(self, days: float) -> None:
        """Let this many days pass."""
        self.until(self.now + timedelta(days=days))

    def settle(self) -> None:
        """Do what is left to be done in the world, until nothing is."""
        for _ in range(MOST_ROUNDS):
            done = [self._work_of_cohort(cohort_id) for cohort_id in list(self.cohorts)]
            done += [self._work_of_pairing(pairing_id) for pairing_id in list(self.pairings)]
            if not any(done):
                return
        raise AssertionError("there is always something left to be done")

    def _work_of_cohort(self, cohort_id: str) -> bool:
        state = self.cohorts[cohort_id]
        if question := question_to_match(state):
            elsewhere = with_pairs_elsewhere(question, self._pairs())
            result = propose(list(self.roster.values()), elsewhere, ScipyAssigner())
            return self.to_cohort(
                cohort_id, cohort_says.RecordMatches(round=state.matching.number, result=result)
            )
        if waiting := pairings_to_start(state):
            for entry in waiting:
                opening = pairing_says.OpenPairing(setup=self._setup(terms_of(state, entry)))
                self.to_pairing(entry.pairing_id, opening)
            started = tuple(entry.pairing_id for entry in waiting)
            return self.to_cohort(cohort_id, cohort_says.RecordStarted(started=started))
        if instruction := instruction_to_carry_out(state):
            for request in requests_of(state, instruction):
                self.to_pairing(request.pairing_id, request)
            done = cohort_says.RecordInstructionCarriedOut(instruction_id=instruction.id)
            return self.to_cohort(cohort_id, done)
        if news := news_to_pass_on(state):
            for fact in facts_of(state, news):
                self.to_pairing(fact.pairing_id, fact)
            return self.to_cohort(cohort_id, cohort_says.RecordNewsPassedOn(news_id=news.id))
        if state.progress_wanted:
            return self.look(cohort_id)
        if state.calendar_wanted:
            return self.to_cohort(cohort_id, self._calendar(state.shutdowns))
        return False

    def _setup(self, terms: PairingTerms) -> PairingSetup:
        """The terms, with what the roster knows of the two."""
        leaves_on, away = Both[date](), Both[Away]()
        for side in Side:
            person = self.roster[terms.person(side)]
            leaves_on = leaves_on.with_(side, person.leaves_on)
            away = away.with_(side, person.away)
        calendar = self._calendar(terms.shutdowns).calendar
        known = {"calendar": calendar, "leaves_on": leaves_on, "away": away}
        return PairingSetup.model_validate({**dict(terms), **known})

    def look(self, cohort_id: str) -> bool:
        """A cohort looks at its pairings."""
        rows = tuple(
            progress_of(pairing)
            for pairing in self.pairings.values()
            if pairing.setup.cohort_id == cohort_id
        )
        return self.to_cohort(cohort_id, cohort_says.RecordProgress(rows=rows))

    def _work_of_pairing(self, pairing_id: PairingId) -> bool:
        state = self.pairings[pairing_id]
        for side in state.rule_check.pending:
            mentor, mentee = (self.roster[state.setup.person(side)] for side in Side)
            topics = [topic.id for topic in state.setup.topics]
            people, policy = self.roster.values(), state.setup.policy
            broken = broken_rules(mentor, mentee, people, policy, topics)
            rules = tuple(rule.rule for rule in broken)
            managers = Both[str](mentor=mentor.manager_id, mentee=mentee.manager_id)
            check = pairing_says.RecordRuleCheck(side=side, broken=rules, managers=managers)
            return self.to_pairing(pairing_id, check)
        if state.calendar_wanted and not state.archived:
            return self.to_pairing(pairing_id, self._calendar(state.setup.shutdowns))
        return False

    def _calendar(self, shutdowns: Sequence[Shutdown]) -> RecordCalendar:
        """The days off of everybody, and those that were announced."""
        return looked_up(self.calendar, shutdowns)

    def _pairs(self) -> list[PairOfRoster]:
        """Who is, or was, in a pairing of some cohort, or was rejected as a pair."""
        paired = [
            PairOfRoster(
                cohort=state.setup.cohort_id,
                mentor=state.setup.mentor,
                mentee=state.setup.mentee,
                running=not state.stage.is_over,
            )
            for state in self.pairings.values()
            if not (state.ending and state.ending.reason is EndReason.NO_SEAT)
        ]
        kept_apart = [
            PairOfRoster(cohort=CohortId(cohort_id), **dict(pair), running=False)
            for cohort_id, cohort in self.cohorts.items()
            for pair in cohort.people.excluded
        ]
        return paired + kept_apart


def _the_two(pairing: PairingState) -> set[PersonId]:
    return {pairing.setup.person(side) for side in Side}


def _takes_seat(pairing: PairingState, claim: SeatClaim) -> bool:
    if pairing.setup.person(claim.side) != claim.person:
        return False
    return not claim.answered or bool(pairing.preparation.accepted.of(claim.side))
