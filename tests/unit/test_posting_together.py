"""What is due to one person at the same time goes in one mail, and each letter fares for itself."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from activities.ports import Addressed, Cast
from adapters.notify.example_people import MENTOR
from domain.programme.mail_hours import MailHours
from domain.telling.letters import Letter, LetterIncomplete
from domain.telling.notices import DeliveryOutcome
from tests.unit.post_desk import EXAMPLES, Desk

DELIVERED = DeliveryOutcome.DELIVERED


@pytest.fixture
def desk() -> Desk:
    """A fresh desk."""
    return Desk()


async def test_case_46_what_is_due_to_one_person_is_one_mail(desk: Desk) -> None:
    """What two pairings and the cohort have for a mentor is one mail; what they have for others is
    none of it, and the ledger knows of each letter how it fared."""
    ours = _to_mentor("reflection_request", "booking_request", "plan_reminder")
    elsewhere = ours[1].model_copy(update={"stream": "pairing-c-2"})
    desk.write(ours[0], elsewhere, ours[2], EXAMPLES["invitation-mentee"])
    async with desk.at_work():
        assert await desk.settled(4) == [DELIVERED] * 4
    assert sorted(len(mail) for mail in desk.mailer.mails) == [1, 3]
    together = max(desk.mailer.mails, key=len)
    assert {one.cast.recipient.id for one in together} == {MENTOR.id}
    assert {one.letter.stream for one in together} == {ours[0].stream, "pairing-c-2"}


async def test_a_mail_brings_one_calendar_entry(desk: Desk) -> None:
    """A mail with a calendar entry begins with its letter, and a second entry has its own mail."""
    desk.write(*_to_mentor("reflection_request", "session_cancelled", "session_booked"))
    async with desk.at_work():
        await desk.settled(3)
    kinds = [[one.letter.notice.kind.value for one in mail] for mail in desk.mailer.mails]
    assert kinds == [["session_cancelled", "reflection_request"], ["session_booked"]]


async def test_what_is_in_confidence_is_a_mail_of_its_own(desk: Desk) -> None:
    """What an owner reads in confidence shares a mail with nothing: the rest of the day's tasks
    can be passed on as it is."""
    names = ("not_briefed", "misconduct", "rule_broken", "mentor_wants_out")
    desk.write(*(_numbered(EXAMPLES[f"item_opened-{name}"], name) for name in names))
    async with desk.at_work():
        await desk.settled(4)
    mails = [[one.letter.notice.id for one in mail] for mail in desk.mailer.mails]
    assert sorted(mails) == [["mentor_wants_out"], ["misconduct"], ["not_briefed", "rule_broken"]]


async def test_a_refused_mail_with_several_letters_is_told_once_of_each(desk: Desk) -> None:
    """When a mail with letters of two pairings is refused, each of them hears once of each of its
    own letters, and of no other."""
    ours = _to_mentor("reflection_request", "booking_request", "plan_reminder")
    letters = [ours[0], ours[1], ours[2].model_copy(update={"stream": "pairing-c-2"})]
    desk.mailer.refusing.add(MENTOR.id)
    desk.write(*letters)
    async with desk.at_work() as work:
        told = await desk.told(3)
    assert (await work).refused == 3
    assert desk.mailer.tries == 1
    heard = sorted((news.occasion.stream, news.occasion.notice_id) for news in told)
    assert heard == sorted((one.stream, one.notice.id) for one in letters)


async def test_what_waits_for_the_morning_stays_out_of_a_mail_at_night(desk: Desk) -> None:
    """A booking at night takes no question along; the questions of the night are one mail."""
    night = [
        one.model_copy(update={"hours": MailHours()})
        for one in _to_mentor("reflection_request", "session_booked", "booking_request")
    ]
    desk.now = desk.now.replace(hour=21)
    desk.write(*night)
    async with desk.at_work():
        await desk.settled()
        await desk.put_off(2)
        desk.now += timedelta(hours=12)
        await desk.settled(3)
    kinds = [[one.letter.notice.kind.value for one in mail] for mail in desk.mailer.mails]
    assert kinds == [["session_booked"], ["reflection_request", "booking_request"]]


async def test_a_letter_that_cannot_be_written_holds_up_none_beside_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of letters in one mail, one that is incomplete is given up, and the others are sent."""
    incomplete, *others = _to_mentor("reflection_request", "booking_request", "plan_reminder")
    send = desk.mailer.send

    async def written(
        letter: Letter, cast: Cast, more: Sequence[Addressed] = ()
    ) -> DeliveryOutcome:
        if incomplete.notice.id in [one.notice.id for one in (letter, *(m.letter for m in more))]:
            raise LetterIncomplete("a letter needs its session")
        return await send(letter, cast, more)

    monkeypatch.setattr(desk.mailer, "send", written)
    desk.write(incomplete, *others)
    async with desk.at_work():
        outcomes = await desk.settled(3)
    assert sorted(outcomes) == [DELIVERED, DELIVERED, DeliveryOutcome.GAVE_UP]


def _numbered(letter: Letter, id_: str) -> Letter:
    """The same letter with another id of its notice."""
    return letter.model_copy(update={"notice": letter.notice.model_copy(update={"id": id_})})


def _to_mentor(*names: str) -> list[Letter]:
    """Letters to the mentor, each with an id of its own."""
    return [
        EXAMPLES[name].model_copy(
            update={
                "stream": "pairing-c-1",
                "notice": EXAMPLES[name].notice.model_copy(update={"id": f"n-{number}"}),
            }
        )
        for number, name in enumerate(names)
    ]
