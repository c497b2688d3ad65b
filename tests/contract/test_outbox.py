"""What every outbox promises, whether in memory or in PostgreSQL."""

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from activities.outbox import MOST_TOGETHER, Mail, Occasion
from domain.engine.errors import VersionConflict
from domain.telling.notices import DeliveryOutcome
from tests.contract.events import events
from tests.contract.letters import LONG, OVER, Post, issued, letter, post, postgres_post
from tests.contract.pairings import records

if TYPE_CHECKING:
    from adapters.postgres.pool import Connection

__all__ = ["post", "postgres_post"]

FIRST = letter()
TO_MENTEE = letter(notice_id="invitation-1-mentee", to="p-017")
DELIVERED, REFUSED = DeliveryOutcome.DELIVERED, DeliveryOutcome.REFUSED


# -- what goes in ------------------------------------------------------------------------------


async def test_a_letter_comes_out_as_it_went_in(post: Post) -> None:
    """A letter is taken as it was written, with its first attempt, and it is neither late nor
    void."""
    await post.write(FIRST)
    mail = await post.take()
    assert mail.letter() == FIRST.letter
    assert mail.occasion == Occasion(stream="pairing-c-1-1", notice_id="invitation-1-mentor")
    assert (mail.cohort, mail.attempts, mail.is_late, mail.is_void) == ("c-1", 1, False, False)


async def test_an_append_that_fails_writes_no_letters(post: Post) -> None:
    """Letters of an append that conflicts are not written, and nothing is taken back by it."""
    await post.write(FIRST)
    with pytest.raises(VersionConflict):
        await post.journal.append(
            "pairing-c-1-1", 0, events(9), [TO_MENTEE], ["invitation-1-mentor"]
        )
    assert (await post.take()).letter() == FIRST.letter
    assert await post.outbox.take("h-1", LONG) == ()


async def test_a_repeated_append_changes_nothing(post: Post) -> None:
    """An append that is repeated writes its letters once, also when they were sent meanwhile."""
    first = [*records("c-1-1", []), *issued(FIRST)]
    for _ in range(2):
        await post.journal.append("pairing-c-1-1", 0, first, [FIRST])
    await post.sent(DELIVERED)
    await post.journal.append("pairing-c-1-1", 0, first, [FIRST])
    assert await post.outbox.take("h-1", LONG) == ()


async def test_a_repeated_append_takes_nothing_back(post: Post) -> None:
    """An append whose repetition names other notices as untrue takes none of them back."""
    await post.write(FIRST)
    first = [*records("c-1-1", []), *issued(FIRST)]
    await post.journal.append("pairing-c-1-1", 0, first, [], ["invitation-1-mentor"])
    assert (await post.take()).is_void is False


async def test_many_appends_at_once_write_all_their_letters(post: Post) -> None:
    """Appends that share a transaction change the outbox each for itself, and not if they fail."""
    await post.write(letter("pairing-c-1-0"))
    unwritten = letter("pairing-c-1-0", "n-9")
    others = [letter(f"pairing-c-1-{number}") for number in range(1, 30)]
    answers = await asyncio.gather(
        *(post.write(one) for one in others),
        post.journal.append("pairing-c-1-0", 0, events(9), [unwritten], ["invitation-1-mentor"]),
        return_exceptions=True,
    )
    assert [type(answer) for answer in answers if answer is not None] == [VersionConflict]
    assert await post.outbox.waiting() == 30


async def test_a_letter_that_is_not_due_waits(post: Post) -> None:
    """A letter that is due later is not taken before."""
    await post.write(letter(delay=timedelta(hours=1)))
    assert await post.outbox.take("h-1", LONG) == ()
    assert await post.outbox.waiting() == 1


# -- one hand at a time --------------------------------------------------------------------------


async def test_of_many_who_take_at_once_each_gets_another_mail(post: Post) -> None:
    """Of many who take at once, each mail is in one hand, and those who come too late get none."""
    await post.write(FIRST, TO_MENTEE)
    found = await asyncio.gather(*(post.outbox.take(f"h-{n}", LONG) for n in range(16)))
    mails = [mail for mails in found for mail in mails]
    assert {mail.occasion.notice_id for mail in mails} == {
        "invitation-1-mentor",
        "invitation-1-mentee",
    }
    assert len(mails) == 2


async def test_the_mail_of_somebody_dead_is_taken_again(post: Post) -> None:
    """The mail of a holder that died is taken by another one once its lease is over."""
    await post.write(FIRST)
    await post.take("h-1", OVER)
    again = await post.take("h-2")
    assert (again.letter(), again.attempts) == (FIRST.letter, 2)


