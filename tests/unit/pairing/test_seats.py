"""Seats: which events of a pairing take them, and what is decided when there is none."""

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from domain.engine.errors import NotAllowed, Refused
from domain.pairing.commands import Accept, Command, Decline, End, OpenPairing, Reopen
from domain.pairing.decider import PAIRING_DECIDER
from domain.pairing.events.course import (
    PairingArchived,
    PairingClosed,
    PairingOpened,
    ReopeningOver,
    StageEntered,
)
from domain.pairing.evolve import fold
from domain.pairing.seats import claims, without_seats
from domain.pairing.vocabulary import EndReason, Stage
from domain.programme.people import Side
from domain.programme.request import HardRule, MatchingPolicy, RuleWaiver
from domain.programme.revision import REVISION
from domain.programme.seats import NoSeat, SeatsTaken
from tests.fakes.journal import InMemoryJournal
from tests.unit.pairing.story import MENTEE, MENTOR, OPERATOR, START, Story, a_setup, opened
from tests.unit.pairing.ways import given

NO_SEAT = NoSeat(person="p-senior", side=Side.MENTEE, taken=1, capacity=1)
WAIVER = RuleWaiver(rule=HardRule.CAPACITY, reason="asked for it")


def claimed(story: Story) -> list[tuple[str, int, int, bool]]:
    """Whose seats the last step takes: person, capacity, extra, of which pairings."""
    found = claims(story.state, story.events)
    return [(one.person, one.capacity, one.extra, one.answered) for one in found]


def test_case_08_a_pairing_takes_seats_when_it_begins_is_accepted_and_comes_back() -> None:
    """Both seats are claimed when a pairing opens and when it is reopened, and one's own with a
    yes; all else claims none."""
    story = opened(a_setup())
    both = [("p-junior", 2, 0, False), ("p-senior", 1, 0, False)]
    assert claimed(story) == both
    assert claimed(story.when(Accept, MENTEE)) == [("p-senior", 1, 0, True)]
    over = given(Stage.SESSIONS).when(End, MENTOR, reason=EndReason.TIME)
    assert claimed(over) == []
    assert claimed(over.when(Reopen, OPERATOR)) == both


def test_case_08_a_waiver_for_the_two_claims_nothing_and_a_relaxed_rule_one_seat_more() -> None:
    """A pair that may break the rule of capacity needs no seat; where the rule is relaxed for all,
    everybody has one more."""
    assert claimed(opened(a_setup(waived=(WAIVER,)))) == []
    relaxed = MatchingPolicy(relaxed=(WAIVER,))
    story = opened(a_setup(policy=relaxed, waived=(WAIVER,)))
    assert [extra for _, _, extra, _ in claimed(story)] == [1, 1]


def test_case_08_without_a_seat_a_pairing_is_over_before_anybody_hears_of_it() -> None:
    """A pairing that finds no seat is closed and archived at once, invites nobody, takes no seat,
    and leaves both behind, who want another partner."""
    command = without_seats(OpenPairing(setup=a_setup()), (NO_SEAT,))
    assert command == OpenPairing(setup=a_setup(), no_seats=(NO_SEAT,))
    story = opened(a_setup(), no_seats=(NO_SEAT,))
    assert not story.then(
        PairingOpened, PairingClosed, StageEntered, ReopeningOver, PairingArchived
    ).notices
    assert (story.state.archived, story.state.deadlines, claimed(story)) == (True, (), [])
    assert story.state.ending is not None
    assert story.state.ending.reason is EndReason.NO_SEAT
    assert story.state.ending.left_behind == tuple(Side)


def test_case_08_without_a_seat_a_yes_is_refused_with_what_to_do() -> None:
    """A person who says yes and has no seat is told how many are taken, and what would help."""
    command = Accept(message_id="m-1", acting=MENTEE, pairing_id="c-1-1")
    with pytest.raises(NotAllowed, match=r"mentee has no place free.*take 1.*capacity is 1.*ended"):
        without_seats(command, (NO_SEAT,))


