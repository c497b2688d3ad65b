"""Who has how many seats taken, from the events of pairings: what the database counts in SQL."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from domain.engine.journal import EventRecord, StoredEvent
from domain.programme.people import Side
from domain.programme.seats import NoSeat, SeatClaim

Capacities = Mapping[tuple[str, str], int]
"""The own capacities of people, by roster and person."""


def missing_seats(
    events: Iterable[StoredEvent],
    stream: str,
    claims: Sequence[SeatClaim],
    capacities: Capacities,
) -> tuple[NoSeat, ...]:
    """The claims of a stream that are not met in a journal which has the events that make them."""
    pairings = _pairings(events) if claims else {}
    return tuple(_missing(pairings, stream, claims, capacities))


class _Pairing:
    def __init__(self, opened: EventRecord) -> None:
        setup = opened.data["setup"]
        assert isinstance(setup, dict)
        self.roster = setup["roster"]
        self.people = {side: setup[side] for side in Side}
        self.said_yes = set[str]()
        self.is_over = False

    @property
    def the_two(self) -> tuple[object, frozenset[object]]:
        """Their roster and ids."""
        return self.roster, frozenset(self.people.values())

    def take(self, record: EventRecord) -> None:
        match record.name:
            case "pairing.stage_entered":
                self.is_over = record.data["stage"] in ("closed", "partnership")
            case "pairing.invitation_accepted":
                self.said_yes.add(str(record.data["side"]))
            case _:
                pass

    def counts(self, claim: SeatClaim, side: Side) -> bool:
        return (
            not self.is_over
            and (self.roster, self.people[side]) == (claim.roster, claim.person)
            and (side in self.said_yes or not claim.answered)
        )


def _pairings(events: Iterable[StoredEvent]) -> dict[str, _Pairing]:
    found = dict[str, _Pairing]()
    for event in events:
        if event.record.name == "pairing.opened":
            found[event.stream] = _Pairing(event.record)
        elif event.stream in found:
            found[event.stream].take(event.record)
    return found


def _missing(
    pairings: Mapping[str, _Pairing],
    stream: str,
    claims: Sequence[SeatClaim],
    capacities: Capacities,
) -> Iterator[NoSeat]:
    twice = _are_paired(pairings, stream)
    for claim in claims:
        own = capacities.get((claim.roster, claim.person))
        sides = (claim.side,) if own is None else tuple(Side)
        taken = sum(pairing.counts(claim, side) for pairing in pairings.values() for side in sides)
        capacity = claim.capacity if own is None else own
        paired = twice and not claim.answered
        if paired or taken > (capacity and capacity + claim.extra):
            yield NoSeat(
                person=claim.person,
                side=claim.side,
                taken=taken - 1,
                capacity=capacity,
                paired=paired,
            )


def _are_paired(pairings: Mapping[str, _Pairing], stream: str) -> bool:
    """Whether the two are in another pairing, on whatever sides."""
    one = pairings.get(stream)
    return one is not None and any(
        other is not one and not other.is_over and other.the_two == one.the_two
        for other in pairings.values()
    )
