"""A mail server that is down or refuses delays mails; it never holds up or fails a pairing."""

from datetime import timedelta

from domain.pairing.state import PairingState
from domain.pairing.vocabulary import DeadlineKind
from domain.pairing.vocabulary import Stage as PairingStage
from domain.programme.people import Side
from domain.programme.request import Deadlines
from domain.telling.kinds import ItemKind, NoticeKind
from domain.telling.notices import DeliveryOutcome
from tests.waiting import until
from tests.workflow.forgetful import Forgetful
from tests.workflow.stage_setting import LivePairing, Stage
from tests.workflow.ui import summaries

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def test_mails_wait_for_the_mail_server(stage: Stage) -> None:
    """Mails that cannot be handed over are tried again, and arrive once."""
    stage.mailer.failures = 2
    pairing = await stage.open_pairing()
    state = await pairing.told_all()
    assert outcomes(pairing, state) == [DeliveryOutcome.DELIVERED] * 2
    assert stage.mailer.kinds() == [NoticeKind.INVITATION] * 2


async def test_good_news_leaves_no_trace_in_a_pairing(stage: Stage) -> None:
    """Mails that arrive add nothing to journal, state and history: a pairing hears of bad news."""
    with stage.mailer.slow():
        pairing = await stage.open_pairing()
        before = await pairing.caught_up()
        events = await events_of(pairing)
    assert await pairing.told_all() == before
    assert stage.mailer.kinds() == [NoticeKind.INVITATION] * 2
    assert await events_of(pairing) == events


async def test_the_timeline_says_who_is_told_what(stage: Stage) -> None:
    """The line of an append in the Temporal UI says what was recorded, and who is told what."""
    pairing = await stage.open_pairing()
    await pairing.told_all()
    await pairing.both("accept")
    lines = await appends_of(pairing)
    assert lines[0] == "Record: opened. Mail: invitation to mentor and mentee"
    assert lines[1] == "Record: invitation accepted"
    assert lines[2].endswith(". Mail: assessment request to mentor and mentee")


async def test_a_mail_in_retry_holds_nobody_up(stage: Stage) -> None:
    """While mails to one side wait, everything else goes on; what is overtaken is never sent."""
    stage.mailer.deferring.add("p-senior")
    pairing = await stage.open_pairing()
    await until(lambda: mails_sent(stage), lambda count: count == 1)
    await pairing.both("accept")
    state = await pairing.state()
    assert state.stage is PairingStage.ASSESSMENT
    await until(lambda: mails_sent(stage), lambda count: count == 2)
    assert stage.mailer.kinds() == [NoticeKind.INVITATION, NoticeKind.ASSESSMENT_REQUEST]
    stage.mailer.deferring.clear()
    await pairing.told_all()
    assert stage.mailer.kinds(to="p-senior") == [NoticeKind.ASSESSMENT_REQUEST]
    (invitation, *_) = [sent.notice.id for sent in state.desk.told if sent.notice.to == "p-senior"]
    assert pairing.outcome(invitation) is DeliveryOutcome.TAKEN_BACK


async def test_a_moved_appointment_is_told_once(stage: Stage) -> None:
    """Of an appointment that is moved while mails wait, only the new time is told."""
    pairing = await stage.open_pairing()
    await pairing.prepare()
    await pairing.told_all()
    stage.mailer.deferring.update(("p-junior", "p-senior"))
    booked = await pairing.book()
    later = (await pairing.now() + 3 * DAY).isoformat()
    await pairing.ask("book_session", "mentor", session_id=booked.id, starts_at=later)
    stage.mailer.deferring.clear()
    await pairing.told_all()
    appointments = (NoticeKind.SESSION_BOOKED, NoticeKind.SESSION_MOVED)
    told = [kind for kind in stage.mailer.kinds() if kind in appointments]
    assert told == [NoticeKind.SESSION_MOVED] * 2