async def test_a_mail_that_is_put_back_waits_for_its_time(post: Post) -> None:
    """A mail that is put back can be taken when its time has come, and not before."""
    await post.write(FIRST, TO_MENTEE)
    await post.outbox.put_back(await post.take(), LONG)
    await post.outbox.put_back(await post.take(), OVER)
    assert (await post.take("h-2")).attempts == 2
    assert await post.outbox.take("h-2", LONG) == ()


async def test_nobody_puts_back_what_somebody_else_has(post: Post) -> None:
    """A slow holder whose lease is over cannot put back the mail of its successor."""
    await post.write(FIRST)
    slow = await post.take("h-1", OVER)
    await post.take("h-2")
    await post.outbox.put_back(slow, OVER)
    assert await post.outbox.take("h-3", LONG) == ()


# -- turns ---------------------------------------------------------------------------------------


async def test_cohorts_take_turns(post: Post) -> None:
    """However many mails of one cohort wait, the next one is of the next cohort that has any."""
    for cohort, pairings in (("b", 3), ("a", 2), ("c", 1)):
        for number in range(pairings):
            await post.journal.append(
                f"cohort-{cohort}",
                number,
                events(number),
                [letter(f"cohort-{cohort}", f"n-{number}")],
            )
    taken, last = list[str](), "a"
    for _ in range(6):
        last = (await post.take(after=last)).cohort
        taken.append(last)
    assert taken == ["b", "c", "a", "b", "a", "b"]


# -- taken back ----------------------------------------------------------------------------------


async def test_what_is_not_true_any_more_is_never_sent(post: Post) -> None:
    """A letter that is taken back before it was sent is gone, and its stream need not be told."""
    await post.write(FIRST, TO_MENTEE)
    moved = letter(notice_id="moved-4-mentor")
    await post.write(moved, taken_back=["invitation-1-mentor", "invitation-1-mentee", "unknown"])
    assert (await post.take()).letter() == moved.letter
    assert await post.outbox.waiting() == 1
    assert await post.news() is None


async def test_what_is_taken_back_in_somebodys_hand_is_not_tried_again(post: Post) -> None:
    """A mail taken back while it is in hand may still go out, but is not tried a second time."""
    await post.write(FIRST)
    in_hand = await post.take()
    await post.write(TO_MENTEE, taken_back=["invitation-1-mentor"])
    await post.outbox.put_back(in_hand, OVER)
    mails: list[Mail] = [await post.take(), await post.take()]
    assert {mail.occasion.notice_id: mail.is_void for mail in mails} == {
        "invitation-1-mentor": True,
        "invitation-1-mentee": False,
    }


# -- the real one only ---------------------------------------------------------------------------


async def test_a_failing_append_changes_nothing_in_company(
    postgres_post: Post, database: "Connection"
) -> None:
    """An append that conflicts writes no letter and takes none back, though others that share its
    transaction are written."""
    await postgres_post.write(FIRST)
    append = postgres_post.journal.append
    async with database.transaction():
        await database.execute("SELECT lock_journal()")
        first = asyncio.create_task(append("cohort-a", 0, events(1)))
        while not await database.fetchval("SELECT count(*) FROM pg_locks WHERE NOT granted"):
            pass
        failing = append("pairing-c-1-1", 0, events(9), [TO_MENTEE], ["invitation-1-mentor"])
        written = append("cohort-b", 0, events(1), [letter("cohort-b", "n-1")])
        together = asyncio.gather(failing, written, return_exceptions=True)
        await asyncio.sleep(0)
    await first
    assert isinstance((await together)[0], VersionConflict)
    rows = await database.fetch("SELECT notice_id, is_void FROM outbox ORDER BY notice_id")
    assert [tuple(row) for row in rows] == [("invitation-1-mentor", False), ("n-1", False)]


async def test_what_the_ledger_knows_is_not_written_again(
    postgres_post: Post, database: "Connection"
) -> None:
    """A letter whose mail the ledger knows, as after an older journal was restored, is not sent."""
    await database.execute(
        "INSERT INTO delivery (stream_id, notice_id, outcome, attempts) "
        "VALUES ('pairing-c-1-1', 'invitation-1-mentor', 'delivered', 1)"
    )
    await postgres_post.write(FIRST, TO_MENTEE)
    assert (await postgres_post.take()).letter() == TO_MENTEE.letter
    assert await postgres_post.outbox.waiting() == 1


