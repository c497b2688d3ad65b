"""Mails reach people when they are at work, by the clock and the calendar at their place."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from activities.mail_times import MailTimes
from activities.ports import Cast
from adapters.holidays import LibraryHolidays
from adapters.notify.example_people import MENTOR
from domain.programme.calendar import WorkingCalendar
from domain.programme.mail_hours import MailHours, Weekday
from domain.programme.people import MailChoice
from domain.programme.request import Shutdown
from domain.telling.bodies import AppointmentBody
from domain.telling.catalogue import ITEMS, NOTICES
from domain.telling.haste import Haste, asked_by, first_due, send_at
from domain.telling.kinds import NoticeKind
from domain.telling.letters import Letter, Outgoing
from domain.telling.notices import DeliveryOutcome
from tests.unit.post_desk import EXAMPLES, INVITATION, Desk

HOURS = MailHours()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FIRST = datetime(2027, 1, 1, tzinfo=UTC)
ZONES = ("Europe/Berlin", "America/Los_Angeles", "Australia/Sydney", "Asia/Kathmandu", "UTC")
TIMES = MailTimes(LibraryHolidays())


def _at_work(letter: Letter) -> Letter:
    """The letter of a programme that has working hours."""
    return letter.model_copy(update={"hours": HOURS})


def berlin(day: str, clock: str = "09:00") -> datetime:
    """A moment in Berlin."""
    at = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock))
    return at.replace(tzinfo=ZoneInfo("Europe/Berlin"))


@given(
    st.sampled_from(Haste),
    st.sampled_from(ZONES),
    st.integers(0, 2 * 366 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes)),
    st.timedeltas(timedelta(0), timedelta(days=3)),
    st.sets(st.dates(date(2027, 1, 1), date(2029, 1, 31)), max_size=30),
    st.sets(st.integers(6, 11), min_size=1),
    st.integers(12, 23),
)
def test_case_48_no_mail_goes_outside_its_hours(
    haste: Haste,
    zone: str,
    due: datetime,
    late: timedelta,
    days_off: set[date],
    posts: set[int],
    end: int,
) -> None:
    """Whatever is due wherever and whenever: it goes between the first post and the end of a
    working day at its reader's place, never before it is due, within two working days; asked again
    then, it goes. Only what answers somebody's act goes at any hour."""
    hours = MailHours(posts=tuple(posts), until=end)
    calendar = WorkingCalendar(time_zone=zone, days_off=tuple(days_off))
    now = due + late
    goes = send_at(haste, due, now, hours, calendar)
    if haste is Haste.AT_ONCE:
        assert goes == now
        return
    local = goes.astimezone(ZoneInfo(zone))
    assert goes >= now
    assert calendar.is_working_day(local.date())
    assert min(posts) <= local.hour < end
    assert goes < calendar.in_working_days(now, 2)
    moved = due + (goes - now)
    assert send_at(haste, moved, goes, hours, calendar) == goes


@pytest.mark.parametrize(
    ("haste", "due", "goes"),
    [
        (Haste.AT_ONCE, berlin("2027-03-06", "23:40"), berlin("2027-03-06", "23:40")),
        (Haste.IN_HOURS, berlin("2027-03-05", "17:59"), berlin("2027-03-05", "17:59")),
        (Haste.IN_HOURS, berlin("2027-03-05", "18:00"), berlin("2027-03-08", "08:00")),
        (Haste.NEXT_POST, berlin("2027-03-05", "05:00"), berlin("2027-03-05", "08:00")),
        (Haste.NEXT_POST, berlin("2027-03-05", "09:10"), berlin("2027-03-05", "13:00")),
        (Haste.NEXT_POST, berlin("2027-03-05", "13:01"), berlin("2027-03-08", "08:00")),
        (Haste.DAILY, berlin("2027-03-04", "08:01"), berlin("2027-03-05", "08:00")),
    ],
)
def test_a_mail_goes_as_soon_as_its_haste_allows(
    haste: Haste, due: datetime, goes: datetime
) -> None:
    """An answer to an act goes on Saturday night, what is urgent at once in working hours, and all
    else with a post of a working day, twice a day or once."""
    calendar = WorkingCalendar(time_zone="Europe/Berlin")
    assert send_at(haste, due, due, HOURS, calendar) == goes