async def test_a_cancellation_is_told_even_if_the_booking_was_not(stage: Stage) -> None:
    """A booking that could not be sent before it was called off is taken back, its end is told."""
    pairing = await stage.open_pairing()
    await pairing.prepare()
    await pairing.told_all()
    stage.mailer.deferring.update(("p-junior", "p-senior"))
    booked = await pairing.book()
    await pairing.ask("cancel_session", "mentor", session_id=booked.id)
    stage.mailer.deferring.clear()
    await pairing.told_all()
    assert NoticeKind.SESSION_BOOKED not in stage.mailer.kinds()
    assert stage.mailer.kinds().count(NoticeKind.SESSION_CANCELLED) == 2


async def test_case_60_a_mail_is_given_up_in_the_end(stage: Stage) -> None:
    """After the days that the programme allows, giving up is recorded and the owners are told."""
    stage.mailer.deferring.add("p-senior")
    pairing = await stage.open_pairing(deadlines=Deadlines(delivery_give_up_days=1))
    await pairing.ask("accept", "mentor")
    stage.journal.outbox.ahead = 25 * HOUR
    state = await pairing.until(lambda state: bool(state.desk.items))
    lost = [told for told in state.desk.told if told.outcome is DeliveryOutcome.GAVE_UP]
    assert [told.notice.to for told in lost] == ["p-senior"]
    assert [item.kind for item in state.desk.items] == [ItemKind.MAIL_UNDELIVERABLE]
    await pairing.told_all()
    assert NoticeKind.ITEM_OPENED in stage.mailer.kinds(to="p-lead")
    await pairing.ask("accept", "mentee")
    assert (await pairing.state()).stage is PairingStage.ASSESSMENT


async def test_a_refused_recipient_is_an_item_until_a_mail_arrives(stage: Stage) -> None:
    """An address that the mail server refuses is an item at once; the next mail that arrives
    settles it."""
    stage.mailer.refusing.add("p-senior")
    pairing = await stage.open_pairing()
    state = await pairing.until(lambda state: bool(state.desk.items))
    assert [told.outcome for told in state.desk.told[:2]] == [None, DeliveryOutcome.REFUSED]
    assert [item.kind for item in state.desk.items] == [ItemKind.MAIL_UNDELIVERABLE]
    stage.mailer.refusing.clear()
    await pairing.both("accept")
    state = await pairing.until(lambda state: not state.desk.items)
    arrived = [told.notice.kind for told in state.desk.told if told.outcome == "delivered"]
    assert arrived == [NoticeKind.ASSESSMENT_REQUEST]


async def test_a_refused_mail_is_told_at_once(stage: Stage) -> None:
    """The lead hears of a refused mail at once, while other mails are still tried."""
    stage.mailer.refusing.add("p-senior")
    stage.mailer.deferring.add("p-junior")
    pairing = await stage.open_pairing()
    state = await pairing.until(lambda state: bool(state.desk.items))
    assert [item.kind for item in state.desk.items] == [ItemKind.MAIL_UNDELIVERABLE]
    assert pairing.outcome(state.desk.told[0].notice.id) is None


async def test_nobody_left_to_tell_of_an_item_is_no_circle(stage: Stage) -> None:
    """If even the owner cannot be reached, there is one item, and not one per mail about it."""
    stage.mailer.refusing.update(("p-senior", "p-lead"))
    pairing = await stage.open_pairing()
    await pairing.told_all()
    await pairing.forward(DAY)
    state = await pairing.told_all()
    assert len(state.desk.items) <= 2
    assert len(state.desk.told) <= 4


async def test_case_47_a_bounced_mail_is_an_item(stage: Stage) -> None:
    """A mail that comes back after it was taken is recorded as bounced and becomes an item."""
    pairing = await stage.open_pairing()
    told = (await pairing.told_all()).desk.told[1]
    await pairing.tell("mail_bounced", notice_id=told.notice.id)
    state = await pairing.until(lambda state: bool(state.desk.items))
    assert state.desk.told[1].outcome is DeliveryOutcome.BOUNCED
    (item,) = state.desk.items
    assert (item.kind, item.side) == (ItemKind.MAIL_UNDELIVERABLE, told.notice.side)


