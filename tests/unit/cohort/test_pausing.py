"""What a pause and a return mean to pairings, people and deadlines."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.cohort.commands import RecordInstructionCarriedOut
from domain.cohort.events import (
    CohortEndingBegun,
    CohortPaused,
    CohortResumed,
    InstructionCarriedOut,
    InstructionGiven,
    PairingStarted,
)
from domain.cohort.vocabulary import CohortEndReason, InstructionKind
from domain.cohort.work import instruction_to_carry_out, pairings_to_start, question_to_match
from domain.engine.errors import NotAllowed
from domain.pairing.vocabulary import EndReason, Stage
from domain.telling.kinds import ItemKind, NoticeKind
from tests.unit.cohort.story import CohortStory, row, running

DONE = EndReason.PROGRAMME_ENDED


def test_case_54_a_pause_reaches_every_pairing_and_tells_everybody_once() -> None:
    """A cohort's pause is one instruction, and one mail per person, however many pairings
    they have."""
    story = running("anna+bert", "anna+dora")
    story.looked(row(1, Stage.SESSIONS))
    story.pause(date(2027, 2, 1))
    instruction = story.one(InstructionGiven).instruction
    assert (instruction.kind, instruction.return_on) == (InstructionKind.PAUSE, date(2027, 2, 1))
    assert [notice.to for notice in story.notices] == ["anna", "bert", "dora"]
    assert {notice.kind for notice in story.notices} == {NoticeKind.COHORT_PAUSED}


def test_only_people_in_running_pairings_are_told() -> None:
    """Only people in running pairings get a mail about the cohort's pause."""
    story = running("anna+bert", "carl+dora")
    story.looked(row(1, Stage.CLOSED, DONE))
    story.pause()
    assert [notice.to for notice in story.notices] == ["carl", "dora"]


def test_deadlines_stand_still_during_a_pause() -> None:
    """After a cohort's pause, every deadline has as much time left as before (case 35)."""
    story = CohortStory(confirm=True)
    story.matched("anna+bert")
    due = {deadline.kind: deadline.due for deadline in story.state.deadlines}
    story.days(1)
    story.pause()
    assert story.days(20) == []
    story.resume()
    assert {
        deadline.kind: deadline.due - due[deadline.kind] for deadline in story.state.deadlines
    } == dict.fromkeys(due, timedelta(days=20))


def test_what_is_armed_during_a_pause_keeps_its_full_length() -> None:
    """A proposal that arrives in the middle of a pause has all its days left after it."""
    story = CohortStory(confirm=True)
    story.pause()
    story.days(10)
    story.matched("anna+bert")
    story.days(10)
    story.resume()
    story.days(3)
    assert story.notices == []
    story.days(2)
    assert [notice.kind for notice in story.notices] == [NoticeKind.MATCHES_REMINDER]


def test_nothing_is_started_or_matched_during_a_pause() -> None:
    """A paused cohort matches and invites no one, and catches up afterwards."""
    story = CohortStory(confirm=True)
    story.matched("anna+bert")
    story.pause()
    story.confirm("all")
    story.add("carl")
    assert pairings_to_start(story.state) == ()
    assert question_to_match(story.state) is None
    story.resume()
    assert len(pairings_to_start(story.state)) == 1
    assert question_to_match(story.state) is not None


def test_a_pairing_that_starts_during_a_pause_is_paused() -> None:
    """What was under way when the pause began pauses as well, with the same date of return."""
    story = CohortStory()
    story.matched("anna+bert")
    story.pause(date(2027, 2, 1))
    story.started(1)
    instruction = story.one(InstructionGiven).instruction
    assert (instruction.kind, instruction.return_on) == (InstructionKind.PAUSE, date(2027, 2, 1))


def test_the_date_of_return_ends_the_pause() -> None:
    """On the morning of the date of return a cohort resumes, and tells everyone once."""
    story = running("anna+bert")
    story.pause(date(2027, 2, 1))
    story.days(60)
    assert story.one(CohortResumed).by is None
    assert story.one(InstructionGiven).instruction.kind is InstructionKind.RESUME
    assert [notice.kind for notice in story.notices] == [NoticeKind.COHORT_RESUMED] * 2
    assert story.state.pause is None


