"""From the terms of pairings to their complete setups."""

from collections.abc import Sequence
from datetime import date
from typing import Self

from activities.calendars import CalendarLookup, question_of_pair
from domain.cohort.state import CohortState, PairingEntry
from domain.cohort.work import terms_of
from domain.engine.base import Frozen
from domain.pairing.setup import PairingSetup, PairingTerms


class StartPairings(Frozen):
    """A batch of pairings to start."""

    terms: tuple[PairingTerms, ...]
    today: date

    @classmethod
    def of(cls, state: CohortState, entries: Sequence[PairingEntry], today: date) -> Self:
        """These pairings of a cohort, under its terms."""
        return cls(
            terms=tuple(terms_of(state, entry) for entry in entries),
            today=today,
        )


class SetupLookup:
    """Completes terms by what has to be looked up: the calendar of the two."""

    def __init__(self, calendars: CalendarLookup) -> None:
        self._calendars = calendars

    async def of(self, batch: StartPairings, terms: PairingTerms) -> PairingSetup:
        """The setup of one pairing of the batch.

        Raises `domain.engine.errors.InvalidInput` if a person or a region is unknown.
        """
        calendar = await self._calendars.look_up(question_of_pair(terms, batch.today))
        return PairingSetup.model_validate({**dict(terms), "calendar": calendar})
