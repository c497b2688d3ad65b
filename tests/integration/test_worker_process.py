"""The worker as an operator runs it: a process with an environment, signals and an exit code."""

import asyncio
import json
import re
import urllib.request
from pathlib import Path
from uuid import uuid4

from temporalio.api.workflowservice.v1 import (
    ListWorkerDeploymentsRequest,
    RegisterNamespaceRequest,
)
from temporalio.client import Client, WorkflowExecutionStatus

from adapters.embedded.ports import LOOPBACK, pick_port
from adapters.embedded.smtp import SmtpSink
from tests.conftest import PostgresServer
from tests.integration.processes import ended_worker, started_worker
from tests.waiting import until
from tests.watching import has_looked


async def test_sigterm_ends_the_worker_in_order(
    environment: dict[str, str], tmp_path: Path
) -> None:
    """At SIGTERM the worker finishes and ends with exit code 0; every line it wrote is JSON."""
    async with started_worker(environment, tmp_path / "log") as process:
        assert await process.stop() == 0
    said = [json.loads(line)["message"] for line in (tmp_path / "log").read_text().splitlines()]
    assert (said[0], said[-1]) == ("Worker started", "Worker stopped")


async def test_a_worker_sees_to_it_that_somebody_watches(
    environment: dict[str, str], client: Client, tmp_path: Path
) -> None:
    """A worker that starts begins the watch of its installation, whose first look succeeds."""
    async with started_worker(environment, tmp_path / "log"):
        watch = client.get_workflow_handle(f"{environment['EYELEVEL_TASK_QUEUE']}-watch")
        await has_looked(watch)
        assert (await watch.describe()).status is WorkflowExecutionStatus.RUNNING
    await watch.terminate()


async def test_two_that_start_at_once_do_not_collide(
    environment: dict[str, str], tmp_path: Path
) -> None:
    """Two workers that start at once on a new release both start, and both end in order."""
    first, second = tmp_path / "first", tmp_path / "second"
    async with (
        started_worker(environment, first) as one,
        started_worker(environment, second) as two,
    ):
        assert [await one.stop(), await two.stop()] == [0, 0]


async def test_missing_settings_end_with_code_2(tmp_path: Path) -> None:
    """Without settings the worker names all of them, one line each."""
    code, output = await ended_worker({}, tmp_path / "log")
    assert code == 2
    assert output.splitlines() == [
        "EYELEVEL_SMTP_HOST: is missing",
        "EYELEVEL_MAIL_SENDER: is missing",
        "EYELEVEL_DATABASE_URL: is missing",
    ]


async def test_unreachable_database_ends_with_code_1(
    environment: dict[str, str], tmp_path: Path
) -> None:
    """A database that does not answer is told in one line, without its address or password."""
    nowhere = f"postgresql://eyelevel:geheim@{LOOPBACK}:1/eyelevel"
    code, output = await ended_worker(
        {**environment, "EYELEVEL_DATABASE_URL": nowhere}, tmp_path / "log"
    )
    assert code == 1
    assert output.startswith("the database is out of reach")
    assert "geheim" not in output


async def test_unprepared_namespace_is_refused(
    environment: dict[str, str], client: Client, tmp_path: Path
) -> None:
    """In a namespace without our search attributes the worker says how to register them."""
    name = f"unprepared-{uuid4()}"
    request = RegisterNamespaceRequest(namespace=name)
    request.workflow_execution_retention_period.FromSeconds(86_400)
    await client.workflow_service.register_namespace(request)
    code, output = await ended_worker({**environment, "TEMPORAL_NAMESPACE": name}, tmp_path / "log")
    assert code == 2
    assert output.endswith("run: eyelevel namespace setup\n")


async def test_unprepared_database_is_refused(
    environment: dict[str, str], postgres_server: PostgresServer, tmp_path: Path
) -> None:
    """On a database without our tables the worker says how to get them."""
    empty = await postgres_server.fresh_database("template1")
    code, output = await ended_worker(
        {**environment, "EYELEVEL_DATABASE_URL": empty}, tmp_path / "log"
    )
    assert code == 2
    assert output.endswith("run: eyelevel migrate\n")


async def test_metrics_are_served_for_prometheus(
    environment: dict[str, str], tmp_path: Path
) -> None:
    """The metrics address shows Temporal's own metrics in the format of Prometheus."""
    address = f"{LOOPBACK}:{pick_port(None, 'metrics').number}"
    async with started_worker(
        {**environment, "EYELEVEL_METRICS_ADDRESS": address}, tmp_path / "log"
    ):
        # A poller is counted with its first poll, which may come after the worker says it started.
        page = await until(
            lambda: asyncio.to_thread(_page, f"http://{address}/metrics"),
            lambda page: "temporal_num_pollers" in page,
        )
    assert re.search(r"^# TYPE temporal_num_pollers gauge$", page, re.MULTILINE)


def _page(url: str) -> str:
    with urllib.request.urlopen(url) as answer:
        content: bytes = answer.read()
    return content.decode()


async def test_taken_metrics_address_is_refused(
    environment: dict[str, str], smtp_sink: SmtpSink, tmp_path: Path
) -> None:
    """An address for metrics that is in use is a wrong setting, named by its variable."""
    taken = f"{smtp_sink.host}:{smtp_sink.port}"
    code, output = await ended_worker(
        {**environment, "EYELEVEL_METRICS_ADDRESS": taken}, tmp_path / "log"
    )
    assert (code, output.partition(":")[0]) == (2, "EYELEVEL_METRICS_ADDRESS")


async def test_worker_belongs_to_its_deployment(
    environment: dict[str, str], client: Client, tmp_path: Path
) -> None:
    """A worker with a deployment name and a build id shows up as that version in Temporal."""
    name = f"eyelevel-{uuid4()}"
    version = {"TEMPORAL_DEPLOYMENT_NAME": name, "TEMPORAL_WORKER_BUILD_ID": "42"}
    async with started_worker({**environment, **version}, tmp_path / "log"):
        # Once is enough: right after it was registered, a server may list a version on and off.
        known = await until(lambda: _deployments(client), lambda names: name in names)
    assert name in known


async def _deployments(client: Client) -> set[str]:
    listed = await client.workflow_service.list_worker_deployments(
        ListWorkerDeploymentsRequest(namespace=client.namespace)
    )
    return {deployment.name for deployment in listed.worker_deployments}


async def test_terminal_logs_are_readable(environment: dict[str, str], tmp_path: Path) -> None:
    """EYELEVEL_LOG_FORMAT decides the format of the process's logs."""
    console = {**environment, "EYELEVEL_LOG_FORMAT": "console"}
    async with started_worker(console, tmp_path / "log"):
        assert not (tmp_path / "log").read_text().startswith("{")
