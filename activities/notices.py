"""Delivers notices: looks up who the people are, sends the mail, remembers that it was taken."""

from contextlib import suppress
from datetime import timedelta
from typing import TypeAlias, assert_never

from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.confidences import confided
from activities.ports import PAIRS_NAMED, Cast, Claim, DeliveryLedger, Journal, Mailer, Roster
from domain.engine.errors import StorageFailure
from domain.programme.ids import PersonId
from domain.programme.people import Person
from domain.telling.bodies import AboutItem, PairLine, ProposalsBody
from domain.telling.letters import Letter, LetterIncomplete
from domain.telling.notices import DeliveryOutcome

LEASE = timedelta(seconds=55)
"""How long one attempt may hold a mail: longer than sending may take (45 s), and shorter than the
attempt's timeout, so that a worker that dies with the mail delays it by no more than that."""
MAIL_IN_HAND = "MailInHand"
"""Type of the error with which an attempt waits for another one."""
TAKEN = "taken"
"""What an attempt leaves to the next one when the server had taken the mail, but the ledger was
out of reach."""

Occasion: TypeAlias = tuple[str, str]
"""Stream and notice: what a mail is recognised by."""


class NoticeActivities:
    """The deliveries. Names and addresses are looked up here and never reach Temporal."""

    def __init__(
        self, mailer: Mailer, roster: Roster, ledger: DeliveryLedger, journal: Journal
    ) -> None:
        self._mailer = mailer
        self._roster = roster
        self._ledger = ledger
        self._journal = journal

    @activity.defn(name="deliver_notice")
    async def deliver(self, letter: Letter) -> DeliveryOutcome:
        """Send a letter once, and say how it fared.

        An unavailable mail server or database raises and is meant to be retried for as long as the
        programme wants, and so does a mail that another attempt or run has in hand; a letter that
        lacks a field raises and is not.
        """
        occasion = (letter.stream, letter.notice.id)
        if TAKEN in activity.info().heartbeat_details:
            await self._remember(occasion)
            return DeliveryOutcome.DELIVERED
        # Asked before the roster: a mail that was sent stays sent when its recipient is erased.
        if await self._ledger.has_taken(*occasion):
            return DeliveryOutcome.DELIVERED
        cast = await self._cast(letter)
        if cast is None:
            return DeliveryOutcome.NO_ADDRESS
        claim = await self._ledger.claim(*occasion, _holder(), LEASE)
        match claim:
            case Claim.GRANTED:
                return await self._hand_over(occasion, letter, cast)
            case Claim.IN_HAND:
                raise ApplicationError("the mail is being handed over already", type=MAIL_IN_HAND)
            case Claim.TAKEN:
                return DeliveryOutcome.DELIVERED
            case _:
                assert_never(claim)

    async def _hand_over(self, occasion: Occasion, letter: Letter, cast: Cast) -> DeliveryOutcome:
        """Send the mail under a claim, which expires by itself if the attempt is cancelled."""
        try:
            outcome = await self._mailer.send(letter, cast)
        except LetterIncomplete as error:
            await self._release(occasion)
            raise ApplicationError(
                str(error), type="LetterIncomplete", non_retryable=True
            ) from None
        except Exception:  # not on cancellation: the server may have taken the mail
            await self._release(occasion)
            raise
        if outcome is DeliveryOutcome.DELIVERED:
            await self._remember(occasion)
        else:
            await self._release(occasion)
        return outcome

    async def _remember(self, occasion: Occasion) -> None:
        try:
            await self._ledger.record_taken(*occasion)
        except StorageFailure:
            # Temporal hands the heartbeat of a failed attempt to the next one.
            activity.heartbeat(TAKEN)
            raise

    async def _release(self, occasion: Occasion) -> None:
        """Give the claim back. Failures are ignored: it expires, and the outcome counts more."""
        with suppress(StorageFailure):
            await self._ledger.release(*occasion, _holder())

    async def _cast(self, letter: Letter) -> Cast | None:
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


def _holder() -> str:
    """This very attempt: a later one of the same activity is another."""
    info = activity.info()
    return f"{info.workflow_run_id}:{info.activity_id}:{info.attempt}"
