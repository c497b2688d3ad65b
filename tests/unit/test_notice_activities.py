"""Delivering a notice: once, to whoever the roster knows, and without telling names to Temporal."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.notices import LEASE, MAIL_IN_HAND, NoticeActivities
from activities.ports import Cast, MailServerUnavailable
from adapters.notify.example_people import LEAD, MENTEE, MENTOR
from adapters.notify.examples import examples
from domain.engine.errors import StorageUnavailable
from domain.engine.journal import EventMeta
from domain.engine.wire import to_record
from domain.pairing.events.messages import ItemOpened
from domain.telling.bodies import ProposalsBody
from domain.telling.items import Item
from domain.telling.kinds import ItemKind, NoticeKind
from domain.telling.letters import Letter, LetterIncomplete
from domain.telling.notices import DeliveryOutcome
from tests.fakes.journal import InMemoryJournal
from tests.fakes.mailer import FakeDeliveryLedger, FakeMailer
from tests.fakes.roster import InMemoryRoster
from tests.waiting import until

EXAMPLES = {example.name: example.letter for example in examples()}
INVITATION = EXAMPLES["invitation"]


class Desk:
    """The activity with everything it needs, in memory."""

    def __init__(self) -> None:
        self.mailer = FakeMailer()
        self.roster = InMemoryRoster()
        self.roster.put("example", MENTOR, MENTEE, LEAD)
        self.now = datetime(2027, 3, 1, 9, tzinfo=UTC)
        self.ledger = FakeDeliveryLedger(lambda: self.now)
        self.journal = InMemoryJournal()
        self.activities = NoticeActivities(self.mailer, self.roster, self.ledger, self.journal)
        self.left_behind: list[Any] = []
        """What an attempt has left to the next one."""

    async def deliver(self, letter: Letter, attempt: int = 1) -> DeliveryOutcome:
        """Run the activity as a worker would."""
        environment = ActivityEnvironment()
        details = list(self.left_behind)
        environment.info = replace(environment.info, attempt=attempt, heartbeat_details=details)
        environment.on_heartbeat = self.left_behind.append
        outcome = await environment.run(self.activities.deliver, letter)
        return DeliveryOutcome(outcome)


@pytest.fixture
def desk() -> Desk:
    """A fresh desk."""
    return Desk()


async def test_letter_reaches_the_mailer_with_its_people(desk: Desk) -> None:
    """Recipient, partner and lead are looked up when the mail is sent."""
    assert await desk.deliver(INVITATION) is DeliveryOutcome.DELIVERED
    ((letter, cast),) = desk.mailer.sent
    assert letter == INVITATION
    assert cast == Cast(recipient=MENTOR, partner=MENTEE, lead=LEAD)


async def test_what_was_told_in_confidence_is_looked_up(desk: Desk) -> None:
    """What an item in confidence is about comes from the journal when the mail is sent."""
    letter = EXAMPLES["item_opened-mentor_wants_out"]
    item = Item(id="i-11-0", kind=ItemKind.MENTOR_WANTS_OUT, opened_at=desk.now, cause="whatever")
    opened = to_record(ItemOpened(occurred_at=desk.now, item=item), EventMeta())
    await desk.journal.append(letter.stream, 0, [opened])
    assert await desk.deliver(letter) is DeliveryOutcome.DELIVERED
    ((sent, cast),) = desk.mailer.sent
    assert "mentor_wants_out" not in sent.model_dump_json()
    assert cast.confided is ItemKind.MENTOR_WANTS_OUT


async def test_pairs_are_named_once_each(desk: Desk) -> None:
    """A letter about pairs comes with everyone in them, each named once."""
    matches = EXAMPLES["matches_to_confirm"]
    assert isinstance(matches.body, ProposalsBody)
    body = matches.body.model_copy(update={"pairs": matches.body.pairs * 2})
    twice = matches.model_copy(update={"body": body})
    await desk.deliver(twice)
    assert desk.mailer.sent[0][1].named == (MENTOR, MENTEE)


async def test_taken_notice_is_not_sent_again(desk: Desk) -> None:
    """A retried delivery answers what happened and sends nothing."""
    await desk.deliver(INVITATION)
    assert await desk.deliver(INVITATION) is DeliveryOutcome.DELIVERED
    assert desk.mailer.kinds() == [NoticeKind.INVITATION]


async def test_outage_is_raised_and_leaves_the_notice_to_be_sent(desk: Desk) -> None:
    """While the server is down the delivery fails; retried later, the mail goes out once."""
    desk.mailer.down = True
    with pytest.raises(MailServerUnavailable):
        await desk.deliver(INVITATION)
    desk.mailer.down = False
    assert await desk.deliver(INVITATION) is DeliveryOutcome.DELIVERED
    assert desk.mailer.kinds() == [NoticeKind.INVITATION]


async def test_refused_mail_is_an_outcome_and_may_be_tried_anew(desk: Desk) -> None:
    """A refusal is answered, not raised, and is no proof of delivery."""
    desk.mailer.refusing.add(MENTOR.id)
    assert await desk.deliver(INVITATION) is DeliveryOutcome.REFUSED
    desk.mailer.refusing.clear()
    assert await desk.deliver(INVITATION) is DeliveryOutcome.DELIVERED
    assert desk.mailer.kinds() == [NoticeKind.INVITATION]


async def test_unknown_person_has_no_address(desk: Desk) -> None:
    """A recipient whom the roster does not know any more has no address, and nothing fails."""
    notice = INVITATION.notice.model_copy(update={"to": "p-gone"})
    letter = INVITATION.model_copy(update={"notice": notice})
    assert await desk.deliver(letter) is DeliveryOutcome.NO_ADDRESS
    assert not desk.mailer.sent


async def test_unknown_partner_or_lead_does_not_stop_the_mail(desk: Desk) -> None:
    """A mail whose partner or lead is unknown to the roster is written without them."""
    body = INVITATION.body.model_copy(update={"partner": "p-gone"})
    letter = INVITATION.model_copy(update={"body": body, "lead": None})
    assert await desk.deliver(letter) is DeliveryOutcome.DELIVERED
    assert desk.mailer.sent[0][1] == Cast(recipient=MENTOR)


async def test_incomplete_letter_is_not_retried(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A letter that cannot be written now never can: the failure is final and names the fields."""

    async def incomplete(_letter: Letter, _cast: Cast) -> DeliveryOutcome:
        raise LetterIncomplete("a letter invitation needs topics")

    monkeypatch.setattr(desk.mailer, "send", incomplete)
    with pytest.raises(ApplicationError, match="needs topics") as failure:
        await desk.deliver(INVITATION)
    assert failure.value.non_retryable


