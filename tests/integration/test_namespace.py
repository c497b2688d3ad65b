"""A Temporal namespace is prepared once, and again without harm."""

import subprocess
from pathlib import Path
from uuid import uuid4

import pytest
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest
from temporalio.client import Client

from adapters.embedded.ports import LOOPBACK
from adapters.embedded.temporal_server import EmbeddedTemporal
from adapters.temporal.client import TemporalUnavailable, connect
from adapters.temporal.search_attributes import (
    missing_search_attributes,
    register_search_attributes,
)
from domain.engine.errors import NotAllowed
from domain.programme.search_attributes import SEARCH_ATTRIBUTES, SearchAttribute
from settings import TemporalSettings
from tests.namespaces import an_empty_namespace

SCRIPT = Path(__file__).parents[2] / "deploy" / "temporal" / "namespace.sh"


@pytest.fixture
async def bare(client: Client, temporal_server: EmbeddedTemporal) -> Client:
    """A client of a namespace without search attributes."""
    name = await an_empty_namespace(client)
    return await Client.connect(temporal_server.address, namespace=name)


async def test_embedded_server_has_every_search_attribute(client: Client) -> None:
    """Demo and tests need no extra step: the embedded server starts with all of them."""
    assert await missing_search_attributes(client) == ()


async def test_missing_attributes_are_registered_once(bare: Client) -> None:
    """The first setup registers all search attributes; the second finds nothing to do."""
    assert await register_search_attributes(bare) == tuple(SEARCH_ATTRIBUTES)
    assert await register_search_attributes(bare) == ()


async def test_attribute_of_another_type_is_refused(bare: Client) -> None:
    """A name that is taken with another type is named, instead of wedging workflows later."""
    keyword = IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD
    await bare.operator_service.add_search_attributes(
        AddSearchAttributesRequest(
            namespace=bare.namespace, search_attributes={SearchAttribute.SESSIONS_HELD: keyword}
        )
    )
    with pytest.raises(NotAllowed, match=r"SessionsHeld: .*another type \(allowed: Int\)"):
        await register_search_attributes(bare)


async def test_missing_namespace_is_told_apart(temporal_server: EmbeddedTemporal) -> None:
    """A namespace that does not exist is named, with the command that creates it."""
    lost = await Client.connect(temporal_server.address, namespace="nowhere")
    with pytest.raises(TemporalUnavailable, match="namespace create --namespace nowhere"):
        await register_search_attributes(lost)


async def test_connection_follows_temporals_own_variables(
    temporal_server: EmbeddedTemporal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE decide where a client connects to."""
    monkeypatch.setenv("TEMPORAL_ADDRESS", temporal_server.address)
    monkeypatch.setenv("TEMPORAL_NAMESPACE", "elsewhere")
    connected = await connect(TemporalSettings.load())
    assert connected.namespace == "elsewhere"


async def test_unreachable_server_is_told_with_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    """If no server answers, the error names the variables to check."""
    monkeypatch.setenv("TEMPORAL_ADDRESS", f"{LOOPBACK}:1")
    with pytest.raises(TemporalUnavailable, match="TEMPORAL_ADDRESS"):
        await connect(TemporalSettings.load())


def test_namespace_script_of_compose_can_be_repeated(temporal_server: EmbeddedTemporal) -> None:
    """deploy/temporal/namespace.sh creates a namespace, and is content to find it there."""
    environment = {
        "PATH": f"{temporal_server.cli.parent}:/usr/bin:/bin",
        "TEMPORAL_ADDRESS": temporal_server.address,
        "TEMPORAL_NAMESPACE": f"compose-{uuid4()}",
        "RETENTION": "90d",
    }
    first, again = (
        subprocess.run(["sh", SCRIPT], env=environment, capture_output=True, text=True, check=False)
        for _ in range(2)
    )
    assert (first.returncode, again.returncode) == (0, 0)
    assert "successfully registered" in first.stdout
    assert "successfully registered" not in again.stdout