@given(
    st.sampled_from(ZONES),
    st.integers(0, 2 * 366 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes)),
    st.sets(st.dates(date(2027, 1, 1), date(2028, 12, 31)), max_size=30),
    st.integers(14, 23),
)
def test_people_are_asked_by_the_end_of_a_working_day(
    zone: str, until: datetime, days_off: set[date], end: int
) -> None:
    """Whenever something is decided, people are asked to answer by the end of a working day at
    their place, and not after that moment; no later working day would end in time."""
    hours = MailHours(until=end)
    calendar = WorkingCalendar(time_zone=zone, days_off=tuple(days_off))
    by = asked_by(until, hours, calendar)
    last_moment = (by - timedelta(seconds=1)).astimezone(ZoneInfo(zone))
    assert by <= until
    assert calendar.is_working_day(last_moment.date())
    assert last_moment.hour == end - 1
    following = calendar.next_working_day(last_moment.date())
    assert asked_by(calendar.at_local(following, 13), hours, calendar) == by
    assert calendar.at_local(following + timedelta(days=1), 0) > until


LONGEST_WEEKEND = 4
"""Days without work around Easter in Germany."""
WEEKLY = MENTOR.model_copy(update={"mails": MailChoice.WEEKLY})


@given(
    st.sampled_from([NoticeKind.INVITATION, NoticeKind.PULSE, NoticeKind.REFLECTION_REQUEST]),
    st.sampled_from(Weekday),
    st.integers(0, 366 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes)),
    st.none() | st.integers(1, 40),
)
def test_case_46_what_is_not_urgent_comes_with_the_weekly_mail_or_when_it_has_to(
    kind: NoticeKind, digest_day: Weekday, due: datetime, answer_days: int | None
) -> None:
    """For whoever wants one mail a week, a question goes with the first post of that day, or of the
    next working day if it is a day off, while half the time to answer is left. Else it goes as if
    each mail went by itself."""
    until = due + timedelta(days=answer_days) if answer_days else None
    hours = MailHours(digest_day=digest_day)
    letter = EXAMPLES[kind].model_copy(update={"hours": hours, "until": until, "issued_at": due})
    goes = TIMES.send_at(letter, WEEKLY, due, due)
    assert TIMES.send_at(letter, WEEKLY, goes, goes) == goes
    if goes != TIMES.send_at(letter, MENTOR, due, due):
        local = goes.astimezone(WEEKLY.zone)
        assert (local.weekday() - digest_day.number) % 7 <= LONGEST_WEEKEND
        assert (local.hour, local.minute) == (8, 0)
        assert due < goes <= due + timedelta(days=7 + LONGEST_WEEKEND)
        assert until is None or until - goes >= goes - due


@pytest.mark.parametrize(
    ("kind", "answer_days", "goes"),
    [
        ("reflection_request", None, berlin("2027-03-08", "08:00")),
        ("invitation", 14, berlin("2027-03-08", "08:00")),
        ("invitation", 7, berlin("2027-03-02", "13:00")),
        ("session_booked", None, berlin("2027-03-02", "10:00")),
        ("session_reminder", 1, berlin("2027-03-02", "10:00")),
        ("session_to_move", None, berlin("2027-03-02", "13:00")),
        ("briefing_invitation", None, berlin("2027-03-02", "13:00")),
        ("item_opened-silent_pair", None, berlin("2027-03-03", "08:00")),
        ("matches_to_confirm", None, berlin("2027-03-03", "08:00")),
    ],
)
def test_case_46_only_what_can_wait_waits_for_the_weekly_mail(
    kind: str, answer_days: int | None, goes: datetime
) -> None:
    """On a Tuesday at ten: questions wait for Monday, those with little time to answer go with the
    next post, appointments and tasks of owners as for everybody."""
    due = berlin("2027-03-02", "10:00")
    until = due + timedelta(days=answer_days) if answer_days else None
    letter = _at_work(EXAMPLES[kind]).model_copy(update={"issued_at": due, "until": until})
    assert TIMES.send_at(letter, WEEKLY, due, due) == goes


@pytest.mark.parametrize(
    ("reminded_in", "goes"),
    [
        (timedelta(days=11, hours=20), berlin("2027-03-08", "08:00")),
        (timedelta(days=11, hours=19, minutes=59), berlin("2027-03-02", "13:00")),
        (None, berlin("2027-03-08", "08:00")),
    ],
)
def test_case_46_a_question_waits_for_half_of_the_time_until_its_reminder(
    reminded_in: timedelta | None, goes: datetime
) -> None:
    """A question of Tuesday at ten waits for the mail of Monday at eight if no more than half of
    the time until its reminder is over by then, to the minute; else it goes with the next post."""
    due = berlin("2027-03-02", "10:00")
    reminded_at = due + reminded_in if reminded_in else None
    times = {"issued_at": due, "until": due + timedelta(days=40), "reminded_at": reminded_at}
    letter = _at_work(INVITATION).model_copy(update=times)
    assert TIMES.send_at(letter, WEEKLY, due, due) == goes


