"""Calendar entries as the programs of recipients read them."""

from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event, Timezone

from adapters.notify.envelope import compose
from adapters.notify.example_people import MEETING, MENTEE, MENTOR
from adapters.notify.examples import Example, examples
from adapters.notify.invite import calendar_entry
from adapters.notify.letterhead import Letterhead
from domain.programme.people import Locale
from domain.telling.bodies import AppointmentBody

HEAD = Letterhead(sender="eyelevel@example.com")
EXAMPLES = {example.name: example for example in examples()}
BOOKED = EXAMPLES["session_booked"]
ZONES = (
    "Europe/Berlin",
    "Europe/Dublin",
    "America/New_York",
    "America/Sao_Paulo",
    "Africa/Casablanca",
    "Asia/Kolkata",
    "Australia/Sydney",
)


class Entry(NamedTuple):
    """A calendar entry, read from its text."""

    calendar: Calendar
    event: Event
    method: str
    zone: Timezone | None
    text: str


def _read(example: Example) -> Entry:
    """The entry as it arrives with the mail."""
    mail = compose(example.letter, example.cast, HEAD)
    (part,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    entry = _parsed(str(part.get_content()))
    assert part.get_content_charset() == "utf-8"
    assert part.get_param("method") == entry.method
    return entry


def _parsed(text: str) -> Entry:
    calendar = Calendar.from_ical(text)
    assert isinstance(calendar, Calendar)
    (event,) = calendar.events
    zone = calendar.timezones[0] if calendar.timezones else None
    return Entry(calendar, event, str(calendar["method"]), zone, text)


def _start(entry: Entry) -> datetime:
    assert isinstance(entry.event.start, datetime)
    return entry.event.start


def _at(example: Example, starts_at: datetime, zone: str) -> Example:
    """The example at another time, for a recipient in another zone."""
    body = example.letter.body
    assert isinstance(body, AppointmentBody)
    appointment = body.appointment.model_copy(update={"starts_at": starts_at})
    recipient = example.cast.recipient.model_copy(update={"time_zone": zone})
    cast = example.cast.model_copy(update={"recipient": recipient})
    moved = example.with_body(body.model_copy(update={"appointment": appointment}))
    return moved.model_copy(update={"cast": cast})


def test_booking_moving_and_cancelling_speak_of_the_same_entry() -> None:
    """Booking, moving and cancelling carry one UID and a growing SEQUENCE; only the last one
    cancels."""
    names = ("session_booked", "session_moved", "session_cancelled")
    entries = [_read(EXAMPLES[name]) for name in names]
    assert len({entry.event.uid for entry in entries}) == 1
    assert [entry.event.sequence for entry in entries] == [0, 1, 2]
    assert [entry.method for entry in entries] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [entry.event.status for entry in entries] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]


def test_entry_names_partner_topic_and_both_people() -> None:
    """A calendar entry says with whom and about what; the programme organizes, and asks for no
    reply."""
    event = _read(BOOKED).event
    assert event.summary == "Reverse Mentoring mit Dr. Martin Keller: Generative AI at work"
    assert event.organizer is not None
    assert event.organizer == "mailto:eyelevel@example.com"
    assert event.organizer.params["CN"] == BOOKED.letter.programme
    assert event.attendees == [f"mailto:{MENTOR.mail}", f"mailto:{MENTEE.mail}"]
    assert {person.params["RSVP"] for person in event.attendees} == {"FALSE"}
    assert BOOKED.letter.issued_at == event.DTSTAMP


def test_title_is_in_the_language_of_the_recipient() -> None:
    """The title of a calendar entry is in the recipient's language."""
    entry = calendar_entry(BOOKED.letter, BOOKED.in_locale(Locale.ENGLISH), HEAD)
    assert entry is not None
    assert str(entry.events[0].summary).startswith("Reverse mentoring with Dr. Martin Keller")


@pytest.mark.parametrize(
    ("zone", "local"), [("Europe/Berlin", 9), ("America/New_York", 3), ("UTC", 7)]
)
def test_time_stands_in_the_zone_of_the_recipient(zone: str, local: int) -> None:
    """The entry holds local time and zone, and is the same instant for everyone."""
    entry = _read(_at(BOOKED, MEETING, zone))
    start = _start(entry)
    assert start == MEETING
    assert (start.hour, str(start.tzinfo)) == (local, zone)
    assert entry.event.duration == timedelta(minutes=60)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("month", range(1, 13))
def test_case_48_local_nine_stays_local_nine_by_the_rules_sent_along(zone: str, month: int) -> None:
    """A program that knows only the VTIMEZONE of the entry finds the right instant, all year."""
    local = datetime(2027, month, 28, 9, 0, tzinfo=ZoneInfo(zone))
    booked = _at(BOOKED, local, zone)
    calendar = calendar_entry(booked.letter, booked.cast, HEAD)
    assert calendar is not None
    entry = _parsed(calendar.to_ical().decode())
    assert entry.zone is not None
    assert f"DTSTART;TZID={zone}:2027{month:02}28T090000" in entry.text
    assert entry.zone.tz_name == zone
    told = entry.zone.to_tz(lookup_tzid=False)
    assert local.replace(tzinfo=told).utcoffset() == local.utcoffset()


@pytest.mark.parametrize(
    ("zone", "begin", "rule"),
    [
        ("Europe/Berlin", "20270328T020000", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"),
        ("Europe/Berlin", "20271031T030000", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"),
        ("America/New_York", "20270314T020000", "FREQ=YEARLY;BYDAY=2SU;BYMONTH=3"),
        ("America/New_York", "20271107T020000", "FREQ=YEARLY;BYDAY=1SU;BYMONTH=11"),
    ],
)
def test_clock_changes_are_told_as_yearly_rules(zone: str, begin: str, rule: str) -> None:
    """Changes stand at the local time before them and as rules, the way Outlook reads them."""
    lines = _read(_at(BOOKED, MEETING, zone)).text.splitlines()
    assert f"RRULE:{rule}" == lines[lines.index(f"DTSTART:{begin}") + 1]


def test_other_letters_bring_no_entry() -> None:
    """A reminder of a session brings no calendar entry."""
    example = EXAMPLES["session_reminder"]
    assert calendar_entry(example.letter, example.cast, HEAD) is None


def test_people_are_invited_by_addresses_that_calendars_know() -> None:
    """Attendees with international addresses have the same domain as the mail itself."""
    recipient = MENTOR.model_copy(update={"mail": "jürgen@exämple.org"})
    cast = BOOKED.cast.model_copy(update={"recipient": recipient})
    event = _read(BOOKED.model_copy(update={"cast": cast})).event
    assert event.attendees[0] == "mailto:j%C3%BCrgen@xn--exmple-cua.org"
