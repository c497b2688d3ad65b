"""Stories: ``given(Stage.SESSIONS).when(BookSession, MENTEE, …).then(SessionBooked).tells(…)``.

A story never changes; every step makes a new one. Time stands still unless a story lets it pass.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from domain.engine.base import Frozen
from domain.engine.errors import Problem, Refused
from domain.engine.journal import EventRecord
from domain.engine.roles import Role
from domain.engine.wire import from_record
from domain.pairing.commands import Command, OpenPairing
from domain.pairing.decider import PAIRING_DECIDER
from domain.pairing.events import PAIRING_EVENTS
from domain.pairing.events.base import PairingEvent
from domain.pairing.events.messages import ItemOpened, ItemSettled, NoticeIssued
from domain.pairing.evolve import fold
from domain.pairing.facts import MailFared
from domain.pairing.letters import letter
from domain.pairing.messages import PairingMessage
from domain.pairing.session import Session
from domain.pairing.setup import PairingSetup
from domain.pairing.state import Deadline, PairingState
from domain.pairing.taking_back import taken_back
from domain.pairing.vocabulary import DeadlineKind, Stage
from domain.programme.calendar import WorkingCalendar
from domain.programme.people import Locale, Side
from domain.programme.request import (
    Deadlines,
    FixedTerm,
    MatchingPolicy,
    OngoingTerm,
    Owners,
    ProgrammeContext,
)
from domain.programme.revision import REVISION
from domain.programme.seats import NoSeat
from domain.programme.session_rules import SessionPattern, SessionRules
from domain.programme.topics import Topic
from domain.telling.catalogue import shown
from domain.telling.kinds import ItemKind, KnownKind, NoticeKind
from domain.telling.notices import DeliveryOutcome, Notice
from domain.telling.post import pack
from tests.unit.deeds import Deed
from tests.unit.timetables import assert_elapses, whatever_is_due

START = datetime(2027, 3, 1, 9, tzinfo=UTC)
"""A Monday morning."""
MENTOR, MENTEE, OPERATOR = Role.MENTOR, Role.MENTEE, Role.OPERATOR
INTEGRATION, ASSISTANT = Role.INTEGRATION, Role.ASSISTANT
BOTH = (Side.MENTOR, Side.MENTEE)
TOPICS = (Topic(id="ai", title="Artificial intelligence"), Topic(id="data", title="Data"))

IN_THE_BACKGROUND = (NoticeIssued, ItemOpened, ItemSettled)


def day(number: float, hour: int = 9) -> datetime:
    """An hour (UTC), this many days after the start."""
    return START.replace(hour=hour) + timedelta(days=number)


def a_setup(**changes: Any) -> PairingSetup:
    """A pairing of half a year that begins today; six sessions, one every four weeks."""
    usual: dict[str, Any] = {
        "pairing_id": "c-1-1",
        "cohort_id": "c-1",
        "roster": "staff",
        "mentor": "p-junior",
        "mentee": "p-senior",
        "title": "Digital at eye level",
        "context": ProgrammeContext.STANDALONE,
        "term": FixedTerm(start=START.date()),
        "sessions": SessionPattern(),
        "session_rules": SessionRules(),
        "topics": TOPICS,
        "owners": Owners(lead="p-lead"),
        "deadlines": Deadlines(),
        "policy": MatchingPolicy(),
        "reasons": ("wants ‘AI’, which the mentor knows at 4 of 5",),
        "calendar": WorkingCalendar(time_zone="UTC"),
        "locale": Locale.ENGLISH,
        "time_zone": "UTC",
        "max_extensions": 2,
        "mail_hours": None,
    }
    return PairingSetup.model_validate(usual | changes)


def ongoing(weeks: int = 26) -> dict[str, Any]:
    """The change that makes a setup an ongoing one."""
    return {"term": OngoingTerm(start=START.date(), review_every_weeks=weeks)}


@dataclass(frozen=True)
class Story:
    """What has happened so far, and what the last step came to."""

    state: PairingState
    now: datetime = START
    records: tuple[EventRecord, ...] = ()
    """Everything that happened so far."""
    deeds: tuple[Deed, ...] = ()
    """Every command so far that was not refused."""
    events: tuple[PairingEvent, ...] = ()
    """What the last step brought about."""
    problems: tuple[Problem, ...] = ()
    """Why the last step was refused."""
    receipt: Frozen | None = None
    """The answer to the last message."""

    # -- what happens ----------------------------------------------------------------------------

    def when(self, message: type[PairingMessage], by: Role = INTEGRATION, **fields: Any) -> Self:
        """A person or system sends a message."""
        given = {"message_id": f"m-{len(self.records)}", "pairing_id": self.state.setup.pairing_id}
        return self.does(message.model_validate(given | {"acting": by} | fields))

    def both(self, message: type[PairingMessage], **fields: Any) -> Self:
        """The mentor says something, then the mentee says the same; the step is both."""
        first = self.when(message, MENTOR, **fields)
        second = first.when(message, MENTEE, **fields)
        return replace(second, events=first.events + second.events)

    def does(self, command: Command) -> Self:
        """A message or an order is carried out, or refused. Every notice makes one letter."""
        try:
            step = PAIRING_DECIDER.handle(self.state, command, self.now, REVISION)
        except Refused as refused:
            return replace(self, events=(), problems=refused.problems, receipt=None)
        events = tuple(from_record(record, PAIRING_EVENTS) for record in step.records)
        bag = pack(
            step.events,
            taken_back(self.state, step.state, self.now),
            lambda notice: letter(step.state, notice, self.now),
            step.state.setup.deadlines.delivery_give_up_days,
        )
        assert [outgoing.letter.notice for outgoing in bag.letters] == _notices(events)
        return replace(
            self,
            state=step.state,
            records=self.records + step.records,
            deeds=(*self.deeds, Deed(command, self.now, step.records)),
            events=events,
            problems=(),
            receipt=step.receipt,
        )

    def fared(self, notice: Notice, outcome: DeliveryOutcome | None) -> Self:
        """The post tells how a mail fared just now, or that it still waits."""
        return self.when(MailFared, Role.ENGINE, notice_id=notice.id, outcome=outcome, at=self.now)

    def at(self, moment: datetime) -> Self:
        """The clock shows another time; nothing elapses."""
        return replace(self, now=moment)

    def until(self, moment: datetime) -> Self:
        """Time passes, and every deadline elapses when it is due; the step is all of them."""
        story, events = self, list[PairingEvent]()
        while (due := story.state.next_due) and due.due <= moment:
            story = story.at(max(due.due, story.now)).elapses()
            events += story.events
        return replace(story.at(moment), events=tuple(events))

    def on(self, kind: DeadlineKind) -> Self:
        """Time passes until a deadline has elapsed; the step is that deadline alone."""
        deadline = self.due(kind)
        before = self.until(deadline.due - timedelta(microseconds=1))
        after = before.at(deadline.due).elapses()
        assert_elapses(deadline, self.state, after.records[len(self.records) :], fold)
        return after

    def elapses(self) -> Self:
        """Whatever is due elapses now, however late that is."""
        return self.does(whatever_is_due(self.state))

    def after_outage(self, **length: float) -> Self:
        """Nothing works for a while; then whatever is due elapses, or waits, at once."""
        return self.at(self.now + timedelta(**length)).elapses()

    # -- what must follow ------------------------------------------------------------------------

    def then(self, *types: type[PairingEvent]) -> Self:
        """Exactly these events followed, notices and items aside."""
        assert not self.problems, [str(problem) for problem in self.problems]
        happened = [
            type(event) for event in self.events if not isinstance(event, IN_THE_BACKGROUND)
        ]
        assert [event_type.__name__ for event_type in happened] == [
            type_.__name__ for type_ in types
        ]
        return self

    def enters(self, stage: Stage) -> Self:
        """The pairing stands in a stage now."""
        assert self.state.stage is stage, self.problems
        return self

    def tells(self, *expected: tuple[NoticeKind, Iterable[Side]]) -> Self:
        """The two were told exactly this; owners aside."""
        wanted = [(kind.value, side.value) for kind, sides in expected for side in sides]
        assert sorted(_named(self.notices)) == sorted(wanted)
        return self

    def opens(self, *kinds: ItemKind) -> Self:
        """Exactly these items were opened, and the lead was told of each."""
        opened = [event.item.kind for event in self.events if isinstance(event, ItemOpened)]
        assert opened == list(kinds)
        told = [notice for notice in _notices(self.events) if notice.kind is NoticeKind.ITEM_OPENED]
        assert [(sent.item, sent.to) for sent in told] == [
            (shown(kind), "p-lead") for kind in kinds
        ]
        return self

    def leaves_open(self, *kinds: KnownKind) -> Self:
        """Exactly these items are open now."""
        assert [item.kind for item in self.state.desk.items] == list(kinds)
        return self

    def refused(self, *paths: str) -> Self:
        """The last step was refused, for mistakes at these places."""
        assert not self.events
        assert [problem.path for problem in self.problems] == list(paths)
        return self

    def waits_for(self, *kinds: DeadlineKind) -> Self:
        """Exactly these deadlines are armed, in the order in which they fall due."""
        assert [deadline.kind for deadline in self.state.deadlines] == list(kinds)
        return self

    # -- what can be looked at -------------------------------------------------------------------

    @property
    def notices(self) -> list[Notice]:
        """What the two were told in the last step; owners aside."""
        return [notice for notice in _notices(self.events) if notice.side is not None]

    @property
    def on_their_way(self) -> list[Notice]:
        """The latest notices of which nothing has come back, the oldest first."""
        return [sent.notice for sent in self.state.desk.told if sent.outcome is None]

    def due(self, kind: DeadlineKind, session_id: str | None = None) -> Deadline:
        """The armed deadline of a kind."""
        found = [
            deadline
            for deadline in self.state.deadlines
            if deadline.kind is kind and session_id in (None, deadline.session_id)
        ]
        assert found, (
            f"{kind} is not armed: {[deadline.kind.value for deadline in self.state.deadlines]}"
        )
        return found[0]

    def session(self, number: int = 1) -> Session:
        """A session of the plan."""
        return self.state.sessions[number - 1]


def _notices(events: Iterable[PairingEvent]) -> list[Notice]:
    return [event.notice for event in events if isinstance(event, NoticeIssued)]


def _named(notices: Iterable[Notice]) -> list[tuple[str, str]]:
    return [(notice.kind.value, notice.side.value) for notice in notices if notice.side]


def opened(setup: PairingSetup, now: datetime = START, no_seats: tuple[NoSeat, ...] = ()) -> Story:
    """A pairing that was just opened."""
    command = OpenPairing(setup=setup, no_seats=no_seats)
    step = PAIRING_DECIDER.handle(None, command, now, REVISION)
    events = tuple(from_record(record, PAIRING_EVENTS) for record in step.records)
    deeds = (Deed(command, now, step.records),)
    return Story(state=step.state, now=now, records=step.records, deeds=deeds, events=events)
