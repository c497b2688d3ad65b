"""Seats: an append that takes one is written only if it is free, whatever the cohorts."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import pytest

from activities.ports import Journal
from adapters.postgres.journal import PostgresJournal
from adapters.postgres.pool import open_pool
from domain.engine.journal import Appended, EventMeta, EventRecord
from domain.engine.wire import to_record
from domain.pairing.events.preparation import InvitationAccepted
from domain.programme.people import Side
from domain.programme.seats import NoSeat, SeatClaim, SeatsTaken
from tests.contract.events import event
from tests.contract.pairings import START, opened
from tests.fakes.journal import InMemoryJournal

if TYPE_CHECKING:
    from adapters.postgres.pool import Connection

MENTOR = SeatClaim(roster="staff", person="p-1", side=Side.MENTOR, capacity=2)
MENTEE = SeatClaim(roster="staff", person="p-2", side=Side.MENTEE, capacity=1)
BOTH = (MENTOR, MENTEE)
NO_SEAT = NoSeat(person="p-2", side=Side.MENTEE, taken=1, capacity=1)
SetCapacity = Callable[[str, int], Awaitable[None]]

SET_CAPACITY = """
INSERT INTO person (
    roster, id, name, mail, locale, time_zone, site, department, level, roles, capacity, knowledge,
    wanted, experience, expectations, languages, do_not_match, mails
) VALUES (
    'staff', $1, '', '', 'en', 'UTC', 'DE', 'it', 1, '{}', $2, '{}', '{}', '{}', '{}', '{}', '{}',
    'each'
)
ON CONFLICT (roster, id) DO UPDATE SET capacity = excluded.capacity
"""
ROUNDS = 5


@pytest.fixture
def set_capacity(journal: Journal, request: pytest.FixtureRequest) -> SetCapacity:
    """Gives a person of the roster a capacity of their own."""

    async def set_(person: str, capacity: int) -> None:
        if isinstance(journal, InMemoryJournal):
            journal.capacities["staff", person] = capacity
            return
        database: Connection = request.getfixturevalue("database")
        await database.execute(SET_CAPACITY, person, capacity)

    if not isinstance(journal, InMemoryJournal):
        request.getfixturevalue("database")
    return set_


def first(number: int, mentor: str | None = None, mentee: str = "p-2") -> list[EventRecord]:
    """A pairing of a cohort of its own; unless others are named, of a mentor of its own and always
    the same mentee."""
    beginning = opened(f"c-{number}-1", f"c-{number}", mentor or f"m-{number}", mentee)
    return [to_record(beginning, EventMeta())]


def stage(name: str) -> EventRecord:
    """A pairing comes to a stage."""
    data = {"stage": name, "left": "invited"}
    return EventRecord(type="pairing.stage_entered.v1", data=data, occurred_at=START)


def stream(number: int) -> str:
    """The stream of that pairing."""
    return f"pairing-c-{number}-1"


async def open_pairing(journal: Journal, number: int, *claims: SeatClaim) -> Appended:
    """Begin the pairing, if there are seats."""
    return await journal.append(stream(number), 0, first(number), claims=claims or BOTH)


async def say_yes(journal: Journal, number: int) -> Appended:
    """The mentee accepts the invitation, if there is a seat."""
    accepted = InvitationAccepted(occurred_at=START, side=Side.MENTEE)
    claim = MENTEE.model_copy(update={"answered": True})
    return await journal.append(
        stream(number), 1, [to_record(accepted, EventMeta())], claims=[claim]
    )


async def test_case_08_a_pairing_needs_a_free_seat_in_all_cohorts_of_the_roster(
    journal: Journal,
) -> None:
    """Without a free seat of both people nothing is written, and it is said whose is not free; once
    the other pairing is over, the seat is free."""
    await open_pairing(journal, 1)
    with pytest.raises(SeatsTaken) as refused:
        await open_pairing(journal, 2)
    assert refused.value.seats == (NO_SEAT,)
    assert await journal.read(stream(2)) == []
    await journal.append(stream(1), 1, [stage("closed")])
    assert (await open_pairing(journal, 2)).version == 1


async def test_an_append_that_was_written_stays_written_when_it_is_sent_again(
    journal: Journal, set_capacity: SetCapacity
) -> None:
    """The same append again gets its positions, even if its seats would not be free any more."""
    appended = await open_pairing(journal, 1)
    await set_capacity("p-2", 0)
    assert await open_pairing(journal, 1) == appended


async def test_case_08_an_own_capacity_counts_for_both_sides_together(
    journal: Journal, set_capacity: SetCapacity
) -> None:
    """A person's own capacity goes before that of the programme, and counts for both sides."""
    await open_pairing(journal, 1)
    await set_capacity("p-2", 2)
    as_mentor = SeatClaim(roster="staff", person="p-2", side=Side.MENTOR, capacity=9)
    assert (await open_pairing(journal, 2, as_mentor)).version == 1
    with pytest.raises(SeatsTaken) as refused:
        await open_pairing(journal, 3, as_mentor)
    assert refused.value.seats == (NoSeat(person="p-2", side=Side.MENTOR, taken=2, capacity=2),)


