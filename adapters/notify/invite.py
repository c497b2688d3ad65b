"""Calendar entries (RFC 5545) and what they ask of a calendar (RFC 5546)."""

from datetime import timedelta

from icalendar import Calendar, Event, vCalAddress, vText

from activities.ports import Cast
from adapters.notify.addresses import mailto
from adapters.notify.letterhead import Letterhead
from adapters.notify.wording import briefing_title, session_title
from adapters.notify.zones import zone_rules
from domain.planning.questions import in_words
from domain.programme.people import Person
from domain.telling.bodies import AboutAppointment, BriefingBody
from domain.telling.catalogue import NOTICES
from domain.telling.letters import Letter
from domain.telling.lines import AppointmentLine, CalendarAction


def calendar_entry(letter: Letter, cast: Cast, letterhead: Letterhead) -> Calendar | None:
    """The entry that comes with a letter, in the recipient's zone: local 09:00 stays 09:00."""
    action, body = NOTICES[letter.notice.kind].calendar, letter.body
    if action is None or not isinstance(body, AboutAppointment | BriefingBody):
        return None
    calendar = Calendar()
    calendar.add("prodid", "-//Eyelevel//Reverse mentoring//EN")
    calendar.add("version", "2.0")
    calendar.add("method", action.upper())
    if cast.recipient.time_zone != "UTC":
        calendar.add_component(zone_rules(cast.recipient.zone, body.appointment.starts_at))
    match body:
        case BriefingBody():
            event = _briefing(body, cast, letter)
        case AboutAppointment():
            event = _session(body, cast)
    event.add("dtstamp", letter.issued_at)
    event.add("status", "CANCELLED" if action is CalendarAction.CANCEL else "CONFIRMED")
    event.add("organizer", _address(letterhead.sender, letter.programme))
    calendar.add_component(event)
    return calendar


def _briefing(body: BriefingBody, cast: Cast, letter: Letter) -> Event:
    """When and where it is; the others who come are nobody's business."""
    recipient = cast.recipient
    event = _at(body.appointment, recipient)
    event.add("summary", briefing_title(body.side, letter.programme, recipient.locale))
    event.add("location", ", ".join(place for place in (body.room, body.link) if place))
    event.add("attendee", _attendee(recipient), encode=False)
    return event


def _at(appointment: AppointmentLine, recipient: Person) -> Event:
    """When it is, by the clock of the recipient."""
    ends_at = appointment.starts_at + timedelta(minutes=appointment.minutes)
    event = Event()
    event.add("uid", appointment.uid)
    event.add("sequence", appointment.sequence)
    event.add("dtstart", appointment.starts_at.astimezone(recipient.zone))
    event.add("dtend", ends_at.astimezone(recipient.zone))
    return event


def _session(body: AboutAppointment, cast: Cast) -> Event:
    """When it is, about what, and who takes part."""
    session = body.session
    recipient, partner = cast.recipient, cast.partner
    event = _at(body.appointment, recipient)
    company = partner.name if partner else None
    event.add("summary", session_title(session.topic, company, recipient.locale))
    questions = (in_words(key, recipient.locale) for key in (session.focus, session.reflection))
    event.add("description", "\n\n".join(questions))
    for person in (recipient, partner):
        if person is not None:
            event.add("attendee", _attendee(person), encode=False)
    return event


def _address(mail: str, name: str) -> vCalAddress:
    address = vCalAddress(mailto(mail))
    address.params["CN"] = vText(name)
    return address


def _attendee(person: Person) -> vCalAddress:
    """The programme does not collect answers to entries: the two talk to each other."""
    address = _address(person.mail, person.name)
    address.params["ROLE"] = vText("REQ-PARTICIPANT")
    address.params["PARTSTAT"] = vText("NEEDS-ACTION")
    address.params["RSVP"] = vText("FALSE")
    return address