async def test_case_46_a_week_is_one_mail_without_what_was_taken_back() -> None:
    """On Tuesday a booking is mailed at once and takes nothing along; on Monday the questions of
    the week are one mail, without the one that was taken back, and no pairing hears of a delay."""
    desk = Desk()
    desk.roster.put("example", WEEKLY)
    desk.now = berlin("2027-03-02", "10:00").astimezone(UTC)
    names = ("reflection_request", "booking_request", "plan_reminder")
    asked = [
        _at_work(EXAMPLES[name]).model_copy(update={"issued_at": desk.now, "until": None})
        for name in names
    ]
    desk.write(*asked)
    async with desk.at_work():
        await desk.put_off(3)
        desk.now += HOUR
        desk.write(_at_work(EXAMPLES["session_booked"]))
        await desk.settled(1)
        desk.outbox.take_back(asked[2].stream, [asked[2].notice.id])
        desk.now = berlin("2027-03-08", "08:01").astimezone(UTC)
        await desk.settled(4)
    kinds = [{one.letter.notice.kind.value for one in mail} for mail in desk.mailer.mails]
    assert kinds == [{"session_booked"}, {"reflection_request", "booking_request"}]
    assert desk.streams.told == []


async def test_a_mail_says_the_end_of_a_working_day_where_it_is_read() -> None:
    """What is decided on Monday at nine in Berlin is asked for by Friday at six, also in San
    Francisco by the clock there; if that has passed, the moment itself is told."""
    until = berlin("2027-03-08")
    letter = _at_work(INVITATION).model_copy(update={"until": until})
    here = MENTOR.model_copy(update={"site": "DE-BW", "time_zone": "Europe/Berlin"})
    there = MENTOR.model_copy(update={"site": "US-CA", "time_zone": "America/Los_Angeles"})
    for reader, friday in ((here, 17), (there, 26)):
        told = TIMES.with_time_to_answer(letter, Cast(recipient=reader), FIRST)
        assert told.answer_by == datetime(2027, 3, 5, tzinfo=UTC) + timedelta(hours=friday)
    late = TIMES.with_time_to_answer(letter, Cast(recipient=here), berlin("2027-03-06"))
    assert late.answer_by is None
    at_any_time = letter.model_copy(update={"hours": None})
    assert TIMES.with_time_to_answer(at_any_time, Cast(recipient=here), FIRST).answer_by is None


@pytest.mark.parametrize(
    ("may_wait", "waits"),
    [(None, timedelta(days=3)), (7, timedelta(days=3)), (2.5, timedelta(hours=60))],
)
def test_what_is_not_urgent_waits_for_a_mail_to_go_with(
    may_wait: float | None, waits: timedelta
) -> None:
    """A mail without hurry waits for three days, or for half of the time in which it can be
    answered; without hours, and if it is urgent, it waits for nothing."""
    until = FIRST + timedelta(days=may_wait) if may_wait else None
    assert first_due(Haste.UNHURRIED, FIRST, until, HOURS) == FIRST + waits
    assert first_due(Haste.UNHURRIED, FIRST, until, None) == FIRST
    assert first_due(Haste.DAILY, FIRST, until, HOURS) == FIRST


async def test_what_waits_goes_along_in_working_hours_only() -> None:
    """A booking at noon takes along what waits for its reader; one in the evening does not."""
    for hour, together in ((12, 2), (20, 1)):
        desk = Desk()
        desk.now = berlin("2027-03-05", f"{hour}:00").astimezone(UTC)
        waiting = _at_work(EXAMPLES["wind_down"])
        later = desk.now + timedelta(days=3)
        desk.outbox.write([Outgoing(letter=waiting, due_at=later, give_up_at=later + DAY)])
        desk.write(_at_work(EXAMPLES["session_booked"]))
        async with desk.at_work():
            await desk.settled(together)
            if together == 1:
                await desk.put_off(1)
        assert [len(mail) for mail in desk.mailer.mails] == [together]


def test_what_asks_or_reminds_never_goes_at_any_hour() -> None:
    """Only the news of what somebody has just done goes at night; no item does."""
    assert {kind for kind, spec in NOTICES.items() if spec.haste is Haste.AT_ONCE} == {
        NoticeKind.SESSION_BOOKED,
        NoticeKind.SESSION_MOVED,
        NoticeKind.SESSION_CANCELLED,
        NoticeKind.PAUSED,
        NoticeKind.EXTENDED,
        NoticeKind.REOPENED,
    }
    assert not [kind for kind, spec in ITEMS.items() if spec.haste is Haste.AT_ONCE]


