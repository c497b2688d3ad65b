"""A pairing that is stuck is told later what holds by then, and does not hold up the others."""

from domain.cohort.vocabulary import CohortEndReason, InstructionKind
from domain.cohort.work import instruction_to_carry_out
from domain.pairing.vocabulary import EndReason
from domain.telling.kinds import ItemKind
from tests.unit.cohort.story import CohortStory, running

AN_HOUR = 1 / 24


def _paused_without_the_first() -> CohortStory:
    story = running("anna+bert", "carl+dora")
    story.pause()
    story.told(1)
    return story


def test_the_next_instruction_does_not_wait_for_a_pairing_out_of_reach() -> None:
    """The next instruction does not wait for a pairing out of reach, which gets it among the
    others."""
    story = _paused_without_the_first()
    story.resume()
    instruction = instruction_to_carry_out(story.state)
    assert instruction is not None
    assert (instruction.kind, instruction.pairing_ids) == (
        InstructionKind.RESUME,
        ("c-001", "c-002"),
    )
    story.told()
    assert story.state.unreached == ()


def test_who_is_out_of_reach_is_told_again_every_hour() -> None:
    """A pairing out of reach is told again every hour, during a pause as well."""
    story = _paused_without_the_first()
    for _ in range(3):
        assert instruction_to_carry_out(story.state) is None
        story.days(AN_HOUR)
        instruction = instruction_to_carry_out(story.state)
        assert instruction is not None
        assert (instruction.kind, instruction.pairing_ids) == (InstructionKind.PAUSE, ("c-001",))
        story.told(1)
    story.days(AN_HOUR)
    story.told()
    story.days(2 * AN_HOUR)
    assert (story.state.unreached, story.state.instructions) == ((), ())


def test_who_does_not_run_is_told_when_it_runs_again() -> None:
    """A pairing that does not run is tried again once a day, and told as soon as it is found to run
    again."""
    story = _paused_without_the_first()
    story.watched("c-001")
    story.days(AN_HOUR)
    story.told(1)
    story.days(2 * AN_HOUR)
    assert instruction_to_carry_out(story.state) is None
    story.days(1)
    story.told(1)
    story.watched(again=("c-001",))
    instruction = instruction_to_carry_out(story.state)
    assert instruction is not None
    assert (instruction.kind, instruction.pairing_ids) == (InstructionKind.PAUSE, ("c-001",))
    story.told()
    assert (story.state.unreached, story.state.desk.items) == ((), ())


def test_who_runs_again_and_has_missed_nothing_is_told_nothing() -> None:
    """A pairing that did not run for a while, and was told before, is not told again."""
    story = running("anna+bert", "carl+dora")
    story.pause()
    story.told()
    story.watched("c-001")
    story.watched(again=("c-001",))
    assert instruction_to_carry_out(story.state) is None


def test_only_what_holds_by_then_is_told() -> None:
    """A pairing that missed a resume is told of the end instead, if the cohort has ended since."""
    story = _paused_without_the_first()
    story.resume()
    story.told(1)
    story.end(CohortEndReason.OBJECTIVES_REACHED)
    story.told(1)
    story.days(AN_HOUR)
    instruction = instruction_to_carry_out(story.state)
    assert instruction is not None
    assert (instruction.kind, instruction.reason) == (
        InstructionKind.END,
        EndReason.OBJECTIVES_REACHED,
    )
    assert instruction.pairing_ids == ("c-001",)


def test_a_missed_return_is_told_again() -> None:
    """A pairing that missed the cohort's return is told again when it can be reached."""
    story = _paused_without_the_first()
    story.resume()
    story.told(1)
    story.days(AN_HOUR)
    instruction = instruction_to_carry_out(story.state)
    assert instruction is not None
    assert (instruction.kind, instruction.pairing_ids) == (InstructionKind.RESUME, ("c-001",))


def test_the_owners_look_after_who_is_out_of_reach() -> None:
    """A pairing out of reach is one item, however often it is tried, until it was reached."""
    story = _paused_without_the_first()
    story.days(AN_HOUR)
    story.told(1)
    assert [item.kind for item in story.state.desk.items] == [ItemKind.PAIRING_NOT_REACHED]
    story.days(AN_HOUR)
    story.told()
    assert story.state.desk.items == ()
