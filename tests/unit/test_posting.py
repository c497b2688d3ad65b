"""The work of a post: each mail once, to whoever the roster knows, with bad news told at once."""

import asyncio
from contextlib import suppress
from datetime import timedelta

import pytest

from activities.informing import LEASE as TELLING_LEASE
from activities.pacing import MailLimits
from activities.ports import Cast
from activities.posting import LATE, LEASE, Posted
from adapters.notify.example_people import LEAD, MENTEE, MENTOR
from domain.telling.bodies import ProposalsBody
from domain.telling.letters import Letter, LetterIncomplete
from domain.telling.notices import DeliveryOutcome
from tests.unit.post_desk import EXAMPLES, INVITATION, QUICK, Desk, numbered
from tests.waiting import until

DELIVERED = DeliveryOutcome.DELIVERED


@pytest.fixture
def desk() -> Desk:
    """A fresh desk."""
    return Desk()


async def test_a_letter_reaches_the_mailer_with_its_people(desk: Desk) -> None:
    """Recipient, partner and lead are looked up when the mail is sent."""
    desk.write(INVITATION)
    async with desk.at_work():
        assert await desk.settled() == [DELIVERED]
    assert desk.mailer.sent == [(INVITATION, Cast(recipient=MENTOR, partner=MENTEE, lead=LEAD))]


async def test_pairs_are_named_once_each(desk: Desk) -> None:
    """A letter about pairs comes with everyone in them, each named once."""
    matches = EXAMPLES["matches_to_confirm"]
    assert isinstance(matches.body, ProposalsBody)
    body = matches.body.model_copy(update={"pairs": matches.body.pairs * 2})
    desk.write(matches.model_copy(update={"body": body}))
    async with desk.at_work():
        await desk.settled()
    assert desk.mailer.sent[0][1].named == (MENTOR, MENTEE)


async def test_an_unknown_partner_or_lead_does_not_stop_the_mail(desk: Desk) -> None:
    """A mail whose partner or lead is unknown to the roster is written without them."""
    body = INVITATION.body.model_copy(update={"partner": "p-gone"})
    desk.write(INVITATION.model_copy(update={"body": body, "lead": None}))
    async with desk.at_work():
        await desk.settled()
    assert desk.mailer.sent[0][1] == Cast(recipient=MENTOR)


async def test_a_round_is_summed_up(desk: Desk) -> None:
    """At the end of its work a post says how many mails fared how, and how many wait."""
    stranger = INVITATION.notice.model_copy(update={"to": "p-gone", "id": "n-gone"})
    desk.write(*numbered(3), INVITATION.model_copy(update={"notice": stranger}))
    async with desk.at_work() as work:
        await desk.settled(4)
    assert await work == Posted(delivered=3, no_address=1, waiting=0)


# -- bad news ------------------------------------------------------------------------------------


async def test_a_refusal_is_told_at_once(desk: Desk) -> None:
    """A refused mail is not tried again, and its stream is told while the post goes on."""
    desk.mailer.refusing.add(MENTOR.id)
    desk.write(INVITATION)
    async with desk.at_work():
        (news,) = await desk.told()
    assert (news.occasion.notice_id, news.outcome) == (
        INVITATION.notice.id,
        DeliveryOutcome.REFUSED,
    )
    assert not desk.mailer.sent


async def test_somebody_unknown_has_no_address(desk: Desk) -> None:
    """A recipient whom the roster does not know any more has no address, which is told."""
    notice = INVITATION.notice.model_copy(update={"to": "p-gone"})
    desk.write(INVITATION.model_copy(update={"notice": notice}))
    async with desk.at_work():
        (news,) = await desk.told()
    assert news.outcome is DeliveryOutcome.NO_ADDRESS


async def test_good_news_stays_in_the_ledger(desk: Desk) -> None:
    """Of a mail that is delivered in time no stream is told."""
    desk.write(INVITATION)
    async with desk.at_work():
        await desk.settled()
    assert desk.streams.asked == 0


@pytest.mark.parametrize("asks", [True, False])
async def test_a_late_mail_is_told_of_if_it_asks_for_an_answer(desk: Desk, asks: bool) -> None:
    """Of a mail that was delivered late its stream is told, if it asks for an answer."""
    assert INVITATION.until is not None
    desk.write(INVITATION.model_copy(update={} if asks else {"until": None}))
    desk.now += LATE + timedelta(minutes=1)
    async with desk.at_work():
        await desk.settled()
    assert [news.outcome for news in desk.streams.told if news.outcome] == [DELIVERED] * asks


