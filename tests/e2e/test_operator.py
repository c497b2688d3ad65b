"""An operator's way with nothing but two command lines: from the files to a running cohort."""

from functools import partial
from typing import Any
from uuid import uuid4

from tests.e2e.installation import Installation, in_state
from tests.examples import cohort_request, write_cohort
from tests.waiting import until


def message(message_id: str, acting: str, **fields: Any) -> dict[str, Any]:
    """What every message carries."""
    return {"message_id": message_id, "acting": acting, **fields}


async def listed(installation: Installation, query: str, count: int) -> list[str]:
    """Ids of the workflows that a list query finds, once there are this many."""
    return await until(partial(installation.listed, query), lambda ids: len(ids) == count)


async def received(installation: Installation) -> int:
    """How many mails have come in."""
    return len(installation.mails.received)


async def test_from_the_files_to_a_running_cohort(installation: Installation) -> None:
    """An operator imports, starts, confirms, answers, asks and ends, with the commands of the guide
    alone."""
    cohort_id = f"e2e-{uuid4().hex[:8]}"
    cohort = f"cohort-{cohort_id}"
    async with installation.worker() as worker:
        file = write_cohort(installation.folder / "cohort.json", cohort_request())
        await installation.start_cohort(cohort_id, file)
        proposed = await in_state(
            installation, cohort, lambda state: bool(state["matching"]["proposals"])
        )
        assert proposed["stage"] == "confirming"
        reject = {key: proposed["matching"]["proposals"][0][key] for key in ("mentor", "mentee")}
        confirm = message("m-1", "operator", cohort_id=cohort_id, accept="all", reject=[reject])
        confirmed = await installation.update(cohort, "confirm_matches", confirm)
        assert confirmed.code == 0, confirmed.err
        started = len(proposed["matching"]["proposals"]) - 1
        query = f'CohortId = "{cohort_id}" AND WorkflowType = "Pairing"'
        pairings = await listed(installation, query, started)
        await _a_pairing_is_spoken_to(installation, pairings[0])
        end = message("m-2", "operator", cohort_id=cohort_id, reason="programme_ended")
        assert (await installation.update(cohort, "end", end)).code == 0
        await in_state(installation, cohort, lambda state: not state["instructions"])
        closed = f'{query} AND Stage = "closed"'
        await listed(installation, closed, started)
        await until(partial(received, installation), lambda mails: mails > 2 * started)
        assert await worker.stop() == 0


async def _a_pairing_is_spoken_to(installation: Installation, pairing: str) -> None:
    """Answers as updates, facts as signals; what is wrong is told or recorded."""
    meant_for = {"pairing_id": pairing.removeprefix("pairing-")}
    accept = message("m-1", "mentor", **meant_for)
    first = await installation.update(pairing, "accept", accept)
    again = await installation.update(pairing, "accept", accept)
    assert first.json["result"] == again.json["result"]
    refused = await installation.update(pairing, "accept_plan", message("m-2", "mentor"))
    assert refused.code == 1
    assert "pairing_id: is missing" in refused.err
    await installation.signal(pairing, "session_completed", message("m-3", "integration"))
    state = await in_state(installation, pairing, lambda state: bool(state["desk"]["rejected"]))
    assert state["preparation"]["accepted"] == {"mentor": True, "mentee": None}
    assert {problem["path"] for problem in state["desk"]["rejected"][0]["problems"]} == {
        "pairing_id",
        "session_id",
        "held_at",
    }


async def test_a_faulty_file_fails_with_every_mistake(installation: Installation) -> None:
    """A file with mistakes ends the workflow as failed at once, and names all of them."""
    request = cohort_request() | {"colour": "red", "locale": "xx", "sessions": {"count": 0}}
    request["owners"].pop("sponsor")
    del request["title"]
    file = write_cohort(installation.folder / "faulty.json", request)
    async with installation.worker():
        said = await installation.run(
            *("temporal", "workflow", "execute", "--type", "Cohort"),
            *("--task-queue", installation.task_queue),
            *("--workflow-id", f"cohort-{uuid4().hex[:8]}", "--input-file", file),
        )
    assert said.code == 1
    for mistake in ("title: is missing", "colour: unknown field", "locale", "sessions.count"):
        assert mistake in said.out + said.err


async def test_readiness_gaps_stop_a_cohort_with_a_list(installation: Installation) -> None:
    """Without sponsor, deputy or works council there is no cohort, and each gap is named."""
    request = cohort_request()
    request["owners"] = {"lead": "p-110"}
    request["readiness"]["works_council_informed"] = False
    file = write_cohort(installation.folder / "unready.json", request)
    cohort_id = f"e2e-{uuid4().hex[:8]}"
    async with installation.worker():
        await installation.start_cohort(cohort_id, file)
        said = await installation.run(
            "temporal", "workflow", "result", "--workflow-id", f"cohort-{cohort_id}"
        )
    assert said.code == 1
    for gap in ("sponsor", "deputy", "works_council_informed"):
        assert gap in said.out + said.err
