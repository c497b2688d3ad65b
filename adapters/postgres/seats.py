"""Seats that appends claim, as the database counts them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import asyncpg
from pydantic import TypeAdapter

from domain.programme.seats import NoSeat, SeatClaim, SeatsTaken

_NO_SEAT = "EL001"
"""SQLSTATE of ``append_events``, with the seats that are not free as its detail."""
_SEATS = TypeAdapter(tuple[NoSeat, ...])


class SeatRow(NamedTuple):
    """A claim as the SQL function ``append_events`` takes it, in its order."""

    stream: str
    roster: str
    person: str
    side: str
    capacity: int
    extra: int
    answered: bool


def seat_row(stream: str, claim: SeatClaim) -> SeatRow:
    """The claim of an append to this stream."""
    return SeatRow(
        stream,
        claim.roster,
        claim.person,
        claim.side,
        claim.capacity,
        claim.extra,
        claim.answered,
    )


@contextmanager
def seats_in_words() -> Iterator[None]:
    """Raises `SeatsTaken` for what the database says of seats that are not free."""
    try:
        yield
    except asyncpg.PostgresError as error:
        if error.sqlstate != _NO_SEAT:
            raise
        raise SeatsTaken(_SEATS.validate_json(error.detail or "[]")) from None
