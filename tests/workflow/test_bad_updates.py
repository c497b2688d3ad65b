"""Whatever update arrives, it is answered: with what is wrong, what is allowed, and no values."""

from typing import Any

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowUpdateFailedError

from domain.cohort.commands import REQUESTS as COHORT_REQUESTS
from domain.pairing.commands import REQUESTS
from tests.workflow.cohort_stage import open_cohort
from tests.workflow.material import ongoing
from tests.workflow.stage_setting import EXPECTATIONS, Stage, problems_of, raw

SECRET = "anna.schmidt@example.com"

UNREADABLE: dict[str, tuple[tuple[Any, ...], str]] = {
    "nothing": ((), "exactly one argument is needed, 0 were given"),
    "two arguments": (({}, {}), "exactly one argument is needed, 2 were given"),
    "a number": ((42,), "the argument is not a JSON object"),
    "null": ((None,), "the argument is not JSON"),
    "bytes": ((b"\x00",), "the argument is not JSON"),
    "broken JSON": ((raw(b"{"),), "the argument is not valid JSON"),
    "no UTF-8": ((raw(b'"\xff"'),), "the argument is not valid JSON"),
    "far too deep": ((raw(b"[" * 200_000),), "the argument is not valid JSON"),
    "our own mark, forged": (
        (raw(b"\xff" * 7, b"eyelevel/miscounted"),),
        "exactly one argument is needed, 7 were given",
    ),
}


@pytest.mark.parametrize(("arguments", "problem"), UNREADABLE.values(), ids=UNREADABLE)
async def test_an_unreadable_update_is_refused(
    stage: Stage, arguments: tuple[Any, ...], problem: str
) -> None:
    """An update that is no message is refused in words; the next one is taken."""
    pairing = await stage.open_pairing()
    (told,) = await pairing.refusal("accept", *arguments)
    assert (told.problem, told.allowed) == (problem, "one JSON object")
    await pairing.ask("accept", "mentor")
    assert (await pairing.state()).desk.rejected == ()


@pytest.mark.parametrize(
    ("content", "path"),
    [
        ('{"message_id": "m-1", "acting": "operator", "acting": "mentor"}', "acting"),
        ('{"message_id": "m-1", "anna.schmidt": 1, "anna.schmidt": 2}', ""),
    ],
    ids=["ours", "a stranger's"],
)
async def test_a_field_that_is_there_twice_is_refused(
    stage: Stage, content: str, path: str
) -> None:
    """Of two values for one field none counts; a name that is not ours is not repeated."""
    pairing = await stage.open_pairing()
    (told,) = await pairing.refusal("accept", raw(content.encode()))
    assert (told.path, told.problem) == (path, "is there twice in one object")
    await pairing.ask("accept", "mentor")


NAMES = {"mistyped": "book_sesion", "odd": "*", "private": f"{SECRET}\n", "long": "x" * 900}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("arguments", [(), ({},), (1, 2)], ids=["nothing", "one", "two"])
async def test_an_update_that_does_not_exist_is_refused_with_all_that_do(
    stage: Stage, name: str, arguments: tuple[Any, ...]
) -> None:
    """An unknown update is refused with the known ones, and leaves no trace in the history."""
    pairing = await stage.open_pairing()
    (problem,) = await pairing.refusal(name, *arguments)
    assert problem.problem == "there is no such update"
    assert problem.allowed == ", ".join(request.name for request in REQUESTS)
    await pairing.ask("accept", "mentor")
    history = await pairing.handle.fetch_history()
    accepted = EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED
    assert [event.event_type for event in history.events].count(accepted) == 1
    assert (await pairing.state()).desk.rejected == ()


async def test_an_update_that_a_cohort_does_not_know_is_refused(stage: Stage) -> None:
    """A cohort refuses updates that only pairings know."""
    cohort = await open_cohort(stage, confirm=True)
    with pytest.raises(WorkflowUpdateFailedError) as refused:
        await cohort.handle.execute_update("book_session", {})
    (problem,) = problems_of(refused.value.cause)
    assert problem.allowed == ", ".join(request.name for request in COHORT_REQUESTS)


