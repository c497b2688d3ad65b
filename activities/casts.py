"""What a letter leaves out, looked up at the last moment: who people are, and confidences."""

from activities.confidences import confided
from activities.ports import PAIRS_NAMED, Cast, Journal, Roster
from domain.telling.bodies import AboutItem, ProposalsBody
from domain.telling.letters import Letter
from domain.telling.lines import PairLine


class Casts:
    """Looks up what never reaches Temporal: names, addresses, and what is in confidence."""

    def __init__(self, roster: Roster, journal: Journal) -> None:
        self._roster = roster
        self._journal = journal

    async def of(self, letter: Letter) -> Cast | None:
        """Everyone whom the letter needs; nothing if the roster does not know its recipient."""
        named = dict.fromkeys(id_ for pair in _pairs(letter) for id_ in (pair.mentor, pair.mentee))
        if letter.person:
            named[letter.person] = None
        ids = {id_ for id_ in (letter.notice.to, letter.partner, letter.lead, *named) if id_}
        known = await self._roster.by_id(letter.roster, ids)
        recipient = known.get(letter.notice.to)
        if recipient is None:
            return None
        return Cast(
            recipient=recipient,
            partner=known.get(letter.partner) if letter.partner else None,
            lead=known.get(letter.lead) if letter.lead else None,
            named=tuple(known[id_] for id_ in named if id_ in known),
            confided=await confided(letter, self._journal),
        )


def _pairs(letter: Letter) -> tuple[PairLine, ...]:
    """The pairs that a letter names."""
    match letter.body:
        case ProposalsBody(pairs=pairs):
            return pairs[:PAIRS_NAMED]
        case AboutItem(item=item) if item.pair:
            return (item.pair,)
        case _:
            return ()
