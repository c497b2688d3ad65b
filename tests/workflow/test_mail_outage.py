"""A mail server that is down or refuses delays mails; it never holds up or fails a pairing."""

from datetime import timedelta

from domain.engine.journal import EventMeta
from domain.engine.wire import to_record
from domain.pairing.events.messages import NoticeIssued
from domain.pairing.evolve import fold
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import Stage as PairingStage
from domain.programme.ids import PersonId
from domain.programme.people import Side
from domain.programme.request import Deadlines
from domain.telling.kinds import ItemKind, NoticeKind
from domain.telling.notices import DeliveryOutcome, Notice
from tests.unit.pairing.ways import given
from tests.waiting import until
from tests.workflow.stage_setting import Stage, new_pairing_id

HOUR = timedelta(hours=1)


async def test_mails_wait_for_the_mail_server(stage: Stage) -> None:
    """Mails that cannot be handed over are tried again, and arrive once."""
    stage.mailer.failures = 2
    pairing = await stage.open_pairing()
    state = await pairing.told_all()
    assert outcomes(state) == [DeliveryOutcome.DELIVERED] * 2
    assert stage.mailer.kinds() == [NoticeKind.INVITATION] * 2


async def test_a_mail_in_retry_holds_nobody_up(stage: Stage) -> None:
    """While mails to one side wait for days, everything else goes on and is recorded."""
    stage.mailer.away_for["p-senior"] = 5 * HOUR
    pairing = await stage.open_pairing()
    await pairing.both("accept")
    await pairing.forward(HOUR)
    state = await pairing.state()
    assert state.stage is PairingStage.ASSESSMENT
    assert [notice.to for notice in state.desk.outbox].count(PersonId("p-senior")) == 2
    assert stage.mailer.kinds() == [NoticeKind.INVITATION, NoticeKind.ASSESSMENT_REQUEST]
    stage.mailer.away_for.clear()
    await pairing.forward(5 * HOUR)
    assert len(outcomes(await pairing.told_all())) == 4
    assert len(stage.mailer.sent) == 4


async def test_a_mail_is_given_up_in_the_end(stage: Stage) -> None:
    """After the days that the programme allows, giving up is recorded and the owners are told."""
    stage.mailer.away_for["p-senior"] = 10 * HOUR
    pairing = await stage.open_pairing(deadlines=Deadlines(delivery_give_up_days=1))
    await pairing.ask("accept", "mentor")
    await pairing.forward(25 * HOUR)
    state = await pairing.told_all()
    lost = [told for told in state.desk.told if told.outcome is DeliveryOutcome.GAVE_UP]
    assert [told.notice.to for told in lost] == ["p-senior"]
    assert [item.kind for item in state.desk.items] == [ItemKind.MAIL_UNDELIVERABLE]
    assert NoticeKind.ITEM_OPENED in stage.mailer.kinds(to="p-lead")
    await pairing.ask("accept", "mentee")
    assert (await pairing.state()).stage is PairingStage.ASSESSMENT


async def test_a_refused_recipient_is_an_item(stage: Stage) -> None:
    """An address that the mail server refuses is recorded at once and becomes an item."""
    stage.mailer.refusing.add("p-senior")
    pairing = await stage.open_pairing()
    state = await pairing.until(lambda state: bool(state.desk.items) and not state.desk.outbox)
    assert outcomes(state)[:2] == [DeliveryOutcome.DELIVERED, DeliveryOutcome.REFUSED]
    assert [item.kind for item in state.desk.items] == [ItemKind.MAIL_UNDELIVERABLE]


async def test_a_refused_mail_is_told_at_once(stage: Stage) -> None:
    """The lead hears of a refused mail at once, while other mails are still tried."""
    stage.mailer.refusing.add("p-senior")
    stage.mailer.away_for["p-junior"] = 5 * HOUR
    pairing = await stage.open_pairing()
    state = await pairing.until(lambda state: bool(state.desk.items))
    assert [item.kind for item in state.desk.items] == [ItemKind.MAIL_UNDELIVERABLE]
    assert "p-junior" in [notice.to for notice in state.desk.outbox]


async def test_nobody_left_to_tell_of_an_item_is_no_circle(stage: Stage) -> None:
    """If even the owner cannot be reached, there is one item, and not one per mail about it."""
    stage.mailer.refusing.update(("p-senior", "p-lead"))
    pairing = await stage.open_pairing()
    await pairing.told_all()
    await pairing.forward(timedelta(days=1))
    state = await pairing.told_all()
    assert len(state.desk.items) <= 2
    assert len(state.desk.told) <= 4


