"""Puts a rendered letter into a mail: headers, text, HTML, calendar entry.

The same letter always makes the same bytes: ids and boundaries are derived, never drawn.
"""

import hashlib
from collections.abc import Sequence
from email.message import EmailMessage

from icalendar import Calendar

from activities.ports import Addressed, Cast
from adapters.notify import headers
from adapters.notify.addresses import mail_address
from adapters.notify.invite import calendar_entry
from adapters.notify.letterhead import Letterhead
from adapters.notify.render import Rendered, render_all
from domain.telling.letters import Letter

POLICY = headers.OwnHeaders(linesep="\r\n", cte_type="7bit")
"""Accepted by any mail server: ASCII only (but for addresses), lines ended by CR LF."""


def compose(
    letter: Letter, cast: Cast, letterhead: Letterhead, others: Sequence[Addressed] = ()
) -> EmailMessage:
    """The finished mail with all letters. Raises `LetterIncomplete` when fields are missing.

    The calendar entry and the date are those of the first one.
    """
    letters = (Addressed(letter, cast), *others)
    rendered = render_all(letters, letterhead)
    occasions = tuple(_occasion(one.letter) for one in letters)
    message = EmailMessage(POLICY)
    _address(message, letter, cast, letterhead)
    message["Subject"] = headers.text("Subject", rendered.subject)
    message["Date"] = letter.issued_at
    _identify(message, occasions, letter, letterhead)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    _fill(message, rendered, calendar_entry(letter, cast, letterhead))
    message["Content-Language"] = rendered.locale.value
    _fix_boundaries(message, _digest(*occasions))
    return message


def _address(message: EmailMessage, letter: Letter, cast: Cast, letterhead: Letterhead) -> None:
    _mailbox(message, "From", letter.programme, letterhead.sender)
    _mailbox(message, "To", cast.recipient.name, cast.recipient.mail)
    if cast.lead is not None and cast.lead.id != cast.recipient.id:
        _mailbox(message, "Reply-To", cast.lead.name, cast.lead.mail)


def _mailbox(message: EmailMessage, header: str, name: str, mail: str) -> None:
    message[header] = headers.mailbox(header, name, mail_address(mail))


def _identify(
    message: EmailMessage, occasions: Sequence[str], letter: Letter, letterhead: Letterhead
) -> None:
    """Ids that are stable for the mail, and say nothing about people.

    Another set of letters is another mail, or a mail reader that knows one of them would hide the
    rest. All mails of a pairing refer to one common ancestor that was never sent, so that mail
    readers group them.
    """
    thread = f"<{_digest(letter.stream)}@{letterhead.domain}>"
    message["Message-ID"] = f"<{_digest(*occasions)}@{letterhead.domain}>"
    message["In-Reply-To"] = thread
    message["References"] = thread
    message["List-ID"] = f"<eyelevel.{letterhead.domain}>"
    message["Eyelevel-Notice"] = headers.text("Eyelevel-Notice", ", ".join(occasions))


def _occasion(letter: Letter) -> str:
    return f"{letter.stream} {letter.notice.id}"


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:32]


def _fill(message: EmailMessage, rendered: Rendered, entry: Calendar | None) -> None:
    message.set_content(rendered.text, cte="quoted-printable")
    message.add_alternative(rendered.html, subtype="html", cte="quoted-printable")
    if entry is None:
        return
    # Gmail and Outlook act on the alternative, Apple Mail and others on the attachment.
    content = entry.to_ical().decode()
    method = str(entry["method"])
    message.add_alternative(content, subtype="calendar", cte="base64", params={"method": method})
    message.add_attachment(
        content.encode(), maintype="application", subtype="ics", filename="session.ics"
    )


def _fix_boundaries(message: EmailMessage, digest: str) -> None:
    multiparts = (part for part in message.walk() if part.is_multipart())
    for number, part in enumerate(multiparts):
        part.set_boundary(f"=_{digest}_{number}")
