"""How much is measured."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """The size of every part."""

    rounds: int
    seconds: float
    """How long one contender appends in one round."""
    lone_appends: int
    """Per contender and round."""
    gap_events: int
    repeated_appends: int
    rebuilt_events: int
    recovered_pairings: int


FULL = Scale(
    rounds=5,
    seconds=0.5,
    lone_appends=500,
    gap_events=100_000,
    repeated_appends=10_000,
    rebuilt_events=1_000_000,
    recovered_pairings=1_000,
)
QUICK = Scale(
    rounds=2,
    seconds=0.15,
    lone_appends=50,
    gap_events=5_000,
    repeated_appends=1_000,
    rebuilt_events=50_000,
    recovered_pairings=50,
)
