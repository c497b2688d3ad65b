"""The work of a post: each mail once, to whoever the roster knows, with bad news told at once."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

import pytest

from activities.informing import TOLD_AGAIN_AFTER
from activities.ports import Addressed, Cast
from activities.posting import LATE, Posted
from adapters.notify.example_people import LEAD, MENTEE, MENTOR
from domain.telling.bodies import ProposalsBody
from domain.telling.fared import Address
from domain.telling.letters import Letter, LetterIncomplete
from domain.telling.notices import DeliveryOutcome
from tests.unit.post_desk import EXAMPLES, INVITATION, QUICK, Desk, numbered
from tests.waiting import until

DELIVERED = DeliveryOutcome.DELIVERED
LEASE = QUICK.lease
MINUTE = timedelta(minutes=1)


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


async def test_a_letter_about_many_costs_one_look_into_the_roster(desk: Desk) -> None:
    """However many people a letter names, they are looked up together."""
    matches = EXAMPLES["matches_to_confirm"]
    assert isinstance(matches.body, ProposalsBody)
    (pair, *_) = matches.body.pairs
    pairs = tuple(
        pair.model_copy(update={"mentor": f"p-{number}", "mentee": f"p-{number + 1}"})
        for number in range(0, 60, 2)
    )
    desk.write(
        matches.model_copy(update={"body": matches.body.model_copy(update={"pairs": pairs})})
    )
    async with desk.at_work():
        await desk.settled()
    assert desk.roster.looks == 1


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


REACHABLE_ELSEWHERE = MENTOR.model_copy(update={"second_mail": "lena@elsewhere.example"})


async def test_case_47_what_the_first_address_refuses_goes_to_the_second(desk: Desk) -> None:
    """A mail that is refused at the first address goes to the second at once; its stream is told
    nothing, and the ledger has which of the two it was."""
    desk.roster.put("example", REACHABLE_ELSEWHERE)
    desk.mailer.refusing.add(MENTOR.mail)
    desk.write(INVITATION)
    async with desk.at_work():
        assert await desk.settled() == [DeliveryOutcome.DELIVERED]
    ((_, cast),) = desk.mailer.sent
    assert cast.recipient.mail == "lena@elsewhere.example"
    assert [settled.address for settled in desk.outbox.ledger.values()] == [Address.SECOND]
    assert desk.streams.told == []


async def test_case_47_a_mail_that_both_addresses_refuse_is_refused(desk: Desk) -> None:
    """A mail that is refused at both addresses is told to its stream as refused, and tried no
    more."""
    desk.roster.put("example", REACHABLE_ELSEWHERE)
    desk.mailer.refusing.add(MENTOR.id)
    desk.write(INVITATION)
    async with desk.at_work():
        (news,) = await desk.told()
    assert (news.outcome, desk.mailer.tries) == (DeliveryOutcome.REFUSED, 2)


async def test_the_second_address_is_left_in_peace_while_the_first_takes_mails(desk: Desk) -> None:
    """With a second address at hand, a mail that is taken at the first goes there alone."""
    desk.roster.put("example", REACHABLE_ELSEWHERE)
    desk.write(INVITATION)
    async with desk.at_work():
        await desk.settled()
    assert [cast.recipient.mail for _, cast in desk.mailer.sent] == [MENTOR.mail]
    assert [settled.address for settled in desk.outbox.ledger.values()] == [Address.FIRST]


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
    desk.now += TOLD_AGAIN_AFTER
    async with desk.at_work():
        (news,) = await desk.told()
    assert news.at == desk.outbox.ledger[news.occasion].at
    assert desk.outbox.ledger[news.occasion].tell_at is None


async def test_a_stream_that_cannot_be_told_keeps_nobody_from_being_told(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """If telling one stream fails in a way that nobody has thought of, all others are told, and the
    log says of what kind it was and nothing that could name a person."""
    first, *others = numbered(5)
    desk.mailer.refusing.update(one.notice.to for one in (first, *others))
    desk.streams.failing.add(first.notice.id)
    desk.write(first, *others)
    async with desk.at_work():
        told = await desk.told(4)
    assert {news.occasion.notice_id for news in told} == {one.notice.id for one in others}
    (line,) = [record for record in caplog.records if "cannot be told" in record.message]
    assert (line.__dict__["notice"], line.__dict__["error"]) == (first.notice.id, "RuntimeError")
    assert "zoe@" not in caplog.text


async def test_news_that_cannot_be_read_end_no_telling(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """If the outbox cannot give its news, a post goes on telling when it can; the log says so."""
    desk.mailer.refusing.add(MENTOR.id)
    desk.outbox.unreadable_news = True
    async with desk.at_work():

        async def logged() -> bool:
            return "is to be told is unknown" in caplog.text

        await until(logged, bool)
        desk.outbox.unreadable_news = False
        desk.write(INVITATION)
        await desk.told()


async def test_an_incomplete_letter_is_given_up(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A letter that cannot be written now never can: it is given up at once, and told of."""

    async def incomplete(
        _letter: Letter, _cast: Cast, _others: Sequence[Addressed]
    ) -> DeliveryOutcome:
        raise LetterIncomplete("a letter invitation needs topics")

    monkeypatch.setattr(desk.mailer, "send", incomplete)
    desk.write(INVITATION)
    async with desk.at_work():
        (news,) = await desk.told()
    assert news.outcome is DeliveryOutcome.GAVE_UP


# -- within the lease ------------------------------------------------------------------------------


async def test_a_mail_whose_people_are_not_found_in_time_is_put_back(desk: Desk) -> None:
    """A mail is not sent if its look-ups took so long that its lease might end meanwhile."""
    desk.write(INVITATION)
    async with desk.at_work(QUICK.model_copy(update={"longest_look_up": 0.05})) as work:
        with desk.roster.slow():

            async def looks() -> int:
                desk.now += timedelta(seconds=1)
                return desk.roster.looks

            await until(looks, lambda count: count >= 2)
            assert desk.mailer.tries == 0
        assert await desk.settled(passing=timedelta(seconds=1)) == [DELIVERED]
    assert (await work).put_back >= 1


async def test_a_mailer_that_never_ends_is_left_before_the_lease_is_over(desk: Desk) -> None:
    """A mail that is not handed over in the time for it is put back, and goes out later."""
    desk.write(INVITATION)
    async with desk.at_work(QUICK.model_copy(update={"longest_sending": 0.05})) as work:
        with desk.mailer.slow():
            await desk.in_hand()
            await until(desk.being_sent, lambda count: count == 0)
        assert await desk.settled(passing=timedelta(seconds=1)) == [DELIVERED]
    assert (await work).put_back >= 1


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
    assert await desk.outbox.take("a post that died", LEASE) != ()
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
