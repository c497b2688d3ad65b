"""What a post does while nothing works: mails are late, and none is lost or given up too early."""

import asyncio
from datetime import timedelta

import pytest

from activities.pacing import MailLimits
from activities.posting import LATE
from domain.telling.notices import DeliveryOutcome
from tests.unit.post_desk import INVITATION, Desk, numbered
from tests.waiting import until

DELIVERED = DeliveryOutcome.DELIVERED
MINUTE = timedelta(minutes=1)


@pytest.fixture
def desk() -> Desk:
    """A fresh desk."""
    return Desk()


async def test_an_outage_holds_up_all_mails_and_loses_none(desk: Desk) -> None:
    """While the server is away one mail at a time tries; afterwards each goes out once."""
    desk.mailer.down = True
    desk.write(*numbered(20))
    async with desk.at_work():
        await until(desk.tries, lambda count: count >= 8)
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
        outcomes = await desk.settled(2, passing=MINUTE)
    assert sorted(outcomes) == [DELIVERED, DeliveryOutcome.GAVE_UP]


async def test_case_60_a_mail_that_is_put_off_after_an_outage_has_another_chance(
    desk: Desk,
) -> None:
    """A mail whose time ran out while nothing worked, and which the server puts off at first as
    it does with what it has never seen, is delivered after all."""
    desk.mailer.putting_off.add(INVITATION.notice.id)
    desk.write(INVITATION, patience=timedelta(hours=1))
    desk.now += timedelta(days=1)
    async with desk.at_work():
        await until(desk.tries, bool)
        desk.mailer.putting_off.clear()
        assert await desk.settled(passing=MINUTE) == [DELIVERED]


async def test_case_60_an_outage_gives_up_no_mail(desk: Desk) -> None:
    """Mails whose time ran out while nothing worked are kept if the mail server comes back a moment
    later than the post, however often it was found away until then."""
    desk.mailer.down = True
    desk.write(*numbered(20), patience=timedelta(hours=1))
    desk.now += timedelta(days=1)
    async with desk.at_work():
        await until(desk.tries, lambda count: count >= 8)
        desk.mailer.down = False
        assert await desk.settled(20, passing=timedelta(seconds=1)) == [DELIVERED] * 20


async def test_mails_are_given_up_while_the_server_is_away(desk: Desk) -> None:
    """In an outage that lasts, all mails whose time is over are given up, not one a minute."""
    desk.mailer.down = True
    desk.write(*numbered(20), patience=timedelta(hours=1))
    desk.now += timedelta(days=1)
    async with desk.at_work(MailLimits(look_again=0.01, last_chance=0)):
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


async def test_what_is_taken_back_in_hand_leaves_the_mail_that_it_was_in(desk: Desk) -> None:
    """When one of two letters is taken back while the mail with both fails, the next attempt brings
    the other one alone."""
    desk.mailer.putting_off.add(INVITATION.notice.id)
    other = INVITATION.notice.model_copy(update={"id": "n-stays"})
    desk.write(INVITATION, INVITATION.model_copy(update={"notice": other}))
    async with desk.at_work():
        with desk.mailer.slow():
            await desk.in_hand()
            desk.outbox.take_back(INVITATION.stream, [INVITATION.notice.id])
        outcomes = await desk.settled(2, passing=timedelta(seconds=1))
    assert sorted(outcomes) == [DeliveryOutcome.DELIVERED, DeliveryOutcome.TAKEN_BACK]
    assert [[one.letter.notice.id for one in mail] for mail in desk.mailer.mails] == [["n-stays"]]


async def test_a_put_off_mail_counts_as_an_answer(desk: Desk) -> None:
    """A server that puts off one mail is there: it is no outage."""
    desk.mailer.putting_off.add(INVITATION.notice.id)
    desk.write(INVITATION)
    async with desk.at_work() as work:
        await until(desk.tries, bool)
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
