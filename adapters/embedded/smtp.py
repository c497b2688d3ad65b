"""An SMTP server that delivers nothing: every mail it takes becomes an ``.eml`` file."""

import asyncio
import hmac
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default as modern
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.embedded.packages import missing
from adapters.embedded.ports import LOOPBACK, pick_port

if TYPE_CHECKING:
    from aiosmtpd.smtp import SMTP, AuthenticatorType, AuthResult, Envelope, LoginPassword, Session

USUAL_PORT = 2525


@dataclass(frozen=True)
class ReceivedMail:
    """A mail as the server took it."""

    path: Path
    """The message, byte for byte."""
    sender: str
    """Of the envelope: bounces go there."""
    recipients: tuple[str, ...]

    def message(self) -> EmailMessage:
        """Headers and bodies."""
        with self.path.open("rb") as content:
            return BytesParser(EmailMessage, policy=modern).parse(content)


@dataclass(frozen=True)
class Credentials:
    """What a client must log in with."""

    user: str
    password: str

    def match(self, given: "LoginPassword") -> bool:
        """Whether a client has named exactly these."""
        named = ((given.login, self.user), (given.password, self.password))
        return all(hmac.compare_digest(one, other.encode()) for one, other in named)


@dataclass
class SmtpSink:
    """A running sink. Tests change what it refuses while it is running."""

    folder: Path
    host: str
    port: int
    remarks: tuple[str, ...] = ()
    received: list[ReceivedMail] = field(default_factory=list)
    _replies: dict[str, str] = field(default_factory=dict)

    def refuse(self, recipient: str, reply: str) -> None:
        """Answer a recipient with an SMTP reply such as ``451 4.3.0 try later``, until `accept`."""
        self._replies[recipient.lower()] = reply

    def accept(self, recipient: str) -> None:
        """Take mails for this recipient again."""
        self._replies.pop(recipient.lower(), None)

    def clear(self) -> None:
        """Forget the mails and refusals so far; the files stay."""
        self.received.clear()
        self._replies.clear()

    # The hooks that aiosmtpd calls by name:

    async def handle_RCPT(  # noqa: N802
        self,
        _server: "SMTP",
        _session: "Session",
        envelope: "Envelope",
        address: str,
        _options: list[str],
    ) -> str:
        """Take or refuse one recipient."""
        if refusal := self._replies.get(address.lower()):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: "SMTP", _session: "Session", envelope: "Envelope") -> str:  # noqa: N802
        """Keep the message."""
        path = self.folder / f"{len(list(self.folder.iterdir())) + 1:05d}.eml"
        path.write_bytes(envelope.original_content or b"")
        sender = envelope.mail_from or ""
        self.received.append(ReceivedMail(path, sender, tuple(envelope.rcpt_tos)))
        return "250 OK"


@asynccontextmanager
async def embedded_smtp(
    folder: Path,
    *,
    port: int | None = None,
    login: Credentials | None = None,
    starttls: ssl.SSLContext | None = None,
    tls: ssl.SSLContext | None = None,
    utf8: bool = True,
) -> AsyncIterator[SmtpSink]:
    """A sink for as long as the block lasts, on ``port`` if that is free.

    ``login`` makes it refuse mails of clients that have not logged in; ``starttls`` offers and
    requires encryption after the greeting, ``tls`` encrypts from the first byte; without ``utf8``
    it takes no addresses beyond ASCII. Raises `EmbeddedServerFailed` where aiosmtpd is not
    installed, as in production.
    """
    folder.mkdir(parents=True, exist_ok=True)
    picked = pick_port(port, "the mail server")
    remarks = (picked.remark,) if picked.remark else ()
    sink = SmtpSink(folder=folder, host=LOOPBACK, port=picked.number, remarks=remarks)
    speaking = _speaking_smtp(sink, login, starttls, utf8)
    server = await asyncio.get_running_loop().create_server(speaking, sink.host, sink.port, ssl=tls)
    try:
        yield sink
    finally:
        server.close()
        await server.wait_closed()


def _speaking_smtp(
    sink: SmtpSink, login: Credentials | None, starttls: ssl.SSLContext | None, utf8: bool
) -> "Callable[[], SMTP]":
    """What speaks SMTP on each new connection."""
    try:
        from aiosmtpd.smtp import SMTP
    except ModuleNotFoundError as error:
        raise missing("aiosmtpd") from error
    return partial(
        SMTP,
        sink,
        hostname="localhost",
        enable_SMTPUTF8=utf8,
        tls_context=starttls,
        require_starttls=starttls is not None,
        authenticator=_authenticator(login) if login else None,
        auth_required=login is not None,
        auth_require_tls=starttls is not None,
    )


def _authenticator(login: Credentials) -> "AuthenticatorType":
    from aiosmtpd.smtp import AuthResult

    def authenticate(
        _server: "SMTP",
        _session: "Session",
        _envelope: "Envelope",
        _mechanism: str,
        given: "LoginPassword",
    ) -> "AuthResult":
        return AuthResult(success=login.match(given), handled=False)

    return authenticate