async def test_a_letter_that_cannot_be_written_is_given_up_at_once(stage: Stage) -> None:
    """A letter that lacks a field is given up at once: the owners are told and the pairing goes
    on."""
    story = given(PairingStage.EXPECTATIONS, pairing_id=new_pairing_id())
    notice = Notice(
        id="agreement_ready-99-mentor",
        kind=NoticeKind.AGREEMENT_READY,
        to="p-junior",
        side=Side.MENTOR,
        cause="pairing.agreement_drafted.v1",
    )
    issued = NoticeIssued(occurred_at=story.now, notice=notice)
    records = (*story.records, to_record(issued, EventMeta(message="drafted")))
    pairing_id = story.state.setup.pairing_id
    await stage.journal.append(f"pairing-{pairing_id}", 0, records)
    pairing = await stage.start_pairing(pairing_id, {"resume": fold(records)})
    state = await pairing.told_all()
    lost = [sent.notice.id for sent in state.desk.told if sent.outcome is DeliveryOutcome.GAVE_UP]
    assert lost == [notice.id]
    assert ItemKind.MAIL_UNDELIVERABLE in [item.kind for item in state.desk.items]
    assert NoticeKind.AGREEMENT_READY not in stage.mailer.kinds()


async def test_a_bounced_mail_is_an_item(stage: Stage) -> None:
    """A mail that comes back after it was taken is recorded as bounced and becomes an item."""
    pairing = await stage.open_pairing()
    told = (await pairing.told_all()).desk.told[1]
    await pairing.tell("mail_bounced", notice_id=told.notice.id)
    state = await pairing.until(lambda state: bool(state.desk.items) and not state.desk.outbox)
    assert outcomes(state)[1] is DeliveryOutcome.BOUNCED
    (item,) = state.desk.items
    assert (item.kind, item.side) == (ItemKind.MAIL_UNDELIVERABLE, told.notice.side)


async def test_somebody_unknown_to_the_roster_is_an_item(stage: Stage) -> None:
    """A person who is not in the roster has no address; the owners learn of it."""
    pairing = await stage.open_pairing(mentee="p-unknown")
    state = await pairing.until(lambda state: bool(state.desk.items) and not state.desk.outbox)
    assert outcomes(state)[1] is DeliveryOutcome.NO_ADDRESS
    assert [item.kind for item in state.desk.items] == [ItemKind.MAIL_UNDELIVERABLE]


async def test_a_mail_in_hand_is_not_sent_by_the_run_that_replaces_its_own(stage: Stage) -> None:
    """If a run ends while its mails are in hand, the next one waits and does not send them
    again."""
    first = await stage.open_pairing()
    with stage.mailer.slow():
        await until(lambda: mails_in_hand(stage), lambda count: count == 2)
        setup = (await first.state()).setup
        await first.handle.terminate()
        pairing = await stage.start_pairing(first.pairing_id, {"setup": setup})
        await until(lambda: claims_refused(stage), lambda count: count >= 2)
    assert outcomes(await pairing.told_all()) == [DeliveryOutcome.DELIVERED] * 2
    assert stage.mailer.kinds() == [NoticeKind.INVITATION] * 2


async def test_a_mail_that_was_taken_while_the_database_was_away_goes_out_once(
    stage: Stage,
) -> None:
    """A mail that was taken while the database was away goes out once, as Temporal remembers it."""
    stage.ledger.away = True
    pairing = await stage.open_pairing()
    await until(lambda: mails_sent(stage), lambda count: count == 2)
    stage.ledger.away = False
    assert outcomes(await pairing.told_all()) == [DeliveryOutcome.DELIVERED] * 2
    assert stage.mailer.kinds() == [NoticeKind.INVITATION] * 2
    for told in (await pairing.state()).desk.told:
        assert await stage.ledger.has_taken(f"pairing-{pairing.pairing_id}", told.notice.id)


async def mails_in_hand(stage: Stage) -> int:
    """Number of mails that wait for the mail server's answer."""
    return stage.mailer.in_hand


async def mails_sent(stage: Stage) -> int:
    """Number of mails that the mail server has taken."""
    return len(stage.mailer.sent)


async def claims_refused(stage: Stage) -> int:
    """Number of times that a mail was found in another attempt's hand."""
    return stage.ledger.turned_away


def outcomes(state: PairingState) -> list[DeliveryOutcome | None]:
    """How the notices fared, in the order in which they were issued."""
    return [told.outcome for told in state.desk.told]
