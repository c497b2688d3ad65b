"""A message that comes again is answered as before, wherever the pairing has got to."""

import json
from datetime import timedelta
from typing import Any

from temporalio.client import WorkflowUpdateFailedError

from domain.cohort.instructing import requests_of
from domain.cohort.state import CohortInstruction
from domain.cohort.vocabulary import InstructionKind
from domain.engine.errors import Problem
from domain.programme.ids import PairingId
from tests import stage_clock
from tests.unit.cohort.story import running
from tests.workflow.stage_setting import LivePairing, Stage, problems_of, raw

HOUR = timedelta(hours=1)


async def test_case_27_a_repeated_update_gets_the_recorded_receipt(stage: Stage) -> None:
    """A repeated update changes nothing and gets the recorded receipt."""
    pairing = await stage.open_pairing()
    message = pairing.message("mentor")
    answer = await pairing.send("accept", message)
    await pairing.ask("accept", "mentee")
    await pairing.told_all()
    events = await pairing.records()
    assert await pairing.send("accept", message) == answer
    assert await pairing.records() == events


async def test_an_id_of_another_message_is_refused(stage: Stage) -> None:
    """A message with the id of another message is refused with that mistake."""
    pairing = await stage.open_pairing()
    message = pairing.message("mentor")
    await pairing.send("accept", message)
    (problem,) = await pairing.refusal("decline", message)
    assert problem.path == "message_id"
    assert problem.problem.startswith("was used before, for accept by mentor at ")


async def test_an_edited_update_is_refused(stage: Stage) -> None:
    """An update with the id of another one is refused if anything in it differs, and the refusal
    says when the id was used."""
    pairing = await stage.open_pairing()
    message = pairing.message("mentor", knowledge={"data": 4})
    receipt = await pairing.send("submit_assessment", message)
    (problem,) = await pairing.refusal("submit_assessment", message | {"knowledge": {"data": 3}})
    at = receipt["at"].replace("Z", "+00:00")
    assert problem == used_before("submit_assessment", "mentor", at)
    # What means the same is not what was sent: which of the two was meant, nobody knows.
    await pairing.refusal("submit_assessment", message | {"confidence": {}})
    assert await count(pairing, "pairing.assessment_submitted.v1") == 1


async def test_an_update_written_differently_is_the_same(stage: Stage) -> None:
    """The same JSON in another order, with other white space and escapes, gets the receipt."""
    pairing = await stage.open_pairing()
    message = pairing.message("mentor", reason="Zeit für Größeres")
    receipt = await pairing.send("decline", message)
    turned = json.dumps(dict(reversed(message.items())), indent=3, ensure_ascii=True)
    assert await pairing.send("decline", raw(turned.encode())) == receipt
    assert await count(pairing, "pairing.invitation_declined.v1") == 1


async def test_an_edited_update_is_refused_while_the_first_is_in_hand(stage: Stage) -> None:
    """Of two updates with one id that arrive together, the second is refused if it says something
    else."""
    pairing = await stage.open_pairing()
    message = pairing.message("mentor", knowledge={"data": 4})
    await pairing.told_all()
    other = message | {"knowledge": {"data": 3}}
    one, refused = await pairing.at_once(
        ("submit_assessment", message), ("submit_assessment", other)
    )
    assert one["message_id"] == message["message_id"]
    assert isinstance(refused, WorkflowUpdateFailedError)
    (problem,) = problems_of(refused.cause)
    assert problem.problem.endswith(", with other content")
    assert await count(pairing, "pairing.assessment_submitted.v1") == 1


async def test_an_edited_signal_is_recorded_as_rejected(stage: Stage) -> None:
    """A signal with the id of another one leaves a rejection if it says something else; the same
    again leaves nothing."""
    pairing = await stage.open_pairing()
    await pairing.prepare()
    await pairing.forward(timedelta(days=1))
    now = await pairing.now()
    told = pairing.message("integration", session_id="s-1", held_at=(now - HOUR).isoformat())
    await pairing.handle.signal("session_completed", told)
    await pairing.handle.signal("session_completed", told)
    assert (await pairing.caught_up()).desk.rejected == ()
    await pairing.handle.signal("session_completed", told | {"minutes": 45})
    state = await pairing.caught_up()
    (rejected,) = state.desk.rejected
    assert rejected.message_id == told["message_id"]
    assert rejected.problems == (
        used_before("session_completed", "integration", state.receipts[-1].at.isoformat()),
    )
    assert state.tally.held == 1


