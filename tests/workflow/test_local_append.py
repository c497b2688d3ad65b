"""The append within the workflow task: what it leaves in Temporal's history, and when it fails."""

from collections import Counter

from temporalio.api.enums.v1 import EventType

from tests.workflow.stage_setting import LivePairing, Stage


async def events_of(pairing: LivePairing) -> Counter[str]:
    """How often each type of event is in the pairing's history."""
    history = await pairing.handle.fetch_history()
    return Counter(EventType.Name(event.event_type)[11:] for event in history.events)


async def test_an_append_costs_one_event(stage: Stage) -> None:
    """An update leaves a marker in Temporal's history, and no scheduled activity for its append."""
    pairing = await stage.open_pairing()
    await pairing.told_all()
    before = await events_of(pairing)
    await pairing.ask("accept", "mentor")
    after = await events_of(pairing)
    assert after["MARKER_RECORDED"] == before["MARKER_RECORDED"] + 1