async def test_a_mail_just_taken_is_in_hand_for_an_append(
    postgres_post: Post, database: "Connection"
) -> None:
    """An append that waits for whoever takes a mail does not delete it, and marks it as void."""
    await postgres_post.write(FIRST)
    async with database.transaction():
        await database.execute(
            "UPDATE outbox SET holder = 'h-1', try_at = clock_timestamp() + interval '1 hour'"
        )
        append = asyncio.create_task(
            postgres_post.write(TO_MENTEE, taken_back=["invitation-1-mentor"])
        )
        while not await database.fetchval("SELECT count(*) FROM pg_locks WHERE NOT granted"):
            pass
    await append
    assert await database.fetchval("SELECT is_void FROM outbox WHERE holder = 'h-1'")


async def test_no_letter_stays_when_a_mail_is_settled(
    postgres_post: Post, database: "Connection"
) -> None:
    """The ledger keeps neither a letter nor a recipient."""
    await postgres_post.write(FIRST)
    await postgres_post.sent(DELIVERED)
    (row,) = await database.fetch("SELECT to_jsonb(delivery) - 'settled_at' AS kept FROM delivery")
    assert row["kept"] == (
        '{"address": "first", "outcome": "delivered", "tell_at": null, "attempts": 1, '
        '"notice_id": "invitation-1-mentor", "stream_id": "pairing-c-1-1"}'
    )
    assert await database.fetchval("SELECT count(*) FROM outbox") == 0


# -- together ------------------------------------------------------------------------------------


async def test_case_46_what_is_due_to_one_person_is_taken_together(post: Post) -> None:
    """All that is due to one person in a cohort is taken together, whichever pairing wrote it, in
    the order in which it was due, and nothing of others."""
    await post.write(letter("pairing-c-1-1", "n-1", to="p-1"), letter("pairing-c-1-1", "n-2"))
    await post.write(letter("pairing-c-1-2", "n-3", to="p-1"))
    elsewhere = letter("cohort-c-2", "n-4", to="p-1")
    await post.journal.append("cohort-c-2", 0, events(0), [elsewhere])
    taken = [
        [mail.occasion.notice_id for mail in await post.outbox.take("h-1", LONG, "c-0")]
        for _ in range(4)
    ]
    assert taken == [["n-1", "n-3"], ["n-2"], ["n-4"], []]


async def test_no_mail_grows_beyond_what_people_read(post: Post) -> None:
    """Of very many letters to one person those that were due first are taken together."""
    for number in range(3):
        notices = [letter(f"pairing-c-1-{number}", f"n-{number}-{n}", to="p-1") for n in range(9)]
        await post.write(*notices)
    first = await post.outbox.take("h-1", LONG)
    assert len(first) == MOST_TOGETHER
    assert len(await post.outbox.take("h-1", LONG)) == 27 - MOST_TOGETHER
    assert {mail.occasion.stream for mail in first[:18]} == {"pairing-c-1-0", "pairing-c-1-1"}


async def test_two_posts_do_not_share_the_mails_to_one_person(postgres_post: Post) -> None:
    """However many look at the same time, what is due to one person is in one hand."""
    for number in range(12):
        await postgres_post.write(letter(f"pairing-c-1-{number}", to="p-1"))
    outbox = postgres_post.outbox
    found = await asyncio.gather(*(outbox.take(f"h-{n}", LONG) for n in range(8)))
    assert sorted(map(len, found)) == [0] * 7 + [12]


async def test_what_is_early_goes_with_what_is_due(post: Post) -> None:
    """A letter that is not due yet comes out with another one to the same person, and never alone.
    It may be left for its own time again; one that was tried and failed waits for that."""
    early = letter("pairing-c-1-1", "n-1", to="p-1", delay=LONG)
    await post.write(early)
    assert await post.outbox.take("h-1", LONG) == ()
    await post.write(letter("pairing-c-1-2", "n-2", to="p-1"))
    due, found = await post.outbox.take("h-1", LONG)
    assert (due.is_early, found.is_early) == (False, True)
    await post.outbox.put_off(found, found.due_at)
    await post.write(letter("pairing-c-1-3", "n-3", to="p-1"))
    _, again = await post.outbox.take("h-2", LONG)
    assert (again.occasion, again.due_at, again.attempts) == (found.occasion, found.due_at, 1)
    await post.outbox.put_off(due, due.taken_at + LONG)
    await post.write(letter("pairing-c-1-4", "n-4", to="p-1"))
    assert [mail.occasion.notice_id for mail in await post.outbox.take("h-3", LONG)] == [
        "n-4",
        "n-2",
    ]
