"""An append is part of the workflow task that decided on it; what if one of the two is lost."""

from collections.abc import Sequence

import pytest
from temporalio.client import WorkflowFailureError, WorkflowUpdateStage

from domain.engine.messages import RENEW
from domain.engine.orders import RejectMessage
from domain.pairing.commands import Accept, Command
from domain.pairing.decider import PAIRING_DECIDER
from domain.programme.revision import REVISION
from tests.workflow.material import new_pairing_id
from tests.workflow.stage_setting import LivePairing, Stage
from workflows.memory import NOTHING_RECORDED

EQUAL_SIGNALS = 300
"""More than two turns can take."""


async def wrote_and_was_lost(pairing: LivePairing, commands: Sequence[Command]) -> None:
    """Commit what these commands bring about, as a workflow task does that is lost afterwards."""
    state = await pairing.state()
    for command in commands:
        step = PAIRING_DECIDER.handle(state, command, await pairing.now(), REVISION)
        await pairing.stage.journal.append(pairing.handle.id, state.version, step.records)
        state = step.state


async def test_a_slow_journal_holds_up_no_other_message(stage: Stage) -> None:
    """While the journal does not answer, further updates of the pairing are accepted; when it
    answers again, so are they, and all is recorded once."""
    pairing = await stage.open_pairing()
    await pairing.told_all()
    with stage.journal.held():
        accepted = [
            await pairing.handle.start_update(
                "accept", pairing.message(side), wait_for_stage=WorkflowUpdateStage.ACCEPTED
            )
            for side in ("mentor", "mentee")
        ]
    assert [(await update.result())["message"] for update in accepted] == ["accept"] * 2
    state = await pairing.told_all()
    assert state.preparation.accepted.mentor
    assert await pairing.folded() == state


async def test_a_run_goes_on_from_what_a_lost_task_has_recorded(stage: Stage) -> None:
    """An answer that was recorded, while worker, sender and workflow task were lost, counts as
    soon as the pairing is renewed."""
    pairing = await stage.open_pairing()
    await pairing.told_all()
    message = pairing.message("mentor")
    await wrote_and_was_lost(pairing, [Accept.model_validate(message)])
    assert not (await pairing.state()).preparation.accepted.mentor
    await pairing.handle.signal(RENEW)
    await pairing.until(lambda state: bool(state.preparation.accepted.mentor))
    assert await pairing.folded() == await pairing.told_all()


async def test_an_update_whose_task_was_lost_is_answered_once(stage: Stage) -> None:
    """A sender who repeats an update whose first task was lost gets the receipt of that time."""
    pairing = await stage.open_pairing()
    await pairing.told_all()
    message = pairing.message("mentor")
    await wrote_and_was_lost(pairing, [Accept.model_validate(message)])
    written = await pairing.records()
    answer = await pairing.send("accept", message)
    assert answer["message_id"] == message["message_id"]
    assert await pairing.records() == written
    assert await pairing.folded() == await pairing.told_all()


async def test_a_rejected_signal_whose_task_was_lost_is_recorded_once(stage: Stage) -> None:
    """A signal that cannot be used is recorded once, even if the task that did so was lost and the
    signal is decided on anew."""
    pairing = await stage.open_pairing()
    await pairing.told_all()
    await pairing.tell("unheard_of", message_id="x-1")
    (rejected,) = (await pairing.caught_up()).desk.rejected
    again = RejectMessage(message=rejected.message, message_id="x-2", problems=rejected.problems)
    await wrote_and_was_lost(pairing, [again])
    await pairing.tell("unheard_of", message_id="x-2")
    await pairing.tell("unheard_of", message_id="x-3")
    state = await pairing.caught_up()
    assert [known.message_id for known in state.desk.rejected] == ["x-1", "x-2", "x-3"]
    assert await pairing.folded() == state


async def test_of_many_equal_signals_only_those_of_a_lost_task_are_recorded_already(
    stage: Stage,
) -> None:
    """Of hundreds of equal signals that cannot be used, each is recorded once, although a task
    that had recorded one of them was lost and they fill several turns."""
    pairing = await stage.open_pairing()
    await pairing.told_all()
    await pairing.handle.signal("unheard_of", {})
    (rejected,) = (await pairing.caught_up()).desk.rejected
    again = RejectMessage(message=rejected.message, message_id=None, problems=rejected.problems)
    await wrote_and_was_lost(pairing, [again])
    with stage.journal.held():
        for _ in range(EQUAL_SIGNALS):
            await pairing.handle.signal("unheard_of", {})
    await pairing.caught_up()
    told = [record for record in await pairing.records() if record.type.endswith("rejected.v1")]
    assert len(told) == 1 + EQUAL_SIGNALS


async def test_a_start_is_not_believed(stage: Stage) -> None:
    """Somebody who starts a pairing with a state of their own making gets the recorded one."""
    pairing = await stage.open_pairing()
    state = await pairing.told_all()
    await pairing.handle.terminate()
    forged = state.model_copy(update={"version": state.version + 7, "archived": True})
    again = await stage.start_pairing(pairing.pairing_id, {"resume": forged})
    assert await again.told_all() == state


async def test_a_state_of_which_nothing_is_recorded_does_not_begin(stage: Stage) -> None:
    """A pairing that is started from a state, but has no journal, ends at once and says why."""
    known = await (await stage.open_pairing()).told_all()
    pairing = await stage.start_pairing(new_pairing_id(), {"resume": known})
    with pytest.raises(WorkflowFailureError) as failed:
        await pairing.handle.result()
    assert NOTHING_RECORDED in repr(failed.value.cause)
