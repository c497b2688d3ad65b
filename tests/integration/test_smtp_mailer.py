"""Mails to a real SMTP server: taken, refused for good, or to be tried again."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP
from pydantic import SecretStr

from activities.ports import Cast, MailDeferred, MailServerUnavailable
from adapters.embedded.ports import LOOPBACK, pick_port
from adapters.embedded.smtp import Credentials, SmtpSink, embedded_smtp
from adapters.notify.envelope import compose
from adapters.notify.example_people import MENTOR
from adapters.notify.examples import examples
from adapters.notify.letterhead import Letterhead
from adapters.notify.smtp import SmtpMailer, SmtpServer
from domain.telling.notices import DeliveryOutcome
from settings import Security

HEAD = Letterhead(sender="eyelevel@example.com")
LOGIN = Credentials("eyelevel", "secret")
EXAMPLES = {example.name: example for example in examples()}
BOOKED = EXAMPLES["session_booked"]


def _mailer(
    port: int, security: Security = Security.NONE, seconds: float = 20, **login: object
) -> SmtpMailer:
    server = SmtpServer.model_validate(
        {"host": LOOPBACK, "port": port, "security": security, "seconds": seconds, **login}
    )
    return SmtpMailer(server, HEAD)


async def _send(mailer: SmtpMailer) -> DeliveryOutcome:
    return await mailer.send(BOOKED.letter, BOOKED.cast)


async def test_mail_arrives_byte_for_byte(smtp_sink: SmtpSink) -> None:
    """The server gets what was composed, from our sender, for the recipient alone."""
    assert await _send(_mailer(smtp_sink.port)) is DeliveryOutcome.DELIVERED
    (received,) = smtp_sink.received
    assert received.path.read_bytes() == compose(BOOKED.letter, BOOKED.cast, HEAD).as_bytes()
    assert (received.sender, received.recipients) == (HEAD.sender, (MENTOR.mail,))


async def test_retry_makes_the_same_mail(smtp_sink: SmtpSink) -> None:
    """A second mail after a lost answer of the server can be recognised as the first."""
    for _ in range(2):
        await _send(_mailer(smtp_sink.port))
    first, second = (received.path.read_bytes() for received in smtp_sink.received)
    assert first == second


@pytest.fixture
async def guarded_sink(tmp_path: Path, server_tls: ssl.SSLContext) -> AsyncIterator[SmtpSink]:
    """A server that wants STARTTLS and a login."""
    async with embedded_smtp(tmp_path / "mails", login=LOGIN, starttls=server_tls) as sink:
        yield sink


async def test_starttls_and_login_are_used(guarded_sink: SmtpSink, certificate: Path) -> None:
    """A guarded server takes the mail once the connection is encrypted and the login right."""
    mailer = _mailer(
        guarded_sink.port,
        Security.STARTTLS,
        username=LOGIN.user,
        password=SecretStr(LOGIN.password),
        ca_file=certificate,
    )
    assert await _send(mailer) is DeliveryOutcome.DELIVERED


async def test_tls_from_the_first_byte_is_used(
    tmp_path: Path, server_tls: ssl.SSLContext, certificate: Path
) -> None:
    """Implicit TLS works, as on port 465."""
    async with embedded_smtp(tmp_path / "mails", tls=server_tls) as sink:
        mailer = _mailer(sink.port, Security.TLS, ca_file=certificate)
        assert await _send(mailer) is DeliveryOutcome.DELIVERED


async def test_wrong_login_is_ours_to_put_right(guarded_sink: SmtpSink, certificate: Path) -> None:
    """A wrong login says nothing about the recipient: the mail is tried again once it is
    corrected."""
    mailer = _mailer(
        guarded_sink.port,
        Security.STARTTLS,
        username=LOGIN.user,
        password=SecretStr("wrong"),
        ca_file=certificate,
    )
    with pytest.raises(MailServerUnavailable, match=r"SMTPAuthenticationError, 535 5\.7\.8"):
        await _send(mailer)


async def test_unknown_certificate_stops_the_mail(guarded_sink: SmtpSink) -> None:
    """A mail is not sent to a server whose certificate cannot be verified."""
    with pytest.raises(MailServerUnavailable):
        await _send(_mailer(guarded_sink.port, Security.STARTTLS))
    assert not guarded_sink.received


async def test_starttls_is_never_dropped_silently(smtp_sink: SmtpSink) -> None:
    """A server that does not offer encryption gets no mail in the clear."""
    with pytest.raises(MailServerUnavailable):
        await _send(_mailer(smtp_sink.port, Security.STARTTLS))
    assert not smtp_sink.received


async def test_permanent_refusal_is_an_outcome(smtp_sink: SmtpSink) -> None:
    """An address that does not exist is refused for good; trying again would not help."""
    smtp_sink.refuse(MENTOR.mail, f"550 5.1.1 <{MENTOR.mail}>: no such user")
    assert await _send(_mailer(smtp_sink.port)) is DeliveryOutcome.REFUSED


async def test_temporary_refusal_is_tried_again_and_names_nobody(smtp_sink: SmtpSink) -> None:
    """A full mailbox is tried again; the error holds the reply codes, not the server's words."""
    smtp_sink.refuse(MENTOR.mail, f"452 4.2.2 <{MENTOR.mail}>: mailbox full")
    with pytest.raises(MailDeferred) as deferred:
        await _send(_mailer(smtp_sink.port))
    assert str(deferred.value) == "the mail server does not take this mail yet (452 4.2.2)"
    assert deferred.value.__cause__ is None
    smtp_sink.accept(MENTOR.mail)
    assert await _send(_mailer(smtp_sink.port)) is DeliveryOutcome.DELIVERED


