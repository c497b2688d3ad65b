"""What the simulated people do: most do well, and something happens to nearly everyone.

The engine knows nothing of this. It gets the same messages that real people's forms, calendars and
meeting tools send.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

SEED: Final = "eyelevel"
"""Makes the story the same every time: which side answers when, and with what."""


class Invitation(StrEnum):
    """How the two take their invitation."""

    ACCEPTED = "accepted"
    DECLINED_BY_MENTOR = "declined_by_mentor"
    NEVER_ANSWERED_BY_MENTOR = "never_answered_by_mentor"


class Turn(StrEnum):
    """The course of a session."""

    AS_BOOKED = "as_booked"
    MOVED = "moved"
    CANCELLED_LATE = "cancelled_late"
    """By the mentee, hours before; and booked anew."""
    NO_SHOW = "no_show"
    """Of the mentee; it is tried again."""
    CONFLICTING_REPORTS = "conflicting_reports"
    """The operator decides."""
    REPORTED_BY_HAND = "reported_by_hand"
    """No meeting tool saw it: Eyelevel has to ask."""
    MET_ELSEWHERE = "met_elsewhere"
    """Weeks of silence, until a side answers “did you meet?”."""


class Event(StrEnum):
    """What happens between two sessions."""

    PAUSE = "pause"
    EXTENSION = "extension"
    OBJECTIVES_REACHED = "objectives_reached"
    NO_TIME = "no_time"
    LEAVES_COMPANY = "leaves_company"
    MAILBOX_CLOSED = "mailbox_closed"
    MAILBOX_OPEN_AGAIN = "mailbox_open_again"


class Review(StrEnum):
    """Which sides hand in the closing review."""

    BOTH = "both"
    MENTOR_ONLY = "mentor_only"


@dataclass(frozen=True)
class Plot:
    """What is special about a couple; by default, nothing."""

    invitation: Invitation = Invitation.ACCEPTED
    expectations_differ: bool = False
    """And the mentee thinks again after the mentor has accepted."""
    amends_plan: bool = False
    turns: Mapping[int, Turn] = field(default_factory=dict)
    """By number of the session."""
    after: Mapping[int, Event] = field(default_factory=dict)
    """By number of the session that was held before."""
    forgets_reflections: bool = False
    review: Review = Review.BOTH
    partnership: bool = False


UNEVENTFUL: Final = Plot(partnership=True)
"""For pairings beyond those of the story, such as those of people who joined late."""

PLOTS: Final = (
    Plot(partnership=True),
    Plot(turns={2: Turn.MOVED, 4: Turn.CONFLICTING_REPORTS}),
    Plot(expectations_differ=True, review=Review.MENTOR_ONLY),
    Plot(invitation=Invitation.DECLINED_BY_MENTOR),
    Plot(amends_plan=True, after={4: Event.EXTENSION}),
    Plot(turns={3: Turn.MET_ELSEWHERE}, forgets_reflections=True),
    Plot(turns={2: Turn.CANCELLED_LATE, 5: Turn.MOVED}, partnership=True),
    Plot(invitation=Invitation.NEVER_ANSWERED_BY_MENTOR),
    Plot(after={2: Event.PAUSE}),
    Plot(
        turns={3: Turn.NO_SHOW, 4: Turn.REPORTED_BY_HAND},
        after={4: Event.LEAVES_COMPANY},
    ),
    Plot(after={3: Event.NO_TIME}),
    Plot(
        after={1: Event.MAILBOX_CLOSED, 2: Event.MAILBOX_OPEN_AGAIN, 4: Event.OBJECTIVES_REACHED},
        partnership=True,
    ),
)
"""By number of the pairing in its cohort, from 1."""


def plot_of(number: int) -> Plot:
    """The plot of a pairing by its number in the cohort, from 1."""
    return PLOTS[number - 1] if number <= len(PLOTS) else UNEVENTFUL
