"""The closed lists of a cohort."""

from enum import StrEnum

from domain.engine.tables import sparse
from domain.pairing.vocabulary import EndReason


class CohortStage(StrEnum):
    """Where a cohort stands."""

    MATCHING = "matching"
    """People are being matched, or wait for a partner who fits."""
    CONFIRMING = "confirming"
    """The first proposals wait for the programme lead."""
    RUNNING = "running"
    ENDING = "ending"
    """No one is matched any more; the pairings come to their end."""
    CLOSED = "closed"


OPEN_STAGES = (CohortStage.MATCHING, CohortStage.CONFIRMING, CohortStage.RUNNING)


class EntryStatus(StrEnum):
    """How far a confirmed pair has come towards becoming a pairing."""

    TO_START = "to_start"
    STARTED = "started"
    FAILED = "failed"
    """It could not be started; the entry says why."""
    WITHDRAWN = "withdrawn"
    """The cohort ended before it was started."""


class InstructionKind(StrEnum):
    """What a cohort has all its pairings do."""

    PAUSE = "pause"
    RESUME = "resume"
    END = "end"


class NewsKind(StrEnum):
    """What a cohort passes on to its pairings: news of a person, or of the company."""

    LEFT = "left"
    STAYS = "stays"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    AWAY = "away"
    BACK = "back"
    CHANGED = "changed"
    SHUTDOWN = "shutdown"
    OWNERS = "owners"
    """Other people look after them."""
    BRIEFED = "briefed"
    """Which of a pairing's two are briefed, for many pairings at once."""


class CohortEndReason(StrEnum):
    """The closed list of reasons why a cohort ends."""

    PROGRAMME_ENDED = "programme_ended"
    OBJECTIVES_REACHED = "objectives_reached"
    LACK_OF_COMMITMENT = "lack_of_commitment"
    WITHDRAWN_CONSENT = "withdrawn_consent"
    COMPLETED = "completed"
    """The last pairing is over."""
    NOBODY_PAIRED = "nobody_paired"
    """No pairing came about as long as people were matched."""
    PAUSE_EXPIRED = "pause_expired"
    MATCHING_REFUSED = "matching_refused"
    """The first matching was refused: pairs composed by hand break rules, the roster is empty."""


END_REASONS_OF_PAIRINGS = sparse(
    CohortEndReason,
    {
        CohortEndReason.PROGRAMME_ENDED: EndReason.PROGRAMME_ENDED,
        CohortEndReason.OBJECTIVES_REACHED: EndReason.OBJECTIVES_REACHED,
        CohortEndReason.LACK_OF_COMMITMENT: EndReason.LACK_OF_COMMITMENT,
        CohortEndReason.WITHDRAWN_CONSENT: EndReason.WITHDRAWN_CONSENT,
        CohortEndReason.PAUSE_EXPIRED: EndReason.PROGRAMME_ENDED,
    },
    otherwise=EndReason.PROGRAMME_ENDED,
)
"""For which reason the pairings end when their cohort does."""

ASKABLE_END_REASONS = (
    CohortEndReason.PROGRAMME_ENDED,
    CohortEndReason.OBJECTIVES_REACHED,
    CohortEndReason.LACK_OF_COMMITMENT,
    CohortEndReason.WITHDRAWN_CONSENT,
)
"""Reasons an operator may give; the others are the engine's own."""


class CohortDeadlineKind(StrEnum):
    """Everything that can fall due."""

    CONFIRMATION_REMINDER = "confirmation_reminder"
    CONFIRMATION_ITEM = "confirmation_item"
    MATCHING_OVER = "matching_over"
    """The fixed term is over; or an ongoing programme had no pairing for a whole review period."""
    WAITING_NEWS = "waiting_news"
    """People without a partner are told that they wait, or that they still do."""
    ATTENDANCE = "attendance"
    """The owners are asked who was at a briefing, unless they have said so."""
    PROGRESS_CHECK = "progress_check"
    PAUSE_RETURN = "pause_return"
    PAUSE_QUESTION = "pause_question"
    PAUSE_MAX = "pause_max"
    ITEM_REMINDER = "item_reminder"
    """Items that are still open come back to their owners."""
    TELL_AGAIN = "tell_again"
    """Pairings that could not be reached are told once more."""
    ENDING_OVER = "ending_over"
    """By now every pairing must have ended by itself."""
