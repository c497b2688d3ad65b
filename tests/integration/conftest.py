"""What a worker process needs, and a certificate for servers of this machine."""

import ssl
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from adapters.embedded.ports import LOOPBACK
from adapters.embedded.smtp import SmtpSink
from adapters.embedded.temporal_server import EmbeddedTemporal
from tests import stage_clock


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key and certificate of this machine's loopback address, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = stage_clock.wall_clock()
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address(LOOPBACK))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    private = key.private_bytes(pem, pkcs8, serialization.NoEncryption())
    file.write_bytes(private + signed.public_bytes(pem))
    return file


@pytest.fixture
def server_tls(certificate: Path) -> ssl.SSLContext:
    """What a server needs to encrypt."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def client_tls(certificate: Path) -> ssl.SSLContext:
    """What a client needs to trust that server."""
    return ssl.create_default_context(cafile=str(certificate))


@pytest.fixture
def environment(
    temporal_server: EmbeddedTemporal, database_url: str, smtp_sink: SmtpSink
) -> dict[str, str]:
    """All that a worker needs."""
    return {
        "TEMPORAL_ADDRESS": temporal_server.address,
        "EYELEVEL_DATABASE_URL": database_url,
        "EYELEVEL_SMTP_HOST": smtp_sink.host,
        "EYELEVEL_SMTP_PORT": str(smtp_sink.port),
        "EYELEVEL_SMTP_SECURITY": "none",
        "EYELEVEL_MAIL_SENDER": "mentoring@example.com",
        "EYELEVEL_TASK_QUEUE": str(uuid4()),
    }