def test_case_08_two_who_are_paired_already_are_told_so() -> None:
    """A reopening of a pairing whose two are together in another one by now is refused for that,
    whatever places they have left; and told once, not for each of them."""
    again = NO_SEAT.model_copy(update={"paired": True})
    command = Reopen(message_id="m-1", acting=OPERATOR, pairing_id="c-1-1")
    with pytest.raises(NotAllowed, match="the two are in another pairing") as refused:
        without_seats(command, (again, again))
    assert len(refused.value.problems) == 1


PEOPLE = {Side.MENTOR: ("anna", "carl"), Side.MENTEE: ("bert", "dora")}
ACTS = ("open", "accept", "decline", "end", "reopen", "lower", "raise")


class Rosters:
    """Pairings of two cohorts over one roster, as workflows would run them."""

    def __init__(self) -> None:
        self.journal = InMemoryJournal()
        self.count = 0
        self.allowed = dict.fromkeys((*PEOPLE[Side.MENTOR], *PEOPLE[Side.MENTEE]), 2)

    async def do(self, act: str, number: int) -> None:
        """One act of somebody; without a seat it is decided again, as `workflows.memory` does."""
        person = tuple(self.allowed)[number % 4]
        if act in ("lower", "raise"):
            self.allowed[person] = 1 if act == "lower" else 2
            self.journal.capacities["staff", person] = self.allowed[person]
        elif act == "open":
            self.count += 1
            mentor, mentee = PEOPLE[Side.MENTOR][number % 2], PEOPLE[Side.MENTEE][number // 2 % 2]
            setup = a_setup(pairing_id=f"c-{number % 2}-{self.count}", mentor=mentor, mentee=mentee)
            await self._record(setup.pairing_id, OpenPairing(setup=setup))
        elif streams := await self.journal.streams("pairing-"):
            pairing_id = streams[number % len(streams)].removeprefix("pairing-")
            await self._record(pairing_id, _message(act, number, pairing_id))

    async def _record(self, pairing_id: str, command: Command) -> None:
        stream = f"pairing-{pairing_id}"
        records = [event.record for event in await self.journal.read(stream)]
        state = fold(records, None, REVISION)
        try:
            while True:
                step = PAIRING_DECIDER.handle(state, command, START, REVISION)
                wanted = claims(step.state, step.events)
                try:
                    await self.journal.append(stream, len(records), step.records, claims=wanted)
                except SeatsTaken as taken:
                    command = without_seats(command, taken.seats)
                else:
                    return
        except Refused:
            return

    async def accepted(self) -> dict[str, int]:
        """How many pairings everybody has said yes to that are not over."""
        found = dict.fromkeys(self.allowed, 0)
        for stream in await self.journal.streams("pairing-"):
            events = await self.journal.read(stream)
            state = fold((event.record for event in events), None, REVISION)
            if state is None or state.stage.is_over:
                continue
            for side in Side:
                found[state.setup.person(side)] += bool(state.preparation.accepted.of(side))
        return found


def _message(act: str, number: int, pairing_id: str) -> Command:
    who = {
        "message_id": f"m-{act}-{number}",
        "pairing_id": pairing_id,
        "acting": (MENTOR, MENTEE)[number // 3 % 2],
    }
    match act:
        case "accept":
            return Accept.model_validate(who)
        case "decline":
            return Decline.model_validate(who)
        case "end":
            return End.model_validate(who | {"reason": EndReason.TIME})
        case _:
            return Reopen.model_validate(who | {"acting": OPERATOR})


@for_any(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 60)), min_size=8, max_size=30))
async def test_case_08_nobody_ever_has_more_pairings_than_places(
    acts: list[tuple[str, int]],
) -> None:
    """Whatever two cohorts of a roster do, and whenever capacities change: nobody gets one more
    pairing than their capacity allows at that moment."""
    rosters = Rosters()
    before = await rosters.accepted()
    for act, number in acts:
        await rosters.do(act, number)
        after = await rosters.accepted()
        gained = [person for person, count in after.items() if count > before[person]]
        assert [one for one in gained if after[one] > rosters.allowed[one]] == []
        before = after
