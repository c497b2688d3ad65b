"""Seats: what the journal refuses becomes an answer, and never holds up a workflow."""

from domain.pairing.vocabulary import EndReason
from domain.programme.request import MatchingPolicy
from tests.workflow.stage_setting import Stage
from workflows.pairing_start import PairingResult

POLICY = MatchingPolicy(mentee_capacity=1)


async def test_case_08_a_pairing_without_a_seat_ends_and_messages_are_refused(
    stage: Stage,
) -> None:
    """While the mentee has a pairing, another one is over as soon as it begins, and none is
    reopened; when the capacity was lowered, an invitation cannot be accepted, but still declined.
    """
    first = await stage.open_pairing(policy=POLICY)
    await first.state()
    second = await stage.open_pairing(policy=POLICY, mentor="p-other")
    result = PairingResult.model_validate(await second.handle.result())
    assert result.reason is EndReason.NO_SEAT

    await first.ask("decline", "mentor")
    third = await stage.open_pairing(policy=POLICY, mentor="p-other")
    await third.state()
    refused = await first.refusal("reopen", first.message("operator"))
    assert "no place free" in refused[0].problem

    stage.journal.capacities["acme", "p-senior"] = 0
    refused = await third.refusal("accept", third.message("mentee"))
    assert "capacity is 0" in refused[0].problem
    await third.ask("decline", "mentee")
    assert (await third.state()).stage.is_over