async def test_case_08_a_relaxed_rule_gives_one_seat_more(
    journal: Journal, set_capacity: SetCapacity
) -> None:
    """Where the rule is relaxed there is one more seat, but none for who takes no pairings."""
    relaxed = MENTEE.model_copy(update={"extra": 1})
    await open_pairing(journal, 1, relaxed)
    await open_pairing(journal, 2, relaxed)
    with pytest.raises(SeatsTaken):
        await open_pairing(journal, 3, relaxed)
    await set_capacity("p-2", 0)
    with pytest.raises(SeatsTaken):
        await journal.append(stream(4), 0, first(4), claims=[relaxed])


async def test_case_08_when_a_capacity_was_lowered_the_first_yes_has_the_seat(
    journal: Journal, set_capacity: SetCapacity
) -> None:
    """Of two invitations to a person whose capacity was lowered to one, the first that is accepted
    gets the seat; the other acceptance is refused until the seat is free."""
    await set_capacity("p-2", 2)
    await open_pairing(journal, 1)
    await open_pairing(journal, 2)
    await set_capacity("p-2", 1)
    await say_yes(journal, 1)
    with pytest.raises(SeatsTaken) as refused:
        await say_yes(journal, 2)
    assert refused.value.seats == (NO_SEAT,)
    await journal.append(stream(1), 2, [stage("closed")])
    assert (await say_yes(journal, 2)).version == 2


async def test_case_08_a_reopened_pairing_needs_its_seats_again(journal: Journal) -> None:
    """A pairing whose people are in another one by now cannot come back."""
    await open_pairing(journal, 1)
    await journal.append(stream(1), 1, [stage("closed")])
    await open_pairing(journal, 2)
    with pytest.raises(SeatsTaken):
        await journal.append(stream(1), 2, [stage("sessions")], claims=BOTH)
    assert len(await journal.read(stream(1))) == 2


async def test_case_08_no_two_are_in_two_pairings_at_a_time(journal: Journal) -> None:
    """Two who both have places left are not paired a second time, be it by another cohort or with
    their sides exchanged; once the first pairing is over, they may be."""
    places = [claim.model_copy(update={"capacity": 5}) for claim in BOTH]
    await journal.append(stream(1), 0, first(1, "p-1"), claims=places)
    with pytest.raises(SeatsTaken) as refused:
        await journal.append(stream(2), 0, first(2, "p-1"), claims=places)
    assert [(seat.person, seat.paired) for seat in refused.value.seats] == [
        ("p-1", True),
        ("p-2", True),
    ]
    with pytest.raises(SeatsTaken):
        await journal.append(stream(3), 0, first(3, "p-2", "p-1"), claims=places)
    assert await journal.read(stream(2)) == []
    await journal.append(stream(1), 1, [stage("closed")])
    await journal.append(stream(2), 0, first(2, "p-1"), claims=places)
    with pytest.raises(SeatsTaken):
        await journal.append(stream(1), 2, [stage("sessions")], claims=places)


async def test_what_is_written_together_suffers_from_no_missing_seat(journal: Journal) -> None:
    """Of appends that come at the same moment only those are refused whose seat is taken."""
    appends = [journal.append(f"test-{number}", 0, [event()]) for number in range(5)]
    openings = [open_pairing(journal, number) for number in range(3)]
    answers = await asyncio.gather(*appends, *openings, return_exceptions=True)
    kinds = sorted(type(answer).__name__ for answer in answers)
    assert kinds == ["Appended"] * 6 + ["SeatsTaken"] * 2


async def test_case_08_of_two_who_take_the_last_seat_at_once_one_gets_it(
    database_url: str,
) -> None:
    """Two processes that take the last seat at the same moment: one gets it, one is refused."""
    async with await open_pool(database_url) as one, await open_pool(database_url) as other:
        journals = PostgresJournal(one), PostgresJournal(other)
        for number in range(0, 2 * ROUNDS, 2):
            answers = await asyncio.gather(
                *(open_pairing(journal, number + n) for n, journal in enumerate(journals)),
                return_exceptions=True,
            )
            assert sorted(type(one).__name__ for one in answers) == ["Appended", "SeatsTaken"]
            (winner,) = (one.stream for one in answers if isinstance(one, Appended))
            await journals[0].append(winner, 1, [stage("closed")])