async def test_a_stream_out_of_reach_is_told_later(desk: Desk) -> None:
    """A stream that cannot be told is told once it is back, with the very same news."""
    desk.mailer.refusing.add(MENTOR.id)
    desk.streams.away = True
    desk.write(INVITATION)
    async with desk.at_work():
        await desk.settled()

        async def asked() -> int:
            return desk.streams.asked

        await until(asked, bool)
    desk.streams.away = False
    desk.now += TELLING_LEASE
    async with desk.at_work():
        (news,) = await desk.told()
    assert news.at == desk.outbox.ledger[news.occasion].at
    assert desk.outbox.ledger[news.occasion].tell_at is None


async def test_an_incomplete_letter_is_given_up(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A letter that cannot be written now never can: it is given up at once, and told of."""

    async def incomplete(_letter: Letter, _cast: Cast) -> DeliveryOutcome:
        raise LetterIncomplete("a letter invitation needs topics")

    monkeypatch.setattr(desk.mailer, "send", incomplete)
    desk.write(INVITATION)
    async with desk.at_work():
        (news,) = await desk.told()
    assert news.outcome is DeliveryOutcome.GAVE_UP


# -- trying again --------------------------------------------------------------------------------


async def test_an_outage_holds_up_all_mails_and_loses_none(desk: Desk) -> None:
    """While the server is away one mail at a time tries; afterwards each goes out once."""
    desk.mailer.down = True
    desk.write(*numbered(20))
    async with desk.at_work():

        async def tries() -> int:
            return desk.mailer.tries

        await until(tries, lambda count: count >= 8)
        with desk.mailer.slow():
            await desk.in_hand()
            await asyncio.sleep(0)
            assert desk.mailer.in_hand == 1
        desk.mailer.down = False
        assert await desk.settled(20, passing=timedelta(seconds=1)) == [DELIVERED] * 20
    assert len(desk.mailer.sent) == 20


async def test_a_mail_that_is_put_off_holds_up_no_other(desk: Desk) -> None:
    """A mail that the server does not take now is tried later; the others go out meanwhile."""
    first, *others = numbered(5)
    desk.mailer.putting_off.add(first.notice.id)
    desk.write(first, *others)
    async with desk.at_work():
        await desk.settled(4)
        desk.mailer.putting_off.clear()
        await desk.settled(5, passing=timedelta(seconds=1))
    assert [letter.notice.id for letter, _ in desk.mailer.sent][-1] == first.notice.id


async def test_a_mail_is_given_up_when_a_late_attempt_fails(desk: Desk) -> None:
    """A mail whose time ran out while nothing worked is still tried, and then given up."""
    late, other = numbered(2)
    desk.mailer.putting_off.add(late.notice.id)
    desk.write(late, other, patience=timedelta(hours=1))
    desk.now += timedelta(days=1)
    async with desk.at_work():
        outcomes = await desk.settled(2)
    assert sorted(outcomes) == [DELIVERED, DeliveryOutcome.GAVE_UP]


async def test_mails_are_given_up_while_the_server_is_away(desk: Desk) -> None:
    """In an outage that lasts, all mails whose time is over are given up, not one a minute."""
    desk.mailer.down = True
    desk.write(*numbered(20), patience=timedelta(hours=1))
    desk.now += timedelta(days=1)
    async with desk.at_work(MailLimits(look_again=0.01)):
        assert await desk.settled(20) == [DeliveryOutcome.GAVE_UP] * 20
        await desk.told(20)
    assert desk.mailer.tries <= 4


async def test_a_letter_of_another_release_waits_and_holds_up_nothing(desk: Desk) -> None:
    """A letter that this release cannot read is left to another one; the others go out."""
    strange, other = numbered(2)
    desk.write(strange, other)
    desk.outbox.overwrite(strange.stream, strange.notice.id, b'{"of": "a later release"}')
    async with desk.at_work():
        assert await desk.settled() == [DELIVERED]
    assert await desk.outbox.waiting() == 1


async def test_what_is_taken_back_in_hand_is_not_tried_again(desk: Desk) -> None:
    """A mail that is taken back while a first attempt fails is not sent by a second one."""
    desk.write(INVITATION)
    async with desk.at_work():
        with desk.mailer.slow():
            await desk.in_hand()
            desk.outbox.take_back(INVITATION.stream, [INVITATION.notice.id])
            desk.mailer.down = True
        outcomes = await desk.settled(passing=timedelta(seconds=1))
    assert outcomes == [DeliveryOutcome.TAKEN_BACK]
    assert not desk.mailer.sent


# -- once ----------------------------------------------------------------------------------------


async def test_what_was_sent_while_the_ledger_was_away_is_not_sent_again(desk: Desk) -> None:
    """A mail that was sent while the ledger was away is only put down, even after its lease."""
    desk.write(INVITATION)
    async with desk.at_work():
        with desk.mailer.slow():
            await desk.in_hand()
            desk.outbox.away = True

        async def sent() -> int:
            return len(desk.mailer.sent)

        await until(sent, bool)
        desk.now += LEASE
        desk.outbox.away = False
        assert await desk.settled() == [DELIVERED]
    assert len(desk.mailer.sent) == 1


async def test_nothing_is_taken_before_what_was_sent_is_put_down(desk: Desk) -> None:
    """While the ledger takes nothing, a mail that was sent is not taken again after its lease."""
    desk.outbox.full = True
    desk.write(INVITATION)
    async with desk.at_work() as work:

        async def tries() -> int:
            desk.now += LEASE
            return desk.mailer.tries

        await until(tries, bool)
        with suppress(TimeoutError):
            async with asyncio.timeout(0.3):
                await until(tries, lambda count: count > 1)
        desk.outbox.full = False
    assert (await work).delivered == 1
    assert len(desk.mailer.sent) == 1


async def test_a_post_that_dies_with_a_mail_only_delays_it(desk: Desk) -> None:
    """The mail of a post that died is sent by another one once the lease is over."""
    desk.write(INVITATION)
    assert await desk.outbox.take("a post that died", LEASE) is not None
    async with desk.at_work():
        desk.now += LEASE - timedelta(seconds=1)
        assert desk.outbox.ledger == {}
        desk.now += timedelta(seconds=1)
        assert await desk.settled() == [DELIVERED]


async def test_a_mail_in_hand_is_finished_when_work_ends(desk: Desk) -> None:
    """A post that is told to stop sends what it has in hand, and begins with nothing else."""
    desk.write(*numbered(9))
    with desk.mailer.slow():
        async with desk.at_work() as work:
            await desk.in_hand(4)
            asyncio.get_running_loop().call_later(0.01, desk.mailer.quick_again)
    assert (await work).delivered == 4
    assert await desk.outbox.waiting() == 5


# -- turns ---------------------------------------------------------------------------------------


async def test_a_burst_of_one_cohort_does_not_hold_up_another(desk: Desk) -> None:
    """Beside a thousand invitations of one cohort, the mail of another is the second to go."""
    desk.write(*numbered(1000, INVITATION.model_copy(update={"stream": "cohort-a"})))
    desk.write(INVITATION.model_copy(update={"stream": "cohort-b"}))
    async with desk.at_work(QUICK.model_copy(update={"at_once": 1})):
        await desk.settled(3)
    assert "cohort-b" in [letter.stream for letter, _ in desk.mailer.sent[:2]]


async def test_a_put_off_mail_counts_as_an_answer(desk: Desk) -> None:
    """A server that puts off one mail is there: it is no outage."""
    desk.mailer.putting_off.add(INVITATION.notice.id)
    desk.write(INVITATION)
    async with desk.at_work() as work:

        async def tries() -> int:
            return desk.mailer.tries

        await until(tries, bool)
    assert (await work).put_back == 1


async def test_a_stream_hears_each_day_that_its_mail_waits(desk: Desk) -> None:
    """While the server is away, a stream hears after an hour and each day that a mail waits."""
    desk.mailer.down = True
    asking_nothing = numbered(1, INVITATION.model_copy(update={"until": None}))
    desk.write(INVITATION, *asking_nothing)
    async with desk.at_work():
        await desk.in_hand(0)
    desk.now += LATE + timedelta(days=1)
    for told in (1, 2):
        async with desk.at_work():
            await desk.told(told)
    assert [(news.outcome, news.number) for news in desk.streams.told] == [(None, 0), (None, 1)]
    assert {news.occasion.notice_id for news in desk.streams.told} == {INVITATION.notice.id}
    first, second = (news.at for news in desk.streams.told)
    assert second - first == timedelta(days=1)