async def test_somebody_unknown_to_the_roster_is_an_item(stage: Stage) -> None:
    """A person who is not in the roster has no address; the owners learn of it."""
    pairing = await stage.open_pairing(mentee="p-unknown")
    state = await pairing.until(lambda state: bool(state.desk.items))
    assert state.desk.told[1].outcome is DeliveryOutcome.NO_ADDRESS
    (item,) = state.desk.items
    assert (item.kind, item.side) == (ItemKind.MAIL_UNDELIVERABLE, Side.MENTEE)


async def test_a_letter_that_cannot_be_written_holds_nothing_up(empty_stage: Stage) -> None:
    """If a letter to one side cannot be written, the other side gets theirs, the owners are asked
    to help, and the pairing goes on."""
    async with empty_stage.worker(Forgetful):
        pairing = await empty_stage.open_pairing()
        await pairing.both("accept")
        state = await pairing.told_all()
        assert [item.kind for item in state.desk.items] == [ItemKind.MAIL_UNDELIVERABLE]
        await pairing.assess()
        assert (await pairing.state()).stage is PairingStage.EXPECTATIONS
        assert await pairing.folded() == await pairing.told_all()
    (lost,) = [told for told in state.desk.told if told.outcome is DeliveryOutcome.GAVE_UP]
    assert (lost.notice.kind, lost.notice.side) == (NoticeKind.ASSESSMENT_REQUEST, Side.MENTEE)
    sent = empty_stage.mailer.kinds
    assert NoticeKind.ASSESSMENT_REQUEST in sent(to="p-junior")
    assert NoticeKind.ASSESSMENT_REQUEST not in sent(to="p-senior")
    assert NoticeKind.ITEM_OPENED in sent(to="p-lead")


async def test_a_pairing_ends_while_its_mails_wait(stage: Stage) -> None:
    """A pairing is archived without waiting for mails; they are sent when the server is back."""
    stage.mailer.down = True
    pairing = await stage.open_pairing()
    await pairing.ask("decline", "mentor")
    await pairing.forward(timedelta(days=60))
    result = await pairing.handle.result()
    assert result is not None
    stage.mailer.down = False
    await stage.mails_settled()
    assert NoticeKind.INVITATION_WITHDRAWN in stage.mailer.kinds(to="p-senior")
    assert NoticeKind.INVITATION not in stage.mailer.kinds()


async def mails_sent(stage: Stage) -> int:
    """Number of mails that the mail server has taken."""
    return len(stage.mailer.sent)


def outcomes(pairing: LivePairing, state: PairingState) -> list[DeliveryOutcome | None]:
    """How the mails fared as the ledger has it, in the order in which they were issued."""
    return [pairing.outcome(told.notice.id) for told in state.desk.told]


async def events_of(pairing: LivePairing) -> int:
    """Number of events of the pairing in Temporal's history."""
    return len([event async for event in pairing.handle.fetch_history_events()])


async def appends_of(pairing: LivePairing) -> list[str]:
    """The lines beside the appends."""
    lines = (await summaries(pairing.handle))["marker"]
    return [line for line in lines if line.startswith("Record")]


async def test_a_reminder_that_was_sent_late_gives_time_to_answer(stage: Stage) -> None:
    """An invitation whose reminder left the outbox an hour before the end does not expire then."""
    pairing = await stage.open_pairing()
    await pairing.forward(await pairing.until_due(DeadlineKind.GIVE_UP) - 2 * HOUR)
    (first, *_) = [
        told.notice
        for told in (await pairing.state()).desk.told
        if told.notice.kind is NoticeKind.INVITATION_REMINDER
    ]
    await pairing.tell(
        "mail_fared",
        "engine",
        notice_id=first.id,
        outcome=DeliveryOutcome.DELIVERED,
        at=(await pairing.now()).isoformat(),
    )
    await pairing.caught_up()
    await pairing.forward(3 * HOUR)
    assert (await pairing.state()).stage is PairingStage.INVITED
    await pairing.forward(4 * DAY)
    assert (await pairing.state()).stage is PairingStage.CLOSED
