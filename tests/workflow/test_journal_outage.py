"""The journal is out of reach, loses answers, or knows more than the run: nothing is lost."""

from datetime import timedelta

from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.workflowservice.v1 import ResetWorkflowExecutionRequest
from temporalio.client import WorkflowUpdateStage

from domain.engine.journal import EventRecord
from domain.engine.messages import RENEW
from domain.pairing.session import Session
from domain.pairing.vocabulary import DeadlineKind
from domain.pairing.vocabulary import Stage as PairingStage
from domain.programme.request import Deadlines
from domain.telling.kinds import NoticeKind
from tests.workflow.recovery_stage import first_task, whatever_run
from tests.workflow.stage_setting import LivePairing, Stage

HOUR = timedelta(hours=1)
OBJECTION = 47 * HOUR
"""Less than two working days, for no other deadline comes so soon."""


async def test_updates_wait_for_the_journal(stage: Stage) -> None:
    """While the journal fails, updates wait; then all are answered, and recorded exactly once."""
    pairing = await stage.open_pairing()
    await pairing.told_all()
    stage.journal.failures = 2
    updates = [("accept", pairing.message(side)) for side in ("mentor", "mentee")]
    answers = await pairing.at_once(*updates)
    assert [answer["message"] for answer in answers] == ["accept", "accept"]
    state = await pairing.told_all()
    assert state.stage is PairingStage.ASSESSMENT
    assert await how_often(pairing, "invitation_accepted") == 2
    assert await pairing.folded() == state


async def test_nobody_is_told_before_the_journal_knows(stage: Stage) -> None:
    """Without the journal there is no mail and no new state: it is always written first."""
    stage.journal.failures = 2
    pairing = await stage.open_pairing()
    with stage.journal.held():
        assert await pairing.handle.query("state") is None
        assert stage.mailer.sent == []
    await pairing.told_all()
    assert stage.mailer.kinds() == [NoticeKind.INVITATION] * 2


async def test_a_lost_answer_makes_no_duplicate(stage: Stage) -> None:
    """The journal commits and its answer is lost: the same append again is a no-op."""
    pairing = await stage.open_pairing()
    await pairing.told_all()
    stage.journal.lost_answers = 1
    await pairing.ask("accept", "mentor")
    assert await how_often(pairing, "invitation_accepted") == 1
    assert await pairing.folded() == await pairing.told_all()


async def test_case_60_deadlines_that_pass_during_an_outage_are_kept(stage: Stage) -> None:
    """After a month without the journal an invitation waits for an answer, and expires once."""
    pairing = await stage.open_pairing()
    await pairing.told_all()
    stage.journal.away = timedelta(days=30)
    accepted = await pairing.handle.start_update(
        "accept", pairing.message("mentor"), wait_for_stage=WorkflowUpdateStage.ACCEPTED
    )
    await pairing.waits_for_the_journal()
    await pairing.forward(timedelta(days=31))
    await accepted.result()
    assert (await pairing.told_all()).stage is PairingStage.INVITED
    assert stage.mailer.kinds(to="p-senior")[1:] == [NoticeKind.INVITATION_REMINDER]
    await pairing.forward(timedelta(days=5))
    state = await pairing.told_all()
    assert state.ending is not None
    assert state.ending.at - state.opened_at > timedelta(days=31)
    assert await how_often(pairing, "closed") == 1
    assert await pairing.folded() == state


async def test_nothing_expires_in_the_hour_in_which_the_journal_is_away(stage: Stage) -> None:
    """If the journal is away when an invitation runs out, it can be answered afterwards."""
    pairing = await stage.open_pairing()
    await pairing.told_all()
    await pairing.forward(await pairing.until_due(DeadlineKind.REMINDER))
    await pairing.told_all()
    runs_out = await pairing.until_due(DeadlineKind.GIVE_UP)
    stage.journal.away = timedelta(days=3)
    await pairing.forward(runs_out + timedelta(days=3))
    state = await pairing.told_all()
    assert state.stage is PairingStage.INVITED
    assert stage.mailer.kinds(to="p-senior")[2:] == [NoticeKind.INVITATION_REMINDER]
    await pairing.both("accept")
    assert (await pairing.state()).stage is PairingStage.ASSESSMENT