async def test_a_server_that_goes_down_is_away_for_all_mails(smtp_sink: SmtpSink) -> None:
    """A server that says that it is going down is away, and has nothing against this mail."""
    smtp_sink.refuse(MENTOR.mail, "421 4.3.2 shutting down")
    with pytest.raises(MailServerUnavailable, match=r"421 4\.3\.2"):
        await _send(_mailer(smtp_sink.port))


async def test_outage_is_tried_again() -> None:
    """While no server listens, the mail waits for it to come back."""
    port = pick_port(None, "nobody").number
    with pytest.raises(MailServerUnavailable, match="could not be reached"):
        await _send(_mailer(port))


async def test_server_that_never_answers_is_given_up_on() -> None:
    """A connection that hangs ends by itself, so that the activity can be retried."""
    hung_up = asyncio.Event()

    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()
        hung_up.set()

    server = await asyncio.start_server(say_nothing, LOOPBACK, 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(MailServerUnavailable):
            await _send(_mailer(port, seconds=0.2))
        await hung_up.wait()


async def test_goodbye_that_fails_does_not_undo_a_delivery(
    smtp_sink: SmtpSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once the server has taken the mail it is delivered, even if the connection breaks then."""

    async def break_off(_server: SMTP, _argument: str) -> None:
        raise ConnectionResetError

    monkeypatch.setattr(SMTP, "smtp_QUIT", break_off)
    assert await _send(_mailer(smtp_sink.port)) is DeliveryOutcome.DELIVERED
    assert len(smtp_sink.received) == 1


async def test_server_that_hangs_up_is_tried_again() -> None:
    """A connection that breaks off in the middle is no outcome: the mail is tried again."""

    async def hang_up(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example.com ESMTP\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(hang_up, LOOPBACK, 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(MailServerUnavailable):
            await _send(_mailer(port))


async def test_international_mailbox_is_reached(smtp_sink: SmtpSink) -> None:
    """An address with letters beyond ASCII works where the server supports it."""
    person = MENTOR.model_copy(update={"mail": "jürgen@grün.example"})
    cast = BOOKED.cast.model_copy(update={"recipient": person})
    outcome = await _mailer(smtp_sink.port).send(BOOKED.letter, cast)
    assert outcome is DeliveryOutcome.DELIVERED
    (received,) = smtp_sink.received
    assert received.recipients == ("jürgen@xn--grn-ioa.example",)
    assert received.message()["Subject"].startswith("Treffen 2 mit")


def _led_by_joerg() -> Cast:
    """A lead whose address has a letter beyond ASCII; the recipient's has none."""
    assert BOOKED.cast.lead
    lead = BOOKED.cast.lead.model_copy(update={"mail": "jörg@example.org"})
    return BOOKED.cast.model_copy(update={"lead": lead})


async def test_answers_reach_a_lead_with_an_international_address(smtp_sink: SmtpSink) -> None:
    """An address to reply to that is beyond ASCII stands in the mail as it is."""
    outcome = await _mailer(smtp_sink.port).send(BOOKED.letter, _led_by_joerg())
    assert outcome is DeliveryOutcome.DELIVERED
    (received,) = smtp_sink.received
    assert "<jörg@example.org>".encode() in received.path.read_bytes()


async def test_an_address_that_the_server_cannot_take_is_left_out(tmp_path: Path) -> None:
    """Where the server takes ASCII only, a mail goes without an international address to reply to,
    and one to such a recipient is refused."""
    async with embedded_smtp(tmp_path / "mails", utf8=False) as sink:
        outcome = await _mailer(sink.port).send(BOOKED.letter, _led_by_joerg())
        assert outcome is DeliveryOutcome.DELIVERED
        (received,) = sink.received
        assert received.message()["Reply-To"] is None
        person = MENTOR.model_copy(update={"mail": "jürgen@example.org"})
        cast = BOOKED.cast.model_copy(update={"recipient": person})
        outcome = await _mailer(sink.port).send(BOOKED.letter, cast)
        assert outcome is DeliveryOutcome.REFUSED


async def test_many_mails_at_once_all_arrive(smtp_sink: SmtpSink) -> None:
    """Mails that are sent at the same time, each on a connection of its own, all arrive."""
    mailer = _mailer(smtp_sink.port)
    outcomes = await asyncio.gather(*(_send(mailer) for _ in range(12)))
    assert outcomes == [DeliveryOutcome.DELIVERED] * 12
    assert len(smtp_sink.received) == 12
