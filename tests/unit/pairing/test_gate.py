"""Who may say what, and when: a table to be read, checked against what happens."""

import pytest

from domain.engine.roles import Role
from domain.pairing.commands import MESSAGES
from domain.pairing.gate import fitting
from domain.pairing.vocabulary import Channel, Stage
from tests.unit.pairing.messages import FIELDS, RUNNING, TABLE
from tests.unit.pairing.story import INTEGRATION, MENTOR, OPERATOR, Story
from tests.unit.pairing.ways import EXPECTATIONS, given

STAGES = [*Stage]


def say(story: Story, name: str, by: Role | None = None) -> Story:
    """A message with valid content, from a role that may send it."""
    speaker = by or Role(TABLE[name][0].split()[0])
    return story.when(MESSAGES[name], speaker, **FIELDS.get(name, {}))


def does_not_fit(story: Story) -> bool:
    """Refused because of the stage."""
    return any("does not fit the stage" in problem.problem for problem in story.problems)


def test_the_table_names_every_message() -> None:
    """The table that the tests read names every message."""
    assert list(TABLE) == list(MESSAGES)


@pytest.mark.parametrize("name", MESSAGES)
def test_the_table_has_an_example_of_every_message(name: str) -> None:
    """The content that the tests know for a message is content that it takes."""
    required = {"message_id": "m-1", "acting": "operator", "pairing_id": "c-1-1"}
    said = MESSAGES[name].model_validate(required | FIELDS.get(name, {}))
    assert said.name == name


@pytest.mark.parametrize("name", TABLE)
def test_a_message_is_taken_in_its_stages_and_in_no_other(name: str) -> None:
    """A message in a wrong stage is refused with the stages that fit it, and with what fits now."""
    for stage in STAGES:
        said = say(given(stage), name)
        assert does_not_fit(said) == (stage.value not in TABLE[name][1].split()), stage
        for problem in said.problems:
            if "does not fit" in problem.problem:
                assert problem.allowed is not None
                assert TABLE[name][1].split()[0] in problem.allowed


@pytest.mark.parametrize("name", TABLE)
def test_a_message_is_taken_from_its_roles_and_from_no_other(name: str) -> None:
    """A message is accepted from its roles only; the assistant neither confirms nor signs (case
    49)."""
    stage = Stage(TABLE[name][1].split()[0])
    for role in Role:
        said = say(given(stage), name, role)
        refused = any(problem.problem == f"{role} may not do this" for problem in said.problems)
        assert refused == (role.value not in TABLE[name][0].split()), role


@pytest.mark.parametrize("name", [name for name in TABLE if TABLE[name][1].split()[0] in RUNNING])
def test_a_pause_shuts_out_what_can_wait(name: str) -> None:
    """During a pause reports, answers and ways out are accepted, and what can wait is refused."""
    paused = given(Stage(TABLE[name][1].split()[0])).when(MESSAGES["pause"], MENTOR)
    said = say(paused, name)
    shut_out = any(problem.problem == "the pairing is paused" for problem in said.problems)
    assert shut_out == (not TABLE[name][2])


@pytest.mark.parametrize("stage", STAGES)
def test_what_fits_is_named_by_the_same_table(stage: Stage) -> None:
    """A refusal names what could be said instead, by the table that refused; nothing that only the
    engine says."""
    expected = [
        name
        for name, (roles, stages, _) in TABLE.items()
        if stage.value in stages.split() and roles != "engine"
    ]
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


@pytest.mark.parametrize("name", TABLE)
def test_the_same_message_again_changes_nothing(name: str) -> None:
    """The same message again gets its recorded receipt, even if it would now be refused."""
    for said in (say(given(stage), name) for stage in STAGES):
        if not said.events:
            continue
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
