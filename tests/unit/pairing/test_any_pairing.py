"""Whatever people say and whatever breaks down, a pairing stays sound and comes to its end."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from domain.engine.journal import EventRecord
from domain.engine.orders import ElapseDeadlines
from domain.pairing.commands import Command
from domain.pairing.events.messages import ItemOpened, NoticeIssued
from domain.pairing.evolve import fold
from domain.pairing.explain import explain
from domain.pairing.setup import PairingSetup
from domain.pairing.state import PairingState
from domain.pairing.taking_back import taken_back
from domain.pairing.timetable import OF_PEOPLE
from domain.pairing.vocabulary import DeadlineKind, SessionStatus, Stage
from domain.telling.catalogue import NOTICES
from domain.telling.notices import Notice
from tests.properties import examples
from tests.unit.pairing.anything import SETUPS, messages, orders
from tests.unit.pairing.needed import needed_by_anybody
from tests.unit.pairing.story import Story, opened
from tests.unit.pairing.ways import lead_to
from tests.unit.timetables import whatever_is_due

LONGEST_SILENCE = timedelta(days=6 * 366)
"""A pause, an extended term, a review, a partnership with its follow-ups: all unanswered."""
MOST_STEPS = 500


class AnyPairing(RuleBasedStateMachine):
    """A pairing to which anything may be said at any time."""

    @initialize(setup=SETUPS, stage=st.sampled_from([*Stage, Stage.SESSIONS, Stage.SESSIONS]))
    def begins(self, setup: PairingSetup, stage: Stage) -> None:
        """Two people are matched, and everything goes well until some stage."""
        self.story = lead_to(stage, opened(setup))
        self.folded = fold(_through_json(self.story.records))
        self.notice_ids, self.item_ids = list[str](), list[str]()
        self.taken_back = set[str]()

    @rule(data=st.data())
    def is_told_something(self, data: st.DataObject) -> None:
        """By people or systems; wrong as often as right."""
        number = len(self.story.records)
        self._do(data.draw(messages(self.story.state, self.story.now, number)))

    @rule(data=st.data())
    def is_ordered_something(self, data: st.DataObject) -> None:
        """By the engine itself."""
        self._do(data.draw(orders(self.story.state)))

    @rule()
    def waits_for_its_next_deadline(self) -> None:
        """Time passes to the next deadline, punctually: then nobody is told on a day off of all."""
        due = self.story.state.next_due
        if due is None:
            return
        self.story = self.story.at(max(due.due, self.story.now))
        punctual = self.story.now == due.due
        self._do(whatever_is_due(self.story.state))
        if punctual and _issued(self.story):
            calendar = self.story.state.setup.calendar
            assert calendar.roll_forward(self.story.now) == self.story.now

    @rule(hours=st.integers(0, 24 * 50))
    def stands_still(self, hours: int) -> None:
        """A worker, server or database is down; afterwards everything is late at once."""
        self.story = self.story.at(self.story.now + timedelta(hours=hours))
        self._do(whatever_is_due(self.story.state))

    @invariant()
    def is_the_fold_of_its_journal(self) -> None:
        """What a worker knows is what the journal says, also after a trip through JSON."""
        state = self.story.state
        assert self.folded == state
        assert PairingState.model_validate_json(state.model_dump_json()) == state

    @invariant()
    def can_always_go_on(self) -> None:
        """Until it is archived something falls due, and the table is in order."""
        state = self.story.state
        dues = [deadline.due for deadline in state.deadlines]
        assert dues == sorted(dues)
        assert state.archived or state.next_due
        assert not (state.archived and (state.deadlines or state.desk.items))
        assert not state.archived or state.stage is Stage.CLOSED

    @invariant()
    def counts_right(self) -> None:
        """Figures are those of the sessions."""
        state = self.story.state
        statuses = [session.status for session in state.sessions]
        assert state.tally.held == statuses.count(SessionStatus.HELD)
        assert state.tally.missed >= statuses.count(SessionStatus.MISSED)

    @invariant()
    def rests_during_a_pause(self) -> None:
        """Nothing falls due but what belongs to the pause or is for the owners, and no pause
        outlives the pairing."""
        state = self.story.state
        if state.pause is None:
            return
        assert not state.stage.is_over
        assert {deadline.kind for deadline in state.deadlines} <= {
            DeadlineKind.PAUSE_RETURN,
            DeadlineKind.PAUSE_QUESTION,
            DeadlineKind.PAUSE_MAX,
            *OF_PEOPLE,
            DeadlineKind.HOLD_OVER,
            DeadlineKind.ITEM_REMINDER,
        }

    @invariant()
    def can_be_explained(self) -> None:
        """Every notice and item has its reason."""
        explain(self.story.state)

    def teardown(self) -> None:
        """Then no one answers any more, and the pairing must come to its end."""
        if not hasattr(self, "story"):
            return
        story, begin = self.story, self.story.now
        for _ in range(MOST_STEPS):
            if story.state.next_due is None:
                break
            story = story.at(max(story.state.next_due.due, story.now)).elapses()
        assert story.state.archived, story.state.next_due
        assert story.now - begin < LONGEST_SILENCE

    def _do(self, command: Command) -> None:
        before = self.story
        self.story = before.does(command)
        new = self.story.records[len(before.records) :]
        self.folded = fold(_through_json(new), self.folded)
        issued = _issued(self.story)
        self._check_ids(issued)
        self._check_recipients(issued)
        gone = self._check_taken_back(before.state)
        # Of deadlines that elapse together, one may overtake what another has issued.
        assert isinstance(command, ElapseDeadlines) or not gone.intersection(
            notice.id for notice in issued
        )
        if before.state.pause and self.story.state.pause:
            kinds = {notice.kind for notice in issued if notice.side}
            assert all(NOTICES[kind].while_paused for kind in kinds)
            assert not (before.state.on_hold and self.story.state.on_hold and kinds), kinds

    def _check_ids(self, issued: list[Notice]) -> None:
        self.notice_ids += [notice.id for notice in issued]
        self.item_ids += [
            event.item.id for event in self.story.events if isinstance(event, ItemOpened)
        ]
        assert len(set(self.notice_ids)) == len(self.notice_ids)
        assert len(set(self.item_ids)) == len(self.item_ids)

    def _check_recipients(self, issued: list[Notice]) -> None:
        """A person who has left gets no mail, whatever it is about."""
        state = self.story.state
        today = state.setup.calendar.local_day(self.story.now)
        assert not any(notice.side and state.has_left(notice.side, today) for notice in issued)

    def _check_taken_back(self, before: PairingState) -> set[str]:
        """Nothing that people still need is taken back; gives what is.

        Mails to somebody who has left are not needed, even if that turns out to be wrong later.
        """
        state, now = self.story.state, self.story.now
        today = state.setup.calendar.local_day(now)
        gone = set(taken_back(before, state, now))
        self.taken_back |= gone - _to_those_who_left(state, today)
        for notice in needed_by_anybody(state, today):
            assert notice.id not in self.taken_back, notice
        return gone


def _to_those_who_left(state: PairingState, today: date) -> set[str]:
    told = (sent.notice for sent in state.desk.told)
    return {notice.id for notice in told if notice.side and state.has_left(notice.side, today)}


def _issued(story: Story) -> list[Notice]:
    return [event.notice for event in story.events if isinstance(event, NoticeIssued)]


def _through_json(records: Iterable[EventRecord]) -> list[EventRecord]:
    return [EventRecord.model_validate_json(record.model_dump_json()) for record in records]


AnyPairing.TestCase.settings = settings(examples(60), stateful_step_count=40, print_blob=True)
# Forty steps of sixty pairings: the longest of all unit tests, beside other work most of all;
# `make lives` takes twenty times as many.
TestAnyPairing = pytest.mark.timeout(7200)(AnyPairing.TestCase)
