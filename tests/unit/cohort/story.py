"""A cohort for tests: commands go in, and the events that follow are looked at."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import TypeVar

from domain.cohort.commands import (
    AddBriefing,
    AddPerson,
    AnnounceShutdown,
    AnswerOffer,
    CohortMailFared,
    Command,
    ConfirmMatches,
    EndCohort,
    OpenCohort,
    PairingsWatched,
    PauseCohort,
    RecordBriefing,
    RecordInstructionCarriedOut,
    RecordMatches,
    RecordProgress,
    RecordStarted,
    RelaxRule,
    ResumeCohort,
    WaiveCohortBriefing,
)
from domain.cohort.decider import COHORT_DECIDER
from domain.cohort.event import CohortEvent
from domain.cohort.events import COHORT_EVENTS, CohortNoticeIssued
from domain.cohort.evolve import fold
from domain.cohort.letters import letter
from domain.cohort.progress import PairingProgress
from domain.cohort.state import CohortReceipt, CohortState
from domain.cohort.taking_back import taken_back
from domain.cohort.vocabulary import CohortDeadlineKind, CohortEndReason, CohortStage
from domain.cohort.work import question_to_match
from domain.engine.journal import EventRecord
from domain.engine.roles import Role
from domain.engine.wire import from_record
from domain.matching import MatchQuestion, MatchResult, Pair, ProposedPair, Unmatched, WaitingCause
from domain.pairing.vocabulary import EndReason, Stage
from domain.programme.calendar import WorkingCalendar
from domain.programme.people import Side
from domain.programme.readiness import Readiness
from domain.programme.request import CohortRequest, HardRule
from domain.programme.revision import REVISION
from domain.telling.kinds import KnownKind
from domain.telling.notices import DeliveryOutcome, Notice
from domain.telling.post import PostBag, pack
from tests.unit.deeds import Deed
from tests.unit.timetables import assert_elapses, whatever_is_due

START = datetime(2027, 1, 4, 9, tzinfo=UTC)
"""A Monday."""
CALENDAR = WorkingCalendar(time_zone="UTC")
FIXED = {"kind": "fixed", "start": "2027-01-04", "weeks": 26}
ONGOING = {"kind": "ongoing", "start": "2027-01-04", "review_every_weeks": 8}
END_OF_TERM = datetime(2027, 7, 5, tzinfo=UTC)

E = TypeVar("E", bound=CohortEvent)


def request(**fields: object) -> CohortRequest:
    """A request in which everything that is needed is there."""
    return CohortRequest.model_validate(
        {
            "title": "Digital at eye level",
            "roster": "acme",
            "term": FIXED,
            "topics": [{"id": "ai", "title": "Generative AI"}],
            "owners": {"lead": "p-lead", "deputy": "p-deputy", "sponsor": "p-sponsor"},
            "readiness": dict.fromkeys(Readiness.model_fields, True),
            **fields,
        }
    )


def proposed(names: str) -> ProposedPair:
    """``"anna+bert"``: Anna teaches Bert."""
    mentor, mentee = names.split("+")
    return ProposedPair(mentor=mentor, mentee=mentee, score=0.5, parts=(), reasons=("fits",))


def pair(names: str) -> Pair:
    """``"anna+bert"``, as messages name a pair."""
    mentor, mentee = names.split("+")
    return Pair(mentor=mentor, mentee=mentee)


def waiting(person: str, cause: WaitingCause = WaitingCause.ALL_TAKEN) -> Unmatched:
    """A mentee without a partner."""
    return Unmatched(person=person, side=Side.MENTEE, cause=cause, position=1, reasons=("because",))


def row(
    number: int, stage: Stage, reason: EndReason | None = None, **more: object
) -> PairingProgress:
    """The read table's row of the pairing with this number.

    Who is left behind follows from the answers to the invitation, where nothing else is said.
    """
    found = PairingProgress.model_validate(
        {"pairing_id": f"c-{number:03d}", "stage": stage, "end_reason": reason, **more}
    )
    if "left_behind" in more:
        return found
    return found.model_copy(update={"left_behind": _left_behind(found)})


def _left_behind(row: PairingProgress) -> tuple[Side, ...]:
    said = {Side.MENTOR: row.mentor_said, Side.MENTEE: row.mentee_said}
    match row.end_reason:
        case EndReason.DECLINED:
            return tuple(side for side in Side if said[side] is not False)
        case EndReason.INVITATION_EXPIRED:
            return tuple(side for side in Side if said[side])
        case EndReason.ANNULLED | EndReason.NO_SEAT:
            return tuple(Side)
        case _:
            return tuple(Side) if row.no_fault else ()


class CohortStory:
    """One cohort and its clock. Every step is folded from its records and compared."""

    def __init__(self, **fields: object) -> None:
        self.now = START
        self.records: list[EventRecord] = []
        self.deeds: list[Deed] = []
        self._state: CohortState | None = None
        self._folded: CohortState | None = None
        self._numbers = count(1)
        self.events: list[CohortEvent] = []
        """What the last step brought about."""
        self.receipt: CohortReceipt | None = None
        """The answer to the last message."""
        self.bag = PostBag()
        """What the last step handed to the post."""
        calendar = WorkingCalendar.model_validate(fields.pop("calendar", CALENDAR))
        opening = OpenCohort(cohort_id="c", request=request(**fields), calendar=calendar)
        self.do(opening)

    @property
    def state(self) -> CohortState:
        """The state now."""
        assert self._state is not None
        return self._state

    def stage(self) -> CohortStage:
        """The stage now."""
        return self.state.stage

    @property
    def items(self) -> list[KnownKind]:
        """Kinds of the open items."""
        return [item.kind for item in self.state.desk.items]

    # -- what happens ----------------------------------------------------------------------------

    def do(self, command: Command) -> list[CohortEvent]:
        """Live through a command and give the events that came of it."""
        before = self._state
        step = COHORT_DECIDER.handle(before, command, self.now, REVISION)
        self.bag = pack(
            step.events,
            taken_back(before, step.state, self.now),
            lambda notice: letter(step.state, notice, self.now),
            step.state.request.deadlines.delivery_give_up_days,
        )
        assert not self.bag.unwritten
        self.records.extend(step.records)
        self.deeds.append(Deed(command, self.now, step.records))
        self._folded = fold(step.records, self._folded)
        assert self._folded == step.state
        self._state = step.state
        self.receipt = step.receipt if isinstance(step.receipt, CohortReceipt) else None
        self.events = [from_record(record, COHORT_EVENTS) for record in step.records]
        return self.events

    def until(self, moment: datetime) -> list[CohortEvent]:
        """Let time pass; whatever falls due on the way falls due in its hour."""
        happened = []
        while self.state.next_due is not None and self.state.next_due.due <= moment:
            self.now = max(self.now, self.state.next_due.due)
            happened += self.do(whatever_is_due(self.state))
        self.now = max(self.now, moment)
        self.events = happened
        return happened

    def on(self, kind: CohortDeadlineKind) -> list[CohortEvent]:
        """Let time pass until a deadline has elapsed, and give what came of it alone."""
        before, known = self.state, len(self.records)
        deadline = next((line for line in before.deadlines if line.kind is kind), None)
        assert deadline, f"{kind} is not armed: {[line.kind.value for line in before.deadlines]}"
        self.until(deadline.due - timedelta(microseconds=1))
        self.now = deadline.due
        happened = self.do(whatever_is_due(self.state))
        assert_elapses(deadline, before, self.records[known:], fold)
        return happened

    def days(self, days: float) -> list[CohortEvent]:
        """Let this many days pass."""
        return self.until(self.now + timedelta(days=days))

    def after_outage(self, days: float) -> list[CohortEvent]:
        """Let this many days pass during an outage: all deadlines are late at once."""
        self.now += timedelta(days=days)
        return self.do(whatever_is_due(self.state))

    def matched(
        self, *pairs: str, waiting: Iterable[Unmatched] = (), elsewhere: Iterable[str] = ()
    ) -> list[CohortEvent]:
        """Matching answers the open question."""
        result = MatchResult(
            pairs=tuple(map(proposed, pairs)),
            waiting=tuple(waiting),
            elsewhere=tuple(elsewhere),
            blocking_pairs=0,
        )
        return self.do(RecordMatches(round=self.state.matching.number, result=result))

    def started(self, *numbers: int) -> list[CohortEvent]:
        """Pairings were started."""
        return self.do(RecordStarted(started=tuple(f"c-{number:03d}" for number in numbers)))

    def watched(self, *not_running: str, again: tuple[str, ...] = ()) -> list[CohortEvent]:
        """The watch tells which pairings do not run, and which run again."""
        return self.do(
            PairingsWatched(
                **{**self._who(), "acting": Role.INTEGRATION},
                not_running=not_running,
                running_again=again,
            )
        )

    def looked(self, *rows: PairingProgress) -> list[CohortEvent]:
        """The pairings were looked at."""
        return self.do(RecordProgress(rows=rows))

    def told(self, *but: int) -> list[CohortEvent]:
        """The pairings were told what the oldest instruction says, except those with these
        numbers."""
        unreached = tuple(f"c-{number:03d}" for number in but)
        instruction = self.state.instructions[0]
        return self.do(
            RecordInstructionCarriedOut(instruction_id=instruction.id, unreached=unreached)
        )

    def fared(self, notice: Notice, outcome: DeliveryOutcome | None) -> list[CohortEvent]:
        """The post tells how a mail fared just now, or that it still waits."""
        who = self._who() | {"acting": Role.ENGINE}
        return self.do(
            CohortMailFared.model_validate(
                {**who, "notice_id": notice.id, "outcome": outcome, "at": self.now}
            )
        )

    # -- what operators ask ----------------------------------------------------------------------

    def confirm(
        self, accept: str | Iterable[str] = (), reject: Iterable[str] = ()
    ) -> list[CohortEvent]:
        """Confirm all, or some pairs; reject others."""
        accepted = accept if accept == "all" else [pair(names) for names in accept]
        return self.do(
            ConfirmMatches.model_validate(
                {**self._who(), "accept": accepted, "reject": [pair(names) for names in reject]}
            )
        )

    def relax(self, rule: HardRule) -> list[CohortEvent]:
        """Set a rule aside."""
        return self.do(RelaxRule(**self._who(), rule=rule, reason="the works council agrees"))

    def add(self, person: str) -> list[CohortEvent]:
        """Let a person join."""
        return self.do(AddPerson(**self._who(), person_id=person))

    def answer(self, person: str, *, wanted: bool) -> list[CohortEvent]:
        """A person says whether they want another partner."""
        return self.do(AnswerOffer(**self._who(), person_id=person, wanted=wanted))

    def add_briefing(self, **fields: object) -> list[CohortEvent]:
        """Add a date."""
        return self.do(AddBriefing.model_validate({**self._who(), "briefing": fields}))

    def record(
        self,
        briefing_id: str,
        attended: str | Iterable[str] = (),
        missed: str | Iterable[str] = (),
    ) -> list[CohortEvent]:
        """Say who was at a briefing; ``"all"``, or names."""
        fields = {"briefing_id": briefing_id, "attended": attended, "missed": missed}
        return self.do(RecordBriefing.model_validate({**self._who(), **fields}))

    def waive(self, person: str) -> list[CohortEvent]:
        """Let a person begin without a briefing."""
        return self.do(
            WaiveCohortBriefing(**self._who(), person_id=person, reason="Was there last year")
        )

    def pause(self, return_on: date | None = None) -> list[CohortEvent]:
        """Pause the cohort."""
        return self.do(PauseCohort(**self._who(), return_on=return_on))

    def shut_down(self, first: date, last: date) -> list[CohortEvent]:
        """A shutdown of the whole company is announced."""
        shutdown = {"first": first, "last": last}
        return self.do(AnnounceShutdown.model_validate({**self._who(), "shutdown": shutdown}))

    def resume(self) -> list[CohortEvent]:
        """Go on."""
        return self.do(ResumeCohort(**self._who()))

    def end(self, reason: CohortEndReason = CohortEndReason.PROGRAMME_ENDED) -> list[CohortEvent]:
        """Bring it to its end."""
        return self.do(EndCohort(**self._who(), reason=reason))

    def _who(self) -> dict[str, str]:
        return {
            "message_id": f"m-{next(self._numbers)}",
            "acting": Role.OPERATOR,
            "cohort_id": "c",
        }

    @property
    def on_their_way(self) -> list[Notice]:
        """The latest notices of which nothing has come back, the oldest first."""
        return [sent.notice for sent in self.state.desk.told if sent.outcome is None]

    # -- what came of it -------------------------------------------------------------------------

    def one(self, kind: type[E]) -> E:
        """The one event of a kind that happened last."""
        (event,) = self.all(kind)
        return event

    def all(self, kind: type[E]) -> list[E]:
        """The events of a kind that happened last."""
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def notices(self) -> list[Notice]:
        """Everything that people were told in the last step."""
        return [event.notice for event in self.all(CohortNoticeIssued)]


def running(*pairs: str, **fields: object) -> CohortStory:
    """A cohort whose pairs are confirmed and started."""
    story = CohortStory(**fields)
    story.matched(*pairs)
    if story.state.matching.proposals:
        story.confirm("all")
    story.started(*range(1, len(pairs) + 1))
    return story


def asked(story: CohortStory) -> MatchQuestion:
    """The question that is open."""
    question = question_to_match(story.state)
    assert question is not None
    return question
