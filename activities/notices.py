"""Delivers notices: looks up who the people are, sends the mail, remembers that it was taken."""

from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.ports import (
    PAIRS_NAMED,
    Cast,
    DeliveryLedger,
    LetterIncomplete,
    Mailer,
    Roster,
)
from domain.ids import PersonId
from domain.letters import Letter
from domain.notices import DeliveryOutcome
from domain.people import Person


class NoticeActivities:
    """The deliveries. Names and addresses are looked up here and never reach Temporal."""

    def __init__(self, mailer: Mailer, roster: Roster, ledger: DeliveryLedger) -> None:
        self._mailer = mailer
        self._roster = roster
        self._ledger = ledger

    @activity.defn(name="deliver_notice")
    async def deliver(self, letter: Letter) -> DeliveryOutcome:
        """Send a letter once, and say how it fared.

        An unavailable mail server or database raises and is meant to be retried for as long as the
        programme wants; a letter that lacks facts raises and is not.
        """
        occasion = (letter.stream, letter.notice.id)
        if await self._ledger.has_taken(*occasion):
            return DeliveryOutcome.DELIVERED
        cast = await self._cast(letter)
        if cast is None:
            return DeliveryOutcome.NO_ADDRESS
        try:
            outcome = await self._mailer.send(letter, cast)
        except LetterIncomplete as error:
            raise ApplicationError(
                str(error), type="LetterIncomplete", non_retryable=True
            ) from None
        if outcome is DeliveryOutcome.DELIVERED:
            await self._ledger.record_taken(*occasion)
        return outcome

    async def _cast(self, letter: Letter) -> Cast | None:
        recipient = await self._person(letter, letter.notice.to)
        if recipient is None:
            return None
        ids = [id_ for pair in letter.pairs[:PAIRS_NAMED] for id_ in (pair.mentor, pair.mentee)]
        named = [await self._person(letter, id_) for id_ in dict.fromkeys(ids)]
        return Cast(
            recipient=recipient,
            partner=await self._person(letter, letter.partner),
            lead=await self._person(letter, letter.lead),
            named=tuple(person for person in named if person is not None),
        )

    async def _person(self, letter: Letter, person_id: str | None) -> Person | None:
        if person_id is None:
            return None
        return await self._roster.person(letter.roster, PersonId(person_id))
