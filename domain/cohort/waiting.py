"""What happens next in a cohort."""

from domain.cohort.state import CohortState
from domain.cohort.vocabulary import CohortDeadlineKind as Kind
from domain.engine.tables import complete


def next_in_words(state: CohortState) -> str:
    """What falls due next, for the summary of the timer."""
    return due_in_words(state.next_due.kind) if state.next_due else "Nothing is due"


def due_in_words(kind: Kind) -> str:
    """What happens when a deadline falls due."""
    return _WORDS[kind]


_WORDS = complete(
    Kind,
    {
        Kind.CONFIRMATION_REMINDER: "Reminder: the proposed pairs are not yet confirmed",
        Kind.CONFIRMATION_ITEM: "Item for the owners: the proposed pairs are still not confirmed",
        Kind.MATCHING_OVER: "Nobody is matched any more",
        Kind.WAITING_NEWS: "Word to those who wait for a partner",
        Kind.ATTENDANCE: "Item for the owners: who was at the briefing?",
        Kind.PROGRESS_CHECK: "A look at the pairings",
        Kind.PAUSE_RETURN: "The pause ends",
        Kind.PAUSE_QUESTION: "The owners are asked: still paused?",
        Kind.PAUSE_MAX: "The longest pause is over: the cohort ends",
        Kind.ITEM_REMINDER: "The owners are reminded of what is still open",
        Kind.TELL_AGAIN: "Pairings that could not be reached are told once more",
        Kind.ENDING_OVER: "By now every pairing must have ended",
    },
    verb="puts into words",
)
