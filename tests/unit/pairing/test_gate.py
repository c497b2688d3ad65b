"""Who may say what, and when: a table to be read, checked against what happens."""

from typing import Any

import pytest

from domain.engine.roles import Role
from domain.pairing.commands import MESSAGES
from domain.pairing.gate import fitting
from domain.pairing.vocabulary import Channel, Stage
from tests.unit.pairing.story import INTEGRATION, MENTOR, OPERATOR, Story
from tests.unit.pairing.ways import EXPECTATIONS, REVIEW, given

RUNNING = "invited assessment expectations planning sessions review"
SIDES = "mentor mentee"
TABLE = {
    # message: (by whom, in which stages, also during a pause)
    "accept": (SIDES, "invited", False),
    "decline": (SIDES, "invited", True),
    "submit_assessment": (SIDES, "invited assessment expectations", False),
    "submit_expectations": (SIDES, "expectations planning", False),
    "accept_agreement": (SIDES, "expectations", False),
    "accept_plan": (SIDES, "planning sessions", False),
    "book_session": (f"{SIDES} assistant operator integration", "sessions review", False),
    "cancel_session": (f"{SIDES} assistant operator integration", "sessions review", True),
    "report_session": (f"{SIDES} operator integration", "sessions review", True),
    "withdraw_session_report": (f"{SIDES} operator integration", "sessions review", True),
    "submit_reflection": (SIDES, "sessions review closed partnership", True),
    "answer_check_in": (SIDES, "sessions review partnership", True),
    "submit_review": (SIDES, "review", True),
    "pause": (f"{SIDES} operator", RUNNING, True),
    "resume": (f"{SIDES} operator", RUNNING, True),
    "extend": (f"{SIDES} operator", "sessions", False),
    "end": (f"{SIDES} operator", f"{RUNNING} partnership", True),
    "annul": ("operator", RUNNING, True),
    "reopen": ("operator", "closed partnership", True),
    "settle_item": ("operator", f"{RUNNING} closed partnership", True),
    "session_completed": ("integration operator", "sessions review", True),
    "session_missed": ("integration operator", "sessions review", True),
    "person_left": ("integration operator", f"{RUNNING} closed partnership", True),
    "person_changed": ("integration operator", f"{RUNNING} closed partnership", True),
    "mail_bounced": ("integration operator", f"{RUNNING} closed partnership", True),
}
FIELDS: dict[str, dict[str, Any]] = {
    "submit_expectations": EXPECTATIONS,
    "accept_agreement": {"version": "0" * 16},
    "accept_plan": {"version": 1},
    "book_session": {"session_id": "s-1", "starts_at": "2027-03-10T10:00Z"},
    "cancel_session": {"session_id": "s-1"},
    "report_session": {"session_id": "s-1", "outcome": "held"},
    "withdraw_session_report": {"session_id": "s-1"},
    "submit_reflection": {"session_id": "s-1", "topic": "ai", "rating": 3},
    "answer_check_in": {"check_in": "did_you_meet", "answer": "not_met"},
    "submit_review": REVIEW,
    "extend": {"weeks": 4},
    "end": {"reason": "time"},
    "settle_item": {"item_id": "i-1-0"},
    "session_completed": {"session_id": "s-1", "held_at": "2027-03-01T09:00Z"},
    "session_missed": {"session_id": "s-1", "absent": "mentor"},
    "person_left": {"person_id": "p-junior"},
    "person_changed": {"person_id": "p-junior"},
    "mail_bounced": {"notice_id": "none"},
}
STAGES = [*Stage]


def say(story: Story, name: str, by: Role | None = None) -> Story:
    """A message with valid content, from a role that may send it."""
    speaker = by or Role(TABLE[name][0].split()[0])
    return story.when(MESSAGES[name], speaker, **FIELDS.get(name, {}))


def does_not_fit(story: Story) -> bool:
    """Refused because of the stage."""
    return any("does not fit the stage" in problem.problem for problem in story.problems)


