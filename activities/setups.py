"""From the terms of pairings to their complete setups."""

from collections.abc import Sequence
from datetime import date
from typing import Self

from activities.calendars import CalendarLookup, question_of_pair
from activities.ports import Roster
from domain.cohort.state import CohortState, PairingEntry
from domain.cohort.work import terms_of
from domain.engine.base import Frozen
from domain.pairing.setup import PairingSetup, PairingTerms
from domain.pairing.sides import Both
from domain.programme.ids import PersonId
from domain.programme.people import Away, Side


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
    """Completes terms by what has to be looked up: when the two are at work, and for how long."""

    def __init__(self, calendars: CalendarLookup, roster: Roster) -> None:
        self._calendars = calendars
        self._roster = roster

    async def of(self, batch: StartPairings, terms: PairingTerms) -> PairingSetup:
        """The setup of one pairing of the batch.

        Raises `domain.engine.errors.InvalidInput` if a person or a region is unknown.
        """
        calendar = await self._calendars.look_up(question_of_pair(terms, batch.today))
        people = await self._roster.by_id(terms.roster, (terms.mentor, terms.mentee))
        leaves_on, away, managers = Both[date](), Both[Away](), Both[PersonId]()
        for side in Side:
            person = people[terms.person(side)]
            leaves_on = leaves_on.with_(side, person.leaves_on)
            away = away.with_(side, _not_over(person.away, batch.today))
            if side in terms.to_be_approved:
                managers = managers.with_(side, person.manager_id)
        known = {"calendar": calendar, "leaves_on": leaves_on, "away": away, "managers": managers}
        return PairingSetup.model_validate({**dict(terms), **known})


def _not_over(away: Away | None, today: date) -> Away | None:
    is_over = away is None or (away.back_on is not None and away.back_on <= today)
    return None if is_over else away
