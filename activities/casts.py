"""What a letter leaves out, looked up at the last moment: who people are, and confidences."""

from activities.confidences import confided
from activities.ports import PAIRS_NAMED, Cast, Journal, Roster
from domain.programme.ids import PersonId
from domain.programme.people import Person
from domain.telling.bodies import AboutItem, PairLine, ProposalsBody
from domain.telling.letters import Letter


class Casts:
    """Looks up what never reaches Temporal: names, addresses, and what is in confidence."""

    def __init__(self, roster: Roster, journal: Journal) -> None:
        self._roster = roster
        self._journal = journal

    async def of(self, letter: Letter) -> Cast | None:
        """Everyone whom the letter needs; nothing if the roster does not know its recipient."""
        recipient = await self._person(letter, letter.notice.to)
        if recipient is None:
            return None
        ids = [id_ for pair in _pairs(letter) for id_ in (pair.mentor, pair.mentee)]
        named = [await self._person(letter, id_) for id_ in dict.fromkeys(ids)]
        return Cast(
            recipient=recipient,
            partner=await self._person(letter, letter.partner),
            lead=await self._person(letter, letter.lead),
            named=tuple(person for person in named if person is not None),
            confided=await confided(letter, self._journal),
        )

    async def _person(self, letter: Letter, person_id: PersonId | None) -> Person | None:
        if person_id is None:
            return None
        return await self._roster.person(letter.roster, person_id)


def _pairs(letter: Letter) -> tuple[PairLine, ...]:
    """The pairs that a letter names."""
    match letter.body:
        case ProposalsBody(pairs=pairs):
            return pairs[:PAIRS_NAMED]
        case AboutItem(item=item) if item.pair:
            return (item.pair,)
        case _:
            return ()