def test_the_table_names_every_message() -> None:
    """The table of this test names every message."""
    assert list(TABLE) == list(MESSAGES)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("name", TABLE)
def test_a_message_is_taken_in_its_stages_and_in_no_other(name: str, stage: Stage) -> None:
    """A message in a wrong stage is refused with the stages that fit it, and with what fits now."""
    said = say(given(stage), name)
    assert does_not_fit(said) == (stage.value not in TABLE[name][1].split())
    for problem in said.problems:
        if "does not fit" in problem.problem:
            assert problem.allowed is not None
            assert TABLE[name][1].split()[0] in problem.allowed


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", TABLE)
def test_a_message_is_taken_from_its_roles_and_from_no_other(name: str, role: Role) -> None:
    """A message is accepted from its roles only; the assistant neither confirms nor signs (case
    49)."""
    stage = Stage(TABLE[name][1].split()[0])
    said = say(given(stage), name, role)
    refused = any(problem.problem == f"{role} may not do this" for problem in said.problems)
    assert refused == (role.value not in TABLE[name][0].split())


@pytest.mark.parametrize("name", [name for name in TABLE if TABLE[name][1].split()[0] in RUNNING])
def test_a_pause_shuts_out_what_can_wait(name: str) -> None:
    """During a pause reports, answers and ways out are accepted, and what can wait is refused."""
    paused = given(Stage(TABLE[name][1].split()[0])).when(MESSAGES["pause"], MENTOR)
    said = say(paused, name)
    shut_out = any(problem.problem == "the pairing is paused" for problem in said.problems)
    assert shut_out == (not TABLE[name][2])


@pytest.mark.parametrize("stage", STAGES)
def test_what_fits_is_named_by_the_same_table(stage: Stage) -> None:
    """A refusal names what could be said instead, by the table that refused."""
    expected = [name for name, (_, stages, _) in TABLE.items() if stage.value in stages.split()]
    assert list(fitting(given(stage).state)) == expected


@pytest.mark.parametrize("name", TABLE)
def test_a_message_for_another_pairing_is_refused(name: str) -> None:
    """A message for another pairing is refused in any stage, with the pairing it should name."""
    story = given(Stage.SESSIONS)
    speaker = Role(TABLE[name][0].split()[0])
    fields = {"pairing_id": "c-9-9"} | FIELDS.get(name, {})
    said = story.when(MESSAGES[name], speaker, **fields)
    assert [problem.allowed for problem in said.problems if problem.path == "pairing_id"] == [
        "c-1-1"
    ]


def test_everything_that_is_wrong_is_named_at_once() -> None:
    """A wrong pairing, a wrong role and a wrong stage are all named in one refusal."""
    fields = {"pairing_id": "c-9-9", "weeks": 4}
    given().when(MESSAGES["extend"], INTEGRATION, **fields).refused("pairing_id", "acting", "")


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("name", TABLE)
def test_the_same_message_again_changes_nothing(name: str, stage: Stage) -> None:
    """The same message again gets its recorded receipt, even if it would now be refused."""
    said = say(given(stage), name)
    if not said.events:
        return
    again = said.when(
        MESSAGES[name],
        Role(TABLE[name][0].split()[0]),
        message_id=said.state.receipts[-1].message_id,
        **FIELDS.get(name, {}),
    )
    assert (again.state, again.events, again.receipt) == (said.state, (), said.receipt)


def test_the_id_of_another_message_is_refused() -> None:
    """A message with the id of another message is refused, not answered with its receipt."""
    said = say(given(Stage.SESSIONS), "pause")
    used = said.state.receipts[-1].message_id
    said.when(MESSAGES["resume"], OPERATOR, message_id=used).refused("message_id")


def test_expectations_may_name_any_channel() -> None:
    """Expectations may name every channel of the closed list."""
    for channel in Channel:
        fields = EXPECTATIONS | {"channel": channel}
        assert (
            given(Stage.EXPECTATIONS).when(MESSAGES["submit_expectations"], MENTOR, **fields).events
        )
