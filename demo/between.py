"""What happens to a couple between two sessions."""

from datetime import timedelta

from demo.couple import Couple
from demo.story import Event
from domain.pairing.commands import End, Extend, PausePairing
from domain.pairing.facts import PersonLeft
from domain.pairing.vocabulary import EndReason
from domain.programme.people import Side

FOUR_WEEKS = timedelta(weeks=4)


async def in_between(couple: Couple, number: int) -> None:
    """What follows the session of this number, if the story has anything for it."""
    match couple.plot.after.get(number):
        case None:
            return
        case Event.PAUSE:
            await _pause(couple)
        case Event.EXTENSION:
            await _extend(couple)
        case Event.OBJECTIVES_REACHED:
            await couple.until(couple.later(2, 4))
            couple.tell("the objectives are reached early: the closing review begins")
            await couple.say(End, Side.MENTEE, reason=EndReason.OBJECTIVES_REACHED)
        case Event.NO_TIME:
            await couple.until(couple.later(4, 6))
            couple.tell("the mentee ends the pairing: no time any more")
            words = "A new task abroad; it was worth every hour"
            await couple.say(End, Side.MENTEE, reason=EndReason.TIME, words=words)
            await couple.until(couple.later(1, 2))
        case Event.LEAVES_COMPANY:
            couple.tell(
                "the HR system reports the mentor's last day: the review is brought forward"
            )
            person = couple.state.setup.person(Side.MENTOR)
            last_day = couple.today + FOUR_WEEKS
            await couple.connection.tell(PersonLeft, person_id=person, last_day=last_day)
            await couple.until(couple.later(1, 2))
        case Event.MAILBOX_CLOSED:
            couple.tell("the mentor's mailbox refuses mails")
            couple.surroundings.close_mailbox(couple.answers[Side.MENTOR].person)
        case Event.MAILBOX_OPEN_AGAIN:
            couple.tell("the mentor's mailbox takes mails again")
            couple.surroundings.open_mailbox(couple.answers[Side.MENTOR].person)


async def _pause(couple: Couple) -> None:
    back = couple.state.setup.calendar.on_or_after(couple.today + FOUR_WEEKS)
    couple.tell("the mentee pauses the pairing for four weeks")
    await couple.say(PausePairing, Side.MENTEE, return_on=back)
    await couple.until(couple.on(back + timedelta(days=1)))
    couple.tell("back from the pause")


async def _extend(couple: Couple) -> None:
    couple.tell("both ask for four more weeks")
    await couple.say(Extend, Side.MENTOR, weeks=FOUR_WEEKS.days // 7)
    await couple.until(couple.later(1, 2))
    await couple.say(Extend, Side.MENTEE, weeks=FOUR_WEEKS.days // 7)
