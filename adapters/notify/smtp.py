"""Hands mails to an SMTP server; tells final refusals from failures to retry."""

import asyncio
import re
import ssl
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from email.message import EmailMessage
from pathlib import Path
from typing import Annotated, Final, Self

import aiosmtplib
from pydantic import Field, SecretStr

from activities.ports import Addressed, Cast, MailDeferred, Mailer, MailServerUnavailable
from adapters.notify.addresses import mail_address
from adapters.notify.envelope import compose
from adapters.notify.headers import check
from adapters.notify.letterhead import Letterhead
from domain.engine.base import Frozen
from domain.engine.tables import complete
from domain.telling.letters import Letter
from domain.telling.notices import DeliveryOutcome
from settings import MailSettings, Security

_GOODBYE_SECONDS = 2.0
_PERMANENT = range(500, 600)
_GOING_DOWN = 421
"""RFC 5321: the server ends the connection, whatever was asked."""
_ENHANCED_CODE = re.compile(r"^[245]\.\d{1,3}\.\d{1,3}\b")


USUAL_PORT: Final = complete(
    Security, {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}
)
"""RFC 6409, RFC 8314 and RFC 5321."""


class SmtpServer(Frozen):
    """The mail server and how to talk to it."""

    host: str
    port: Annotated[int, Field(ge=1, le=65535)]
    security: Security = Security.STARTTLS
    username: str | None = None
    password: SecretStr | None = None
    ca_file: Path | None = None
    """Certificates to trust (PEM) besides the system's, for a company's own authority."""
    seconds: Annotated[float, Field(gt=0)] = 40.0
    """For one mail as a whole, but for the goodbye; `MailLimits.longest_sending` is longer."""

    @classmethod
    def of(cls, settings: MailSettings) -> Self:
        """The server that the settings name, at its usual port unless they say otherwise."""
        return cls(
            host=settings.smtp_host,
            port=settings.smtp_port or USUAL_PORT[settings.smtp_security],
            security=settings.smtp_security,
            username=settings.smtp_user,
            password=settings.smtp_password,
            ca_file=settings.smtp_ca_file,
            seconds=settings.smtp_seconds,
        )


class SmtpMailer(Mailer):
    """One connection per mail: no connection to keep alive, none to lose."""

    def __init__(self, server: SmtpServer, letterhead: Letterhead) -> None:
        self._server = server
        self._letterhead = letterhead
        self._tls = _tls_context(server)

    async def send(
        self, letter: Letter, cast: Cast, others: Sequence[Addressed] = ()
    ) -> DeliveryOutcome:
        """Write the letters and hand them over; see `Mailer.send`."""
        message = compose(letter, cast, self._letterhead, others)
        recipient = mail_address(cast.recipient.mail)
        deadline = asyncio.get_running_loop().time() + self._server.seconds
        with _in_our_words():
            async with (
                self._connection(deadline) as client,
                asyncio.timeout_at(deadline),
            ):
                return await self._hand_over(client, recipient, message)

    @asynccontextmanager
    async def _connection(self, deadline: float) -> AsyncIterator[aiosmtplib.SMTP]:
        server = self._server
        client = aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            use_tls=server.security is Security.TLS,
            start_tls=server.security is Security.STARTTLS,
            tls_context=self._tls,
            username=server.username,
            password=server.password.get_secret_value() if server.password else None,
            timeout=None,  # the deadline of the whole mail decides
        )
        try:
            async with asyncio.timeout_at(deadline):
                await client.connect()
            yield client
        finally:
            await _take_leave(client)

    async def _hand_over(
        self, client: aiosmtplib.SMTP, recipient: str, message: EmailMessage
    ) -> DeliveryOutcome:
        sender = mail_address(self._letterhead.sender)
        options: list[str] = []
        if not all(_is_ascii(message, name) for name in ("From", "To", "Reply-To")):
            if client.is_ehlo_or_helo_needed:
                await client.ehlo()
            if client.supports_extension("smtputf8"):
                options = ["SMTPUTF8"]
            elif _is_ascii(message, "From") and _is_ascii(message, "To"):
                # With it, the server would not take the mail; without it, the sender gets answers.
                del message["Reply-To"]
            else:
                return DeliveryOutcome.REFUSED
        content = message.as_bytes()
        check(content, message)
        try:
            await client.sendmail(sender, [recipient], content, mail_options=options)
        except aiosmtplib.SMTPRecipientsRefused as refused:
            return _refusal(refused.recipients[0])
        except aiosmtplib.SMTPDataError as refused:
            return _refusal(refused)
        return DeliveryOutcome.DELIVERED


def _is_ascii(message: EmailMessage, header: str) -> bool:
    return str(message.get(header, "")).isascii()


async def _take_leave(client: aiosmtplib.SMTP) -> None:
    """Say goodbye. The mail is accepted, whatever the server answers to that."""
    with suppress(aiosmtplib.SMTPException, OSError):
        if client.is_connected:
            await client.quit(timeout=_GOODBYE_SECONDS)
    client.close()


def _refusal(reply: aiosmtplib.SMTPResponseException) -> DeliveryOutcome:
    """5xx is the server's final refusal of this mail; anything else is raised, to be retried."""
    if reply.code in _PERMANENT:
        return DeliveryOutcome.REFUSED
    if reply.code == _GOING_DOWN:
        raise reply
    raise MailDeferred(f"the mail server does not take this mail yet ({_in_numbers(reply)})")


def _tls_context(server: SmtpServer) -> ssl.SSLContext | None:
    if server.security is Security.NONE:
        return None
    context = ssl.create_default_context()
    if server.ca_file is not None:
        context.load_verify_locations(server.ca_file)
    return context


def _in_numbers(reply: aiosmtplib.SMTPResponseException) -> str:
    """The codes of a reply, without its words."""
    code = _ENHANCED_CODE.match(reply.message)
    return " ".join(filter(None, (str(reply.code), code and code[0])))


@contextmanager
def _in_our_words() -> Iterator[None]:
    """Turn every failure into `MailServerUnavailable`, without the server's words.

    This includes a refused sender, login or certificate: those are ours to correct, and say nothing
    about the recipient.
    """
    try:
        yield
    except aiosmtplib.SMTPResponseException as error:
        reply = _in_numbers(error)
        raise MailServerUnavailable(
            f"the mail server does not take the mail now ({type(error).__name__}, {reply})"
        ) from None
    except (aiosmtplib.SMTPException, OSError) as error:
        raise MailServerUnavailable(
            f"the mail server could not be reached ({type(error).__name__})"
        ) from None