async def test_what_a_cohort_tells_again_is_the_same_message(stage: Stage) -> None:
    """A cohort that lost the answer of a pairing tells it again, and the pairing takes it for what
    it was told before."""
    pairing = await stage.open_pairing()
    instruction = CohortInstruction(
        id="o-4",
        kind=InstructionKind.PAUSE,
        pairing_ids=(PairingId(pairing.pairing_id),),
        return_on=stage_clock.today() + timedelta(weeks=2),
    )
    cohort = running("anna+bert").state
    (request,) = requests_of(cohort, instruction)
    assert await stage.adapters.pairings.tell(request)
    (again,) = requests_of(cohort, instruction)
    # As in another run: there Temporal does not know the id of the update.
    assert (await pairing.send(request.name, again))["message_id"] == request.message_id
    assert await count(pairing, "pairing.paused.v1") == 1


async def test_nobody_is_shown_a_fingerprint(stage: Stage) -> None:
    """A fingerprint, by which a short answer could be guessed, is in no answer and no query."""
    pairing = await stage.open_pairing()
    receipt = await pairing.ask("decline", "mentor", reason="no time")
    (fingerprint,) = [one.fingerprint for one in await pairing.records() if one.fingerprint]
    shown = [
        receipt,
        await pairing.handle.query("state"),
        await pairing.handle.query("explain"),
        await pairing.handle.query("__temporal_workflow_metadata"),
    ]
    assert fingerprint not in str(shown)
    assert "fingerprint" not in json.dumps(shown[1])


async def test_two_of_the_same_at_once_are_one(stage: Stage) -> None:
    """A message sent twice before the first was recorded makes one event and two equal answers."""
    pairing = await stage.open_pairing()
    message = pairing.message("mentor", knowledge={"data": 4})
    await pairing.told_all()
    one, other = await pairing.at_once(
        ("submit_assessment", message), ("submit_assessment", message)
    )
    assert one == other
    assert await count(pairing, "pairing.assessment_submitted.v1") == 1


async def test_repetition_is_known_after_continue_as_new(stage: Stage) -> None:
    """Answers are remembered across runs, of which Temporal itself knows nothing."""
    pairing = await stage.open_pairing()
    accept = pairing.message("mentor")
    answer = await pairing.send("accept", accept)
    await continue_as_new(pairing)
    assert await pairing.send("accept", accept) == answer
    await pairing.refusal("accept", accept | {"acting": "mentee"})
    assessment = pairing.message("mentor", knowledge={"data": 1})
    await pairing.send("submit_assessment", assessment)
    await continue_as_new(pairing)
    await pairing.refusal("submit_assessment", assessment | {"knowledge": {"data": 2}})
    await pairing.handle.signal("person_changed", told := pairing.message("operator"))
    await pairing.handle.signal("person_changed", told)
    state = await pairing.caught_up()
    assert state.preparation.accepted.mentee is None
    assert await count(pairing, "pairing.invitation_accepted.v1") == 1


async def test_repetition_is_known_after_a_restart(empty_stage: Stage) -> None:
    """A worker that starts anew rebuilds the receipts it gave, and answers the same."""
    async with empty_stage.worker():
        pairing = await empty_stage.open_pairing()
        accept = pairing.message("mentor")
        answer = await pairing.send("accept", accept)
        said = pairing.message("mentor", knowledge={"data": 4})
        await pairing.send("submit_assessment", said)
        await pairing.told_all()
    async with empty_stage.worker():
        assert await pairing.send("accept", accept) == answer
        (problem,) = await pairing.refusal("submit_assessment", said | {"knowledge": {"data": 3}})
        assert problem.path == "message_id"
        assert await count(pairing, "pairing.invitation_accepted.v1") == 1
        assert await pairing.folded() == await pairing.state()


def used_before(message: str, acting: str, at: str) -> Problem:
    """The refusal of another content."""
    used = f"was used before, for {message} by {acting} at {at}, with other content"
    return Problem(path="message_id", problem=used, allowed="an id of its own")


async def count(pairing: LivePairing, kind: str) -> int:
    """How often an event stands in the journal."""
    return [record.type for record in await pairing.records()].count(kind)


async def continue_as_new(pairing: LivePairing) -> None:
    """Change one's mind about an assessment until the history is long enough."""
    first = await run_id(pairing)
    number = 0
    while await run_id(pairing) == first:
        number += 1
        answers: dict[str, Any] = {"knowledge": {"data": number % 6}}
        await pairing.ask("submit_assessment", "mentor", **answers)


async def run_id(pairing: LivePairing) -> str | None:
    """Which run of the workflow goes on at present."""
    return (await pairing.handle.describe()).run_id
