"""Connections to Temporal, wherever it runs, with our converter and settings."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from temporalio.client import Client
from temporalio.envconfig import ClientConnectConfig
from temporalio.runtime import (
    LogForwardingConfig,
    LoggingConfig,
    PrometheusConfig,
    Runtime,
    TelemetryConfig,
    TelemetryFilter,
)
from temporalio.service import RPCError

from adapters.temporal.logging import CORE_LOGGER
from adapters.temporal.plugin import eyelevel_plugin
from domain.engine.errors import EyelevelError, Problem
from settings import MetricsSettings, SettingsRefused, TemporalSettings

USUAL_ADDRESS = "localhost:7233"


class TemporalUnavailable(EyelevelError):
    """Temporal cannot be reached, or refuses us."""


def start_runtime(settings: MetricsSettings) -> Runtime:
    """Temporal's core, once per process: its logs join ours, its metrics go to Prometheus.

    Raises `SettingsRefused` if the port for metrics is taken.
    """
    address = settings.metrics_address
    telemetry = TelemetryConfig(
        logging=LoggingConfig(
            filter=TelemetryFilter(core_level="WARN", other_level="ERROR"),
            forwarding=LogForwardingConfig(logger=logging.getLogger(CORE_LOGGER)),
        ),
        metrics=PrometheusConfig(bind_address=address) if address else None,
    )
    try:
        return Runtime(telemetry=telemetry)
    except (RuntimeError, ValueError) as error:
        variable = settings.variables()["metrics_address"]
        problem = Problem(path=variable, problem="nothing can listen on this address and port")
        raise SettingsRefused([problem]) from error


async def connect(settings: TemporalSettings, *, runtime: Runtime | None = None) -> Client:
    """A client with our converter, which its workers use as well.

    Raises `TemporalUnavailable` if Temporal does not answer within a few seconds.
    """
    connection: ClientConnectConfig = {"target_host": USUAL_ADDRESS, **settings.connection}
    try:
        return await Client.connect(
            **connection,
            plugins=[eyelevel_plugin()],
            runtime=runtime,
        )
    except RuntimeError as error:
        raise TemporalUnavailable(
            "Temporal cannot be reached: see TEMPORAL_ADDRESS, TEMPORAL_TLS… and TEMPORAL_API_KEY"
        ) from error


@contextmanager
def temporal_errors() -> Iterator[None]:
    """Turns what Temporal answers to a command of ours into `TemporalUnavailable`."""
    try:
        yield
    except RPCError as error:
        raise TemporalUnavailable(
            f"Temporal did not do what it was asked ({error.status.name}); "
            "what was done so far stands, and the same command again goes on from there"
        ) from error