async def test_what_began_in_a_slow_append_has_its_time_from_then_on(stage: Stage) -> None:
    """If the journal takes days to record that somebody is said to have been absent, they may
    object for two working days from then on, even if the run is renewed at that moment."""
    pairing, session = await that_should_have_met(stage)
    stage.journal.away = OBJECTION - HOUR
    await pairing.tell("session_missed", session_id=session.id, absent="mentee")
    await pairing.handle.signal(RENEW)
    await pairing.waits_for_the_journal()
    await pairing.forward(OBJECTION - HOUR + timedelta(minutes=1))
    assert await has_two_working_days(pairing, DeadlineKind.OBJECTION_OVER)
    await pairing.told_all()
    assert stage.mailer.kinds(to="p-senior").count(NoticeKind.ABSENCE_REPORTED) == 2


async def test_a_run_that_begins_in_an_outage_gives_time_after_it(stage: Stage) -> None:
    """A run that has to wait for the journal when it begins puts off what would be decided soon
    after, although no deadline has come meanwhile."""
    pairing, session = await that_should_have_met(stage)
    await pairing.tell("session_missed", session_id=session.id, absent="mentee")
    await pairing.caught_up()
    await pairing.forward(OBJECTION - 3 * HOUR)
    stage.journal.away = 2 * HOUR
    await pairing.handle.signal(RENEW)
    await pairing.waits_for_the_journal()
    await pairing.forward(2 * HOUR + timedelta(minutes=1))
    assert await has_two_working_days(pairing, DeadlineKind.OBJECTION_OVER)


async def test_a_run_behind_the_journal_catches_up(stage: Stage) -> None:
    """After a reset, the run reads the journal, goes on from there, and sends no mail twice."""
    pairing = await stage.open_pairing()
    await pairing.both("accept")
    before = await pairing.told_all()
    mails, events = len(stage.mailer.sent), await pairing.records()
    await reset_to_the_start(pairing)
    await pairing.ask("submit_assessment", "mentor", knowledge={"data": 3})
    state = await pairing.told_all()
    assert (state.stage, state.opened_at) == (PairingStage.ASSESSMENT, before.opened_at)
    assert await pairing.folded() == state
    assert (await pairing.records())[: len(events)] == events
    assert await how_often(pairing, "invitation_accepted") == 2
    assert len(stage.mailer.sent) == mails


async def test_a_pairing_is_recovered_from_its_journal(stage: Stage) -> None:
    """A pairing whose workflow was lost is started again and is where its journal says it is."""
    pairing = await stage.open_pairing()
    await pairing.both("accept")
    before = await pairing.told_all()
    await pairing.handle.terminate()
    again = await stage.start_pairing(pairing.pairing_id, {"setup": before.setup})
    assert await again.told_all() == before
    await again.ask("submit_assessment", "mentor", message_id="m-new", knowledge={"data": 3})
    assert await again.folded() == await again.told_all()


async def that_should_have_met(stage: Stage) -> tuple[LivePairing, Session]:
    """A pairing, whatever run of it, and a session that should have begun two hours ago."""
    deadlines = Deadlines(objection_hours=OBJECTION // HOUR)
    pairing = await stage.open_pairing(deadlines=deadlines)
    await pairing.prepare()
    session = await pairing.book()
    await pairing.forward(timedelta(days=2, hours=2))
    await pairing.told_all()
    return whatever_run(pairing), session


async def has_two_working_days(pairing: LivePairing, kind: DeadlineKind) -> bool:
    """Whether a deadline comes two working days from now at the earliest."""
    state, now = await pairing.caught_up(), await pairing.now()
    (due,) = [line.due for line in state.deadlines if line.kind is kind]
    # Time went on a little since the journal is back.
    return due > state.setup.calendar.in_working_days(now - timedelta(minutes=30), 2)


async def how_often(pairing: LivePairing, event: str) -> int:
    """How often something stands in the journal as having happened."""
    return sum(_is(record, event) for record in await pairing.records())


def _is(record: EventRecord, event: str) -> bool:
    return record.type.rpartition(".")[0] == f"pairing.{event}"


async def reset_to_the_start(pairing: LivePairing) -> None:
    """What ``temporal workflow reset --type FirstWorkflowTask`` does."""
    await pairing.stage.client.workflow_service.reset_workflow_execution(
        ResetWorkflowExecutionRequest(
            namespace=pairing.stage.client.namespace,
            workflow_execution=WorkflowExecution(workflow_id=pairing.handle.id),
            workflow_task_finish_event_id=await first_task(pairing.handle),
            request_id=pairing.pairing_id,
            reason="a test",
        )
    )
