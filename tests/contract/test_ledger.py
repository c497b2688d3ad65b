"""What every delivery ledger promises, whether in memory or in PostgreSQL."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from activities.outbox import News, Settlement
from adapters.postgres.pool import open_pool
from adapters.postgres.streams import WITH_WORDS, Streams
from domain.telling.fared import Address
from domain.telling.notices import DeliveryOutcome
from tests.contract.letters import LONG, OVER, Post, letter, post, postgres_post

if TYPE_CHECKING:
    from adapters.postgres.pool import Connection

__all__ = ["post", "postgres_post"]

FIRST = letter()
TO_MENTEE = letter(notice_id="invitation-1-mentee", to="p-017")
DELIVERED, REFUSED = DeliveryOutcome.DELIVERED, DeliveryOutcome.REFUSED


async def test_the_ledger_says_which_address_was_tried_last(
    postgres_post: Post, database_url: str
) -> None:
    """Of each mail the ledger has which of a person's two addresses it went to, also if that is
    said late."""
    outbox, late = postgres_post.outbox, letter(notice_id="invitation-1-mentee", to="p-017")
    await postgres_post.write(FIRST, late)
    for is_late in (False, True):
        mail = await postgres_post.take()
        if is_late:
            await outbox.settle(Settlement.of(mail, REFUSED))
        await outbox.settle(Settlement.of(mail, DELIVERED, address=Address.SECOND))
    async with await open_pool(database_url) as pool:
        fared = await Streams(pool, WITH_WORDS).fared(FIRST.letter.stream)
    assert [one.address for one in fared.values()] == [Address.SECOND] * 2


# -- how it fared --------------------------------------------------------------------------------


async def test_a_settled_mail_is_out_of_it(post: Post) -> None:
    """A mail that was settled is gone, and settling it again changes nothing."""
    await post.write(FIRST)
    mail = await post.sent(DELIVERED)
    await post.outbox.settle(Settlement.of(mail, REFUSED, tell=True))
    assert await post.outbox.waiting() == 0
    assert await post.news() is None


async def test_somebody_whose_lease_is_over_can_say_that_it_was_delivered(post: Post) -> None:
    """A holder whose lease is over is believed that a mail was delivered, and nothing else."""
    await post.write(FIRST)
    slow = await post.take("h-1", OVER)
    await post.take("h-2")
    await post.outbox.settle(Settlement.of(slow, REFUSED, tell=True))
    assert await post.outbox.waiting() == 1
    await post.outbox.settle(Settlement.of(slow, DELIVERED, tell=False))
    assert await post.outbox.waiting() == 0


async def test_a_mail_that_got_out_was_delivered_whatever_was_said_before(post: Post) -> None:
    """A mail that was given up and got out after all was delivered, and its stream is told so."""
    await post.write(letter(patience=OVER))
    slow = await post.take("h-1", OVER)
    assert await post.outbox.give_up() == 1
    assert _outcome(await post.news()) is DeliveryOutcome.GAVE_UP
    delivered = Settlement.of(slow, DELIVERED, tell=False)
    assert await post.outbox.settle(delivered)
    assert _outcome(await post.news()) is DELIVERED
    assert not await post.outbox.settle(delivered)
    assert await post.news() is None


@pytest.mark.parametrize("asks", [True, False])
async def test_a_mail_that_got_out_was_not_taken_back(post: Post, asks: bool) -> None:
    """A mail that was taken back when its lease was over, and got out after all, was delivered; its
    stream is told if whoever settles it asks for that."""
    await post.write(FIRST)
    slow = await post.take("h-1", OVER)
    await post.write(TO_MENTEE, taken_back=["invitation-1-mentor"])
    assert await post.outbox.settle(Settlement.of(slow, DELIVERED, tell=asks)) is asks
    assert _outcome(await post.news()) is (DELIVERED if asks else None)
    assert await post.outbox.waiting() == 1


async def test_only_a_delivery_corrects_the_ledger(post: Post) -> None:
    """What was taken back stays so if somebody whose lease is over says that it was refused."""
    await post.write(FIRST)
    slow = await post.take("h-1", OVER)
    await post.write(TO_MENTEE, taken_back=["invitation-1-mentor"])
    assert not await post.outbox.settle(Settlement.of(slow, REFUSED, tell=True))
    assert await post.news() is None


async def test_a_last_chance_begins_with_an_attempt_that_fails_late(post: Post) -> None:
    """How long a mail fails after its time counts from its first own failure after that: neither
    an outage nor an earlier failure counts."""
    await post.write(letter(patience=OVER))
    for failed in (False, True):
        mail = await post.take()
        assert (mail.is_late, mail.failing_for) == (True, OVER)
        await post.outbox.put_back(mail, OVER, failed=failed)
    failing = await post.take()
    assert failing.failing_for > OVER
    await post.outbox.put_back(failing, LONG, failed=True)
    await post.write(TO_MENTEE)
    await post.outbox.put_back(await post.take(), OVER, failed=True)
    in_time = await post.take()
    assert (in_time.is_late, in_time.failing_for) == (False, OVER)


def _outcome(news: News | None) -> DeliveryOutcome | None:
    return news.outcome if news else None


async def test_mails_are_given_up_when_their_time_is_over(post: Post) -> None:
    """Those whose time is over are given up and told of, but for one that is in hand."""
    over = letter(patience=OVER)
    await post.write(over, TO_MENTEE, letter("pairing-c-1-1", "in-hand", patience=OVER))
    while (mail := await post.take()).occasion.notice_id != "in-hand":
        await post.outbox.put_back(mail, LONG)
    assert mail.is_late
    assert await post.outbox.give_up() == 1
    assert await post.outbox.waiting() == 2
    news = await post.news()
    assert news is not None
    assert (news.occasion.notice_id, news.outcome) == (
        "invitation-1-mentor",
        DeliveryOutcome.GAVE_UP,
    )


# -- telling -------------------------------------------------------------------------------------


async def test_news_are_told_once(post: Post) -> None:
    """News that are taken wait until their lease is over, and are gone once they were told."""
    await post.write(FIRST)
    await post.sent(REFUSED, tell=True)
    news = await post.outbox.take_news(OVER)
    assert news is not None
    assert (news.occasion.notice_id, news.outcome) == ("invitation-1-mentor", REFUSED)
    assert await post.outbox.take_news(LONG) == news
    assert await post.outbox.take_news(LONG) is None
    await post.outbox.note_told(news)
    assert await post.news() is None


async def test_good_news_is_told_to_nobody(post: Post) -> None:
    """A stream is told of a delivered mail only if whoever settles it asks for that."""
    await post.write(FIRST, TO_MENTEE)
    await post.sent(DELIVERED)
    assert await post.news() is None
    await post.sent(DELIVERED, tell=True)
    news = await post.news()
    assert news is not None
    assert news.outcome is DELIVERED


async def test_the_first_good_news_after_bad_news_is_told(post: Post) -> None:
    """A delivery is told if the last mail to this person did not arrive, and only the first; the
    post hears of it as soon as it settles the mail."""
    await post.write(FIRST)
    await post.sent(REFUSED, tell=True)
    await post.news()
    for number, (to, is_news) in enumerate([("p-017", False), (FIRST_TO, True), (FIRST_TO, False)]):
        await post.write(letter(notice_id=f"n-{number}", to=to))
        settlement = Settlement.of(await post.take(), DELIVERED, tell=False)
        assert await post.outbox.settle(settlement) is is_news
        assert bool(await post.news()) is is_news


FIRST_TO = FIRST.letter.notice.to
HOURS_AGO = """
UPDATE outbox SET due_at = due_at - $1::interval, tell_at = tell_at - $1, try_at = try_at - $1
"""


async def test_a_mail_that_waits_is_told_of_each_day(
    postgres_post: Post, database: "Connection"
) -> None:
    """A pairing hears after an hour, then each day, that a mail which needs an answer waits."""
    await postgres_post.write(FIRST, letter(notice_id="asks-nothing", asks=False))
    assert await postgres_post.news() is None
    told = list[News]()
    for passed in (timedelta(hours=1), timedelta(hours=23), timedelta(hours=1)):
        await database.execute(HOURS_AGO, passed)
        again = await postgres_post.outbox.take_news(OVER)
        news = await postgres_post.news()
        assert news == again
        if news is not None:
            told.append(news)
    assert [(news.occasion.notice_id, news.outcome, news.number) for news in told] == [
        ("invitation-1-mentor", None, 0),
        ("invitation-1-mentor", None, 1),
    ]


async def test_a_mail_that_is_put_off_is_neither_late_nor_tried(post: Post) -> None:
    """A mail that waits for the hours of its reader has not been tried, has not waited, is not
    given up, and nobody hears of a delay; by somebody else it cannot be put off."""
    await post.write(letter(patience=OVER))
    mail = await post.take()
    await post.outbox.put_off(mail, mail.taken_at)
    again = await post.take("h-2")
    assert again.attempts == 1
    await post.outbox.put_off(mail, mail.taken_at + LONG)
    await post.outbox.put_off(again, again.taken_at + LONG)
    assert await post.outbox.take("h-3", LONG) == ()
    assert await post.outbox.give_up() == 0
    assert await post.news() is None


async def test_hours_of_waiting_for_a_reader_are_no_delay(
    postgres_post: Post, database: "Connection"
) -> None:
    """Of a mail that was put off for three hours a pairing hears an hour after those."""
    await postgres_post.write(FIRST)
    mail = await postgres_post.take()
    await postgres_post.outbox.put_off(mail, mail.taken_at + 3 * LONG)
    for passed, waited in ((3, timedelta(0)), (1, LONG)):
        await database.execute(HOURS_AGO, passed * LONG)
        news = await postgres_post.news()
        assert (news is not None) is bool(waited)
        mail = await postgres_post.take()
        assert waited <= mail.waited < waited + LONG
        await postgres_post.outbox.put_back(mail, OVER)
