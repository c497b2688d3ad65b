"""HR finds every pairing in the Temporal UI, and reads there how it stands."""

from datetime import timedelta

from domain.pairing.explain import Explanation
from domain.pairing.vocabulary import DeadlineKind
from domain.programme.search_attributes import SEARCH_ATTRIBUTES
from tests.waiting import until
from tests.workflow.stage_setting import LivePairing, Stage
from tests.workflow.ui import attributes, current_details, metadata, summaries

DAY = timedelta(days=1)


async def test_search_attributes_are_true_at_every_step(stage: Stage) -> None:
    """Search attributes say the same as the state at every step, and hold only ids and numbers."""
    pairing = await stage.open_pairing()
    state = await pairing.told_all()
    assert await attributes(pairing.handle) == {
        "CohortId": "c-1",
        "MentorId": "p-junior",
        "MenteeId": "p-senior",
        "Stage": "invited",
        "Term": "fixed",
        "NextDue": state.deadlines[0].due,
        "SessionsHeld": 0,
        "SessionsPlanned": 6,
        "Paused": False,
    }
    await pairing.prepare()
    assert (await shown(pairing))["Stage"] == "sessions"
    await pairing.ask("pause", "mentee")
    assert (await shown(pairing))["Paused"] is True
    await pairing.ask("resume", "mentee")
    assert (await shown(pairing))["Paused"] is False
    await pairing.forward(await pairing.until_due(DeadlineKind.FIRST_BOOKING_ITEM))
    assert (await shown(pairing))["Attention"] == ["first_session_not_booked"]
    await pairing.meet()
    now = await shown(pairing)
    assert (now["SessionsHeld"], now.get("Attention", [])) == (1, [])
    await pairing.ask("end", "operator", reason="conflict_of_interest")
    closed = await shown(pairing)
    assert (closed["Stage"], closed.get("Attention", [])) == ("closed", [])


async def test_pairings_are_found_by_their_attributes(stage: Stage) -> None:
    """The list of the UI finds a pairing by cohort, person and stage."""
    cohort = stage.queue
    pairing, other = [
        await stage.open_pairing(cohort_id=cohort, roster=stage.another_roster()) for _ in range(2)
    ]
    await pairing.both("accept")
    await other.told_all()
    in_cohort = f"CohortId = '{cohort}' AND MentorId = 'p-junior' AND Paused = false"
    assert await found(stage, f"{in_cohort} AND Stage = 'assessment'", 1) == {pairing.handle.id}
    everybody = {pairing.handle.id, other.handle.id}
    assert await found(stage, f"{in_cohort} AND NextDue > '2020-01-01T00:00:00Z'", 2) == everybody


async def test_the_details_tell_how_it_stands(stage: Stage) -> None:
    """Details show stage, who is awaited, what is next, items, sessions, and why these two."""
    pairing = await stage.open_pairing()
    await pairing.ask("accept", "mentor")
    await pairing.told_all()
    details = await current_details(pairing.handle)
    assert "### Both are invited" in details
    (waiting,) = [line for line in details.splitlines() if line.startswith("**Waiting for**")]
    assert "mentee" in waiting
    assert "mentor" not in waiting
    assert f"{(await pairing.state()).deadlines[-1].due:%d %b %Y}" in waiting
    (coming,) = [line for line in details.splitlines() if line.startswith("**Next:** Reminder: ")]
    assert "invitation" in coming
    assert "Wants ‘AI tools’, which the mentor knows at 4 of 5" in details
    assert "/workflows/cohort-c-1" in details
    await pairing.ask("accept", "mentee")
    await pairing.assess()
    await pairing.agree()
    await pairing.both("accept_plan", version=1)
    session = await pairing.meet()
    await pairing.forward(20 * DAY)
    state = await pairing.told_all()
    details = await current_details(pairing.handle)
    assert session.starts_at is not None
    assert "### Sessions" in details
    assert f"{session.starts_at.astimezone(state.setup.calendar.zone):%d %b %Y %H:%M}" in details
    (held,) = [line for line in details.splitlines() if line.startswith("|") and "held" in line]
    assert "both" in held, "who looked back is shown, and what they answered is not"
    assert len(details.encode()) < 4096


async def test_an_item_stands_in_the_details(stage: Stage) -> None:
    """Details show an open item in words and since when, and no longer once it is settled."""
    pairing = await stage.open_pairing()
    await pairing.both("accept")
    await pairing.forward(await pairing.until_due(DeadlineKind.ESCALATION))
    await pairing.told_all()
    assert "An assessment is missing: ask the person" in await current_details(pairing.handle)
    await pairing.assess()
    await pairing.told_all()
    assert "assessment is missing" not in await current_details(pairing.handle)


async def test_timers_and_activities_say_what_they_are_for(stage: Stage) -> None:
    """Every timer and every activity of a history carries a summary in plain words."""
    pairing = await stage.open_pairing()
    await pairing.told_all()
    await pairing.prepare()
    await pairing.book()
    await pairing.tell("person_changed", person_id="p-senior")
    await pairing.caught_up()
    await pairing.told_all()
    found = await summaries(pairing.handle)
    assert all(found["timer"])
    assert all(found["activity"])
    assert all(found["marker"])
    assert found["timer"][0].startswith("Reminder: ")
    assert "invitation" in found["timer"][0]
    told = "Record: opened. Mail: invitation to mentor and mentee"
    assert told in found["marker"]
    assert "Check the rules again: the mentee's data changed" in found["activity"]
    assert any(words.startswith("Record: session booked") for words in found["marker"])


async def test_every_handler_is_described(stage: Stage) -> None:
    """The Temporal UI shows for each message that can be sent there what it does."""
    pairing = await stage.open_pairing()
    definition = (await metadata(pairing.handle)).definition
    handlers = [
        *definition.signal_definitions,
        *definition.update_definitions,
        *(query for query in definition.query_definitions if not query.name.startswith("__")),
    ]
    assert len(handlers) > 20
    assert [handler.name for handler in handlers if not handler.description] == []


async def test_why_can_be_asked(stage: Stage) -> None:
    """The query ``explain`` names the rule behind every notice and every open item."""
    pairing = await stage.open_pairing()
    await pairing.both("accept")
    await pairing.forward(await pairing.until_due(DeadlineKind.ESCALATION))
    await pairing.told_all()
    explained = await pairing.handle.query("explain", result_type=Explanation)
    assert {(item.about, item.cause) for item in explained.items} == {
        ("mentor", "escalation"),
        ("mentee", "escalation"),
    }
    told = {notice.what: notice.why for notice in explained.notices}
    assert "7" in told["assessment_reminder"]
    assert all(told.values())


async def shown(pairing: LivePairing) -> dict[str, object]:
    """The attributes, which must agree with the state."""
    state = await pairing.told_all()
    found = await attributes(pairing.handle)
    assert set(found) <= set(SEARCH_ATTRIBUTES)
    assert found["Stage"] == state.stage
    assert found.get("NextDue") == (state.next_due.due if state.next_due else None)
    assert found.get("Attention", []) == list(dict.fromkeys(item.kind for item in state.desk.items))
    assert found["SessionsHeld"] == state.tally.held
    assert found["SessionsPlanned"] == state.sessions_planned
    assert found["Paused"] == (state.pause is not None)
    return found


async def found(stage: Stage, query: str, count: int) -> set[str]:
    """Ids of the workflows that a list query finds; the index follows within moments."""

    async def listed() -> set[str]:
        return {workflow.id async for workflow in stage.client.list_workflows(query)}

    return await until(listed, lambda ids: len(ids) == count)