async def test_all_mistakes_are_told_at_once_without_their_values(stage: Stage) -> None:
    """Every field that is missing, unknown or wrong is named with what is allowed instead."""
    pairing = await stage.open_pairing()
    message = {
        "message_id": SECRET,
        "acting": SECRET,
        "knowledge": {SECRET: 3, "ai-tools": 9},
        "experience": SECRET,
        "colour": SECRET,
        SECRET: 1,
    }
    problems = await pairing.refusal("submit_assessment", message)
    assert {problem.path for problem in problems} >= {
        "message_id",
        "acting",
        "pairing_id",
        "knowledge.ai-tools",
        "experience",
        "colour",
    }
    allowed = {problem.path: problem.allowed or "" for problem in problems}
    assert "'mentor', 'mentee'" in allowed["acting"]
    assert allowed["knowledge.ai-tools"] == "at most 5"
    assert all(part not in str(problems) for part in (SECRET, "anna", "example.com"))


async def test_a_failure_tells_no_values_either(stage: Stage) -> None:
    """What a client of Temporal sees of a refusal contains nothing of what was handed in."""
    pairing = await stage.open_pairing()
    with pytest.raises(WorkflowUpdateFailedError) as refused:
        await pairing.send("decline", {"reason": [SECRET], SECRET: SECRET, "pairing_id": SECRET})
    assert SECRET not in f"{refused.value} {refused.value.cause!r}"


async def test_very_many_mistakes_are_counted(stage: Stage) -> None:
    """Hundreds of mistakes make an answer that people can still read."""
    pairing = await stage.open_pairing()
    await pairing.both("accept")
    knowledge = {f"topic-{number}": 1 for number in range(900)}
    message = pairing.message("mentor", knowledge=knowledge)
    problems = await pairing.refusal("submit_assessment", message)
    assert len(problems) == 101
    assert problems[-1].problem == "and 800 more problems"


REFUSED: dict[str, tuple[str, dict[str, Any], str, str]] = {
    "wrong stage": ("book_session", {}, "", "now: accept, decline"),
    "wrong role": ("accept", {"acting": "operator"}, "acting", "mentor, mentee"),
    "another pairing": ("accept", {"pairing_id": "pr-other"}, "pairing_id", ""),
    "unknown topic": (
        "submit_assessment",
        {"knowledge": {"golf": 5}},
        "knowledge[0]",
        "ai-tools, data",
    ),
    "nothing answered": ("submit_assessment", {}, "", "at least a part"),
    "nothing to resume": ("resume", {"acting": "integration"}, "acting", "operator"),
    "far too long a pause": (
        "pause",
        {"return_on": "9999-12-31"},
        "return_on",
        "after today",
    ),
    "a reason of the engine's own": ("end", {"reason": "annulled"}, "reason", "no_fit"),
}
BOOKING = {"session_id": "s-1", "starts_at": "2999-01-01T10:00:00Z"}


@pytest.mark.parametrize(("name", "fields", "path", "allowed"), REFUSED.values(), ids=REFUSED)
async def test_an_update_against_the_rules_is_refused(
    stage: Stage, name: str, fields: dict[str, Any], path: str, allowed: str
) -> None:
    """What the moment or a rule forbids is refused with what is allowed; nothing changes."""
    pairing = await stage.open_pairing()
    before = await pairing.told_all()
    message = pairing.message("mentor") | (BOOKING if name == "book_session" else {}) | fields
    problems = await pairing.refusal(name, message)
    (problem,) = [told for told in problems if told.path == path]
    assert allowed in (problem.allowed or "")
    assert (await pairing.state()).version == before.version


async def test_case_09_refusals_of_the_loop_are_told_as_well(stage: Stage) -> None:
    """What was possible when it was sent and is not any more is refused with the reason."""
    pairing = await stage.open_pairing()
    await pairing.both("accept")
    await pairing.assess()
    await pairing.agree()
    changed = pairing.message("mentee", **EXPECTATIONS | {"goals": ["something else"]})
    accepted = pairing.message("mentor", version=1)
    answers = await pairing.at_once(("submit_expectations", changed), ("accept_plan", accepted))
    assert answers[0]["stage"] == "expectations"
    (problem,) = problems_of(answers[1].cause)
    assert problem.problem == "accept_plan does not fit the stage expectations"


async def test_the_latest_dates_there_are_do_no_harm(stage: Stage) -> None:
    """A session in the last minute of the calendar is taken or refused; the pairing goes on."""
    pairing = await stage.open_pairing(term=ongoing())
    await pairing.prepare()
    latest = BOOKING | {"starts_at": "9999-12-31T23:59:59-12:00"}
    problems = await pairing.refusal("book_session", pairing.message("mentor", **latest))
    assert [problem.path for problem in problems] == ["starts_at"]
    await pairing.book()
