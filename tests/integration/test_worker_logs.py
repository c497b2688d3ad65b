"""What a worker writes into its log: nobody's words, however much it is asked to say."""

from pathlib import Path

from temporalio.client import Client
from temporalio.testing import TimeSkipper

from adapters.embedded.smtp import SmtpSink
from adapters.postgres.pool import open_pool
from adapters.postgres.roster import PostgresRoster
from domain.pairing.vocabulary import Stage as StageOfPairing
from domain.roster.reading import RosterFile
from tests.integration.processes import started_worker
from tests.workflow.material import ROSTER, person
from tests.workflow.recovery_stage import reset
from tests.workflow.stage_setting import EXPECTATIONS, LivePairing, Stage

NAME, GOAL, OFF_LIMITS, TAG, REASON = (
    f"canary-{what}" for what in ("name", "goal", "off-limits", "experience", "reason")
)


async def _people(database_url: str) -> None:
    """Both sides can be written to, so that letters are made of what they said."""
    people = tuple(person(id_, name=f"{NAME} {id_}") for id_ in ("p-junior", "p-senior"))
    async with await open_pool(database_url) as pool:
        await PostgresRoster(pool).import_file(ROSTER, RosterFile(sha256="0" * 64, people=people))


async def _in_preparation(stage: Stage) -> LivePairing:
    """A pairing whose two sides have said what they bring along and hope for."""
    pairing = await stage.open_pairing()
    await pairing.both("accept")
    levels = {"ai-tools": 3, "data": 2}
    await pairing.both("submit_assessment", knowledge=levels, confidence=levels, experience=[TAG])
    said = {**EXPECTATIONS, "goals": [GOAL], "off_limits": [OFF_LIMITS]}
    await pairing.both("submit_expectations", **said)
    return pairing


async def _declined(stage: Stage) -> LivePairing:
    pairing = await stage.open_pairing()
    await pairing.ask("decline", "mentor", reason=REASON)
    return pairing


async def _read_anew(pairing: LivePairing) -> None:
    """The run is reset to its beginning, and knows from the journal alone how things stand."""
    before = await pairing.state()
    assert before.stage is not StageOfPairing.INVITED
    await reset(pairing)
    await pairing.until(lambda state: state.stage is before.stage)
    assert (await pairing.state()).preparation == before.preparation


async def test_at_debug_a_worker_writes_nobodys_words(
    environment: dict[str, str],
    database_url: str,
    client: Client,
    time_skipper: TimeSkipper,
    smtp_sink: SmtpSink,
    tmp_path: Path,
) -> None:
    """At level debug, with letters written and a stream read anew, a worker's log holds no name,
    goal, off-limit topic, tag of experience, or reason of a no."""
    log = tmp_path / "log"
    await _people(database_url)
    environment["EYELEVEL_LOG_LEVEL"] = "debug"
    stage = Stage(client, time_skipper, environment["EYELEVEL_TASK_QUEUE"])

    async def has_written_what_they_said() -> bool:
        texts = (mail.message().get_body(("plain",)) for mail in smtp_sink.received)
        return any(text and GOAL in text.get_content() for text in texts)

    async with started_worker(environment, log) as process:
        pairings = (await _declined(stage), await _in_preparation(stage))
        for pairing in pairings:
            await _read_anew(pairing)
        await process.ready(has_written_what_they_said)
        for pairing in pairings:
            await pairing.handle.terminate()
        assert await process.stop() == 0
    written = log.read_text()
    assert "Worker stopped" in written
    assert [word for word in (NAME, GOAL, OFF_LIMITS, TAG, REASON) if word in written] == []
