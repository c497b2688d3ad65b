"""A message that comes again is answered as before, wherever the pairing has got to."""

from typing import Any

from tests.workflow.stage_setting import LivePairing, Stage


async def test_a_repeated_update_gets_the_recorded_receipt(stage: Stage) -> None:
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


async def test_two_of_the_same_at_once_are_one(stage: Stage) -> None:
    """A message sent twice before the first was recorded makes one event and two equal answers."""
    pairing = await stage.open_pairing()
    message = pairing.message("mentor", knowledge={"data": 4})
    await pairing.until(lambda state: not state.desk.outbox)
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
        await pairing.told_all()
    async with empty_stage.worker():
        assert await pairing.send("accept", accept) == answer
        assert await count(pairing, "pairing.invitation_accepted.v1") == 1
        assert await pairing.folded() == await pairing.state()


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