def test_case_34_a_pause_without_a_date_is_asked_about() -> None:
    """Owners are asked about a pause without a date after 4, 8 and 12 weeks."""
    story = running("anna+bert")
    story.pause()
    story.days(28)
    assert story.items == [ItemKind.STILL_PAUSED]
    story.resume()
    assert story.items == []


def test_the_longest_pause_ends_the_cohort() -> None:
    """A cohort's endless pause ends the cohort, a day before its pairings would end themselves."""
    story = running("anna+bert")
    story.pause()
    story.told()
    story.days(26 * 7 - 1)
    assert story.one(CohortEndingBegun).reason is CohortEndReason.PAUSE_EXPIRED
    assert story.one(InstructionGiven).instruction.reason is EndReason.PROGRAMME_ENDED
    assert story.items == []


def test_a_late_date_of_return_is_kept() -> None:
    """The last allowed date of return really ends the pause."""
    story = running("anna+bert")
    story.pause(date(2027, 7, 5))
    story.days(200)
    assert story.one(CohortResumed).by is None
    assert story.state.ending is None


@pytest.mark.parametrize("day", [date(2027, 1, 4), date(2027, 7, 6)])
def test_a_date_of_return_that_is_not_possible_is_refused(day: date) -> None:
    """Today and later than the longest pause are no dates of return; the answer says which are."""
    story = running("anna+bert")
    with pytest.raises(NotAllowed, match="after today, up to 2027-07-05"):
        story.pause(day)


def test_a_paused_cohort_cannot_be_paused_again() -> None:
    """A second pause is refused; resuming twice changes nothing."""
    story = running("anna+bert")
    story.pause()
    with pytest.raises(NotAllowed, match="resume it first"):
        story.pause()
    story.resume()
    assert story.resume() == []


def test_a_paused_cohort_can_be_ended() -> None:
    """An end during a pause is an end; the pause's own deadlines are gone."""
    story = running("anna+bert")
    story.pause(date(2027, 2, 1))
    story.told()
    story.end()
    story.told()
    story.days(40)
    assert story.all(CohortResumed) == []


def test_instructions_are_carried_out_one_after_the_other() -> None:
    """A pause and a return that follow quickly reach the pairings in this order."""
    story = running("anna+bert")
    story.pause()
    story.resume()
    kinds = []
    while instruction := instruction_to_carry_out(story.state):
        kinds.append(instruction.kind)
        story.told()
    assert kinds == [InstructionKind.PAUSE, InstructionKind.RESUME]


def test_an_instruction_is_carried_out_once() -> None:
    """An instruction that is carried out twice counts once; a look at the pairings follows."""
    story = running("anna+bert")
    story.pause()
    instruction = story.one(InstructionGiven).instruction
    story.told()
    assert story.one(InstructionCarriedOut).instruction_id == instruction.id
    assert story.state.progress_wanted
    assert story.do(RecordInstructionCarriedOut(instruction_id=instruction.id)) == []


def test_started_and_paused_events_name_what_happened() -> None:
    """Every pairing that starts, and the pause itself, is an event of its own."""
    story = CohortStory()
    story.matched("anna+bert", "carl+dora")
    assert [type(event) for event in story.started(1, 2)] == [PairingStarted, PairingStarted]
    story.pause()
    assert story.one(CohortPaused).return_on is None


def test_a_return_on_a_day_off_waits_for_the_next_working_day() -> None:
    """A pause that ends on a day off is over on the next working day."""
    story = running("anna+bert")
    story.pause(date(2027, 1, 30))
    story.until(datetime(2027, 2, 1, 8, tzinfo=UTC))
    assert story.state.pause is not None
    story.until(datetime(2027, 2, 1, 9, tzinfo=UTC))
    assert story.one(CohortResumed).by is None


def test_the_longest_pause_ends_on_a_working_day() -> None:
    """A pause that began on a Monday ends at the latest on the Friday before 26 weeks are over."""
    story = running("anna+bert")
    story.pause()
    story.days(200)
    assert story.one(CohortEndingBegun).occurred_at.date() == date(2027, 7, 2)
