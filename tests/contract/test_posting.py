"""Posts of several processes at one outbox, with every outbox there is."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from activities.casts import Casts
from activities.mail_times import MailTimes
from activities.outbox import Correspondents, News
from activities.pacing import MailLimits
from activities.ports import Addressed, Cast, MailServerUnavailable
from activities.posting import PostOffice
from adapters.holidays import LibraryHolidays
from adapters.notify.example_people import LEAD, MENTEE, MENTOR
from domain.telling.letters import Letter
from domain.telling.notices import DeliveryOutcome
from tests.contract.letters import Post, letter, post, postgres_post
from tests.fakes.mailer import FakeMailer
from tests.fakes.roster import InMemoryRoster
from tests.waiting import until

__all__ = ["post", "postgres_post"]

POSTS, PAIRINGS = 4, 40
LIMITS = MailLimits(shortest_outage=0.01, longest_outage=0.01, shortest_delay=0.01, look_again=0.01)


class Moody(FakeMailer):
    """Is away for every third mail."""

    async def send(
        self, letter: Letter, cast: Cast, others: Sequence[Addressed] = ()
    ) -> DeliveryOutcome:
        """Send it, or not."""
        if self.tries % 3 == 2:
            self.tries += 1
            raise MailServerUnavailable("the mail server is out of reach")
        return await super().send(letter, cast, others)


class Nobody(Correspondents):
    """Nobody is to be told anything."""

    async def tell(self, news: News) -> None:
        """Fail."""
        raise AssertionError(f"{news.outcome} is told")


def office(post: Post, mailer: FakeMailer) -> PostOffice:
    """What sends mails in one of the processes."""
    roster = InMemoryRoster()
    roster.put("example", MENTOR, MENTEE, LEAD)
    casts, times = Casts(roster, post.journal), MailTimes(LibraryHolidays())
    return PostOffice(post.outbox, mailer, casts, times, Nobody(), LIMITS)


async def test_however_they_meet_every_mail_goes_out_once(post: Post) -> None:
    """Posts that compete for mails, with a server that is away now and then, send each once."""
    mailer = Moody()
    stop = asyncio.Event()
    posts = [asyncio.create_task(office(post, mailer).work(stop)) for _ in range(POSTS)]
    for number in range(PAIRINGS):
        await post.write(letter(f"pairing-c-{number % 3}-{number}", to=MENTOR.id))
    await until(post.outbox.waiting, lambda count: count == 0)
    stop.set()
    done = await asyncio.gather(*posts)
    assert sum(one.delivered for one in done) == PAIRINGS
    sent = Counter(one.stream for one, _ in mailer.sent)
    assert (len(sent), set(sent.values())) == (PAIRINGS, {1})


async def test_what_a_dead_post_had_in_hand_goes_out_once(post: Post) -> None:
    """Mails that a post had in hand when it was killed go out once, by another one."""
    mailer = FakeMailer()
    for number in range(8):
        reader = (MENTOR, MENTEE)[number % 2]
        await post.write(letter(f"pairing-c-1-{number}", to=reader.id))
    assert len(await post.outbox.take("a post that was killed", timedelta(seconds=0.2))) == 4
    stop = asyncio.Event()
    work = asyncio.create_task(office(post, mailer).work(stop))
    await until(post.outbox.waiting, lambda count: count == 0)
    stop.set()
    assert (await work).delivered == 8
    assert len({one.stream for one, _ in mailer.sent}) == len(mailer.sent) == 8
