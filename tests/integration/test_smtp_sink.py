"""The mail server of demo and tests behaves like a real one."""

import ssl
from collections.abc import AsyncIterator
from email.message import EmailMessage
from pathlib import Path

import aiosmtplib
import pytest

from adapters.embedded.smtp import Credentials, SmtpSink, embedded_smtp

LOGIN = Credentials("eyelevel", "secret")


def _mail(to: str = "anna@example.com") -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "mentoring@example.com", to, "Grüße"
    mail.set_content("Liebe Anna …")
    return mail


async def test_mail_is_kept_as_it_was_sent(smtp_sink: SmtpSink) -> None:
    """Every mail becomes an .eml file, and can be read back with its envelope."""
    await aiosmtplib.send(_mail(), hostname=smtp_sink.host, port=smtp_sink.port)
    (received,) = smtp_sink.received
    assert received.recipients == ("anna@example.com",)
    assert received.message()["Subject"] == "Grüße"
    assert received.path == smtp_sink.folder / "00001.eml"


@pytest.mark.parametrize("reply", ["451 4.3.0 try later", "550 5.1.1 no such user"])
async def test_chosen_recipients_are_refused_until_accepted(
    smtp_sink: SmtpSink, reply: str
) -> None:
    """A test can have a recipient refused, for now or for good, and accepted again."""
    smtp_sink.refuse("anna@example.com", reply)
    with pytest.raises(aiosmtplib.SMTPRecipientsRefused) as refused:
        await aiosmtplib.send(_mail(), hostname=smtp_sink.host, port=smtp_sink.port)
    assert refused.value.recipients[0].code == int(reply[:3])
    assert not smtp_sink.received
    smtp_sink.accept("anna@example.com")
    await aiosmtplib.send(_mail(), hostname=smtp_sink.host, port=smtp_sink.port)
    assert len(smtp_sink.received) == 1


@pytest.fixture
async def guarded_sink(tmp_path: Path, server_tls: ssl.SSLContext) -> AsyncIterator[SmtpSink]:
    """A server that wants STARTTLS and a login."""
    async with embedded_smtp(tmp_path / "mails", login=LOGIN, starttls=server_tls) as sink:
        yield sink


async def _send_guarded(
    sink: SmtpSink, tls: ssl.SSLContext | None, password: str | None = None
) -> None:
    await aiosmtplib.send(
        _mail(),
        hostname=sink.host,
        port=sink.port,
        start_tls=tls is not None,
        tls_context=tls,
        username=LOGIN.user if password else None,
        password=password,
    )


async def test_guarded_server_takes_mail_after_starttls_and_login(
    guarded_sink: SmtpSink, client_tls: ssl.SSLContext
) -> None:
    """A sink with encryption and login accepts mails from clients with the right login."""
    await _send_guarded(guarded_sink, client_tls, LOGIN.password)
    assert len(guarded_sink.received) == 1


async def test_guarded_server_refuses_everybody_else(
    guarded_sink: SmtpSink, client_tls: ssl.SSLContext
) -> None:
    """Without encryption, without login or with a wrong password, the guarded sink takes
    nothing."""
    with pytest.raises(aiosmtplib.SMTPException):
        await _send_guarded(guarded_sink, None)
    with pytest.raises(aiosmtplib.SMTPException):
        await _send_guarded(guarded_sink, client_tls)
    with pytest.raises(aiosmtplib.SMTPAuthenticationError):
        await _send_guarded(guarded_sink, client_tls, "wrong")
    assert not guarded_sink.received


async def test_server_can_encrypt_from_the_first_byte(
    tmp_path: Path, server_tls: ssl.SSLContext, client_tls: ssl.SSLContext
) -> None:
    """Implicit TLS works, as on port 465."""
    async with embedded_smtp(tmp_path / "mails", tls=server_tls) as sink:
        await aiosmtplib.send(
            _mail(), hostname=sink.host, port=sink.port, use_tls=True, tls_context=client_tls
        )
        assert len(sink.received) == 1


async def test_server_with_starttls_takes_nothing_in_the_clear(
    tmp_path: Path, server_tls: ssl.SSLContext
) -> None:
    """A client that does not encrypt is refused, also when no login is wanted."""
    async with embedded_smtp(tmp_path / "mails", starttls=server_tls) as sink:
        with pytest.raises(aiosmtplib.SMTPException):
            await aiosmtplib.send(_mail(), hostname=sink.host, port=sink.port, start_tls=False)
        assert not sink.received
