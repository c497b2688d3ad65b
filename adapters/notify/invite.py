"""Calendar entries (RFC 5545) and what they ask of a calendar (RFC 5546)."""

from datetime import timedelta

from icalendar import Calendar, Event, vCalAddress, vText

from activities.ports import Cast
from adapters.notify.facts import Reader
from adapters.notify.letterhead import Letterhead
from adapters.notify.wording import session_title
from adapters.notify.zones import zone_rules
from domain.programme.people import Person
from domain.telling.letters import CalendarAction, Letter, SessionFacts


def calendar_entry(letter: Letter, cast: Cast, letterhead: Letterhead) -> Calendar | None:
    """The entry that comes with a letter, in the recipient's zone: local 09:00 stays 09:00."""
    session = letter.session
    if session is None or session.calendar is None:
        return None
    calendar = Calendar()
    calendar.add("prodid", "-//Eyelevel//Reverse mentoring//EN")
    calendar.add("version", "2.0")
    calendar.add("method", session.calendar.upper())
    if session.starts_at is not None and cast.recipient.time_zone != "UTC":
        calendar.add_component(zone_rules(cast.recipient.zone, session.starts_at))
    calendar.add_component(_event(letter, session, cast, letterhead))
    return calendar


def _event(letter: Letter, session: SessionFacts, cast: Cast, letterhead: Letterhead) -> Event:
    recipient, partner = cast.recipient, cast.partner
    event = Event()
    event.add("uid", session.uid)
    event.add("sequence", session.sequence)
    event.add("dtstamp", letter.issued_at)
    _add_times(event, session, recipient)
    company = partner.name if partner else None
    event.add("summary", session_title(session.topic, company, recipient.locale))
    if questions := _questions(session, recipient):
        event.add("description", questions)
    cancelled = session.calendar is CalendarAction.CANCEL
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("organizer", _address(letterhead.sender, letter.programme))
    for person in (recipient, partner):
        if person is not None:
            event.add("attendee", _attendee(person), encode=False)
    return event


def _add_times(event: Event, session: SessionFacts, recipient: Person) -> None:
    if session.starts_at is None:
        return
    end = session.starts_at + timedelta(minutes=session.minutes)
    event.add("dtstart", session.starts_at.astimezone(recipient.zone))
    event.add("dtend", end.astimezone(recipient.zone))


def _questions(session: SessionFacts, recipient: Person) -> str:
    words = Reader(recipient).session(session) or {}
    return "\n\n".join(str(words[key]) for key in ("focus", "reflection") if words[key])


def _address(mail: str, name: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{mail}")
    address.params["CN"] = vText(name)
    return address


def _attendee(person: Person) -> vCalAddress:
    """The programme does not collect answers to entries: the two talk to each other."""
    address = _address(person.mail, person.name)
    address.params["ROLE"] = vText("REQ-PARTICIPANT")
    address.params["PARTSTAT"] = vText("NEEDS-ACTION")
    address.params["RSVP"] = vText("FALSE")
    return address