# -- one hand at a time --------------------------------------------------------------------------


async def in_hand(desk: Desk) -> "asyncio.Task[DeliveryOutcome]":
    """An attempt that has begun to hand the mail over, and waits for the server's answer."""
    task = asyncio.create_task(desk.deliver(INVITATION))

    async def handing_over() -> int:
        return desk.mailer.in_hand

    await until(handing_over, bool)
    return task


async def test_a_mail_in_hand_is_not_handed_over_by_somebody_else(desk: Desk) -> None:
    """A mail in another attempt's hand is tried again later, and then found taken."""
    with desk.mailer.slow():
        first = await in_hand(desk)
        with pytest.raises(ApplicationError) as failure:
            await desk.deliver(INVITATION, attempt=2)
    assert (failure.value.type, failure.value.non_retryable) == (MAIL_IN_HAND, False)
    assert await first is DeliveryOutcome.DELIVERED
    assert await desk.deliver(INVITATION, attempt=2) is DeliveryOutcome.DELIVERED
    assert desk.mailer.kinds() == [NoticeKind.INVITATION]


async def test_a_worker_that_dies_with_a_mail_only_delays_it(desk: Desk) -> None:
    """After the lease of a worker that died, its mail goes out with the same id."""
    with desk.mailer.slow():
        (await in_hand(desk)).cancel()
    with pytest.raises(ApplicationError):
        await desk.deliver(INVITATION, attempt=2)
    desk.now += LEASE
    assert await desk.deliver(INVITATION, attempt=3) is DeliveryOutcome.DELIVERED
    assert desk.mailer.kinds() == [NoticeKind.INVITATION]


async def test_what_the_server_did_not_take_is_in_nobodys_hand(desk: Desk) -> None:
    """After a refusal or an outage, the next attempt need not wait for the lease."""
    desk.mailer.refusing.add(MENTOR.id)
    await desk.deliver(INVITATION)
    desk.mailer.refusing.clear()
    desk.mailer.down = True
    with pytest.raises(MailServerUnavailable):
        await desk.deliver(INVITATION, attempt=2)
    desk.mailer.down = False
    assert await desk.deliver(INVITATION, attempt=3) is DeliveryOutcome.DELIVERED


async def test_a_refusal_counts_even_if_the_claim_cannot_be_given_back(desk: Desk) -> None:
    """A refusal counts even if the claim cannot be given back, which then expires."""
    desk.mailer.refusing.add(MENTOR.id)
    desk.ledger.away = True
    assert await desk.deliver(INVITATION) is DeliveryOutcome.REFUSED


async def test_what_was_taken_while_the_ledger_was_away_is_not_sent_again(desk: Desk) -> None:
    """If the ledger was away when a mail was taken, the next attempt only writes that down."""
    desk.ledger.away = True
    for attempt in (1, 2):
        with pytest.raises(StorageUnavailable):
            await desk.deliver(INVITATION, attempt)
    desk.ledger.away = False
    desk.now += LEASE
    assert await desk.deliver(INVITATION, attempt=3) is DeliveryOutcome.DELIVERED
    assert desk.mailer.kinds() == [NoticeKind.INVITATION]
    assert await desk.ledger.has_taken(INVITATION.stream, INVITATION.notice.id)