@pytest.mark.parametrize(
    ("site", "zone", "goes"),
    [
        ("DE-BW", "Europe/Berlin", datetime(2027, 10, 4, 6, tzinfo=UTC)),
        ("US-CA", "America/Los_Angeles", datetime(2027, 10, 1, 20, tzinfo=UTC)),
        ("DE-BW", "America/Los_Angeles", datetime(2027, 10, 1, 20, tzinfo=UTC)),
        ("AE", "Asia/Dubai", datetime(2027, 10, 4, 4, tzinfo=UTC)),
        ("AU-NSW", "Australia/Sydney", datetime(2027, 10, 4, 21, tzinfo=UTC)),
        ("IL", "Asia/Jerusalem", datetime(2027, 10, 4, 5, tzinfo=UTC)),
        ("XX", "UTC", datetime(2027, 10, 4, 8, tzinfo=UTC)),
    ],
)
def test_case_48_a_mail_waits_for_the_next_post_at_the_place_of_its_reader(
    site: str, zone: str, goes: datetime
) -> None:
    """What is due on Friday, 1 October 2027, at 18:30 UTC goes at one where it is still morning,
    and else at eight of the next working day: behind Labour Day in Sydney and New Year in
    Jerusalem."""
    reader = MENTOR.model_copy(update={"site": site, "time_zone": zone})
    due = datetime(2027, 10, 1, 18, 30, tzinfo=UTC)
    assert TIMES.send_at(_at_work(INVITATION), reader, due, due) == goes


def test_a_mail_waits_for_the_end_of_a_shutdown_of_its_readers_site() -> None:
    """A shutdown of other sites delays nobody's mails."""
    closed = Shutdown(first=date(2027, 3, 1), last=date(2027, 3, 12), sites=("DE",))
    letter = INVITATION.model_copy(update={"hours": HOURS, "shutdowns": (closed,)})
    due = berlin("2027-03-01", "07:00")
    here = MENTOR.model_copy(update={"site": "DE-BW", "time_zone": "Europe/Berlin"})
    there = here.model_copy(update={"site": "AT"})
    assert TIMES.send_at(letter, here, due, due) == berlin("2027-03-15", "08:00")
    assert TIMES.send_at(letter, there, due, due) == berlin("2027-03-01", "08:00")


@pytest.mark.parametrize("hours", [{"posts": [8, 18]}, {"posts": []}, {"posts": [19]}])
def test_posts_are_within_working_hours(hours: dict[str, object]) -> None:
    """A programme needs a post, and none at or after the end of its working hours."""
    with pytest.raises(ValidationError):
        MailHours.model_validate(hours)


async def test_a_mail_put_off_is_no_attempt_and_no_delay() -> None:
    """A mail written at night is sent in the morning, at the first attempt, and its pairing hears
    of no delay; what is taken back meanwhile is never sent."""
    desk = Desk()
    desk.now = berlin("2027-03-05", "20:00").astimezone(UTC)
    letters = [_at_work(EXAMPLES[name]) for name in ("plan_reminder", "invitation")]
    desk.write(*letters)
    async with desk.at_work() as work:
        await desk.put_off(2)
        desk.outbox.take_back(letters[1].stream, [letters[1].notice.id])
        desk.now = berlin("2027-03-08", "08:00").astimezone(UTC)
        await desk.settled(2)
    assert [letter.notice.kind for letter, _ in desk.mailer.sent] == [NoticeKind.PLAN_REMINDER]
    assert {one.outcome: one.attempts for one in desk.outbox.ledger.values()} == {
        DeliveryOutcome.DELIVERED: 1,
        DeliveryOutcome.TAKEN_BACK: 0,
    }
    assert desk.streams.told == []
    assert (await work).put_off == 2


async def test_a_reminder_of_what_begins_before_work_does_is_not_sent() -> None:
    """Nobody is reminded at eight of an appointment at half past seven."""
    desk = Desk()
    reminder = _at_work(EXAMPLES["session_reminder"])
    assert isinstance(reminder.body, AppointmentBody)
    desk.now = reminder.body.appointment.starts_at.replace(hour=4)
    early = reminder.body.appointment.model_copy(update={"starts_at": desk.now + HOUR})
    body = reminder.body.model_copy(update={"appointment": early})
    desk.write(reminder.model_copy(update={"body": body}))
    async with desk.at_work():
        assert await desk.settled() == [DeliveryOutcome.TAKEN_BACK]
    assert desk.mailer.sent == []
