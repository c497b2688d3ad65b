"""Seats: how many pairings at the same time a person of a roster may have, whatever the cohort."""

from collections.abc import Iterable, Sequence

from domain.engine.base import Frozen, OpaqueId
from domain.engine.errors import EyelevelError, NotAllowed, Problem
from domain.programme.ids import PersonId
from domain.programme.people import Side


class SeatClaim(Frozen):
    """A seat that a person must have free, or else the events that take it are not written."""

    roster: OpaqueId
    person: PersonId
    side: Side
    capacity: int
    """Of the programme for this side; the person's own in the roster, for both sides together, goes
    before it."""
    extra: int = 0
    """Seats beyond that, because the rule is relaxed; whoever takes no pairings gets none."""
    answered: bool = False
    """Only pairings count to which the person has said yes; else every one that is not over."""


class NoSeat(Frozen):
    """A person who has no seat free."""

    person: PersonId
    side: Side
    taken: int
    """By other pairings."""
    capacity: int
    paired: bool = False
    """The two are in another pairing by now, whatever their capacities."""


class SeatsTaken(EyelevelError):
    """People have no seat free for a pairing, or are in one together; nothing was written."""

    def __init__(self, seats: Sequence[NoSeat]) -> None:
        self.seats = tuple(seats)
        super().__init__(f"no seat is free for {len(self.seats)} of the two")


def no_seat_free(seats: Iterable[NoSeat]) -> NotAllowed:
    """The refusal of what would take such a seat; it names the sides, not the people."""
    return NotAllowed(list(dict.fromkeys(map(_problem, seats))))


def _problem(seat: NoSeat) -> Problem:
    if seat.paired:
        problem = "the two are in another pairing of this roster"
        return Problem(path="", problem=problem, allowed="once that one has ended")
    return Problem(
        path="",
        problem=(
            f"the {seat.side} has no place free: pairings of this roster take {seat.taken}, "
            f"and the capacity is {seat.capacity}"
        ),
        allowed="once another pairing has ended, or the roster gives the person a higher capacity",
    )
