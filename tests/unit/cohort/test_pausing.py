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
from domain.telling.items import ItemKind
from domain.telling.notices import NoticeKind
from tests.unit.cohort.life import Life, row, running

DONE = EndReason.PROGRAMME_ENDED


def test_a_pause_reaches_every_pairing_and_tells_everybody_once() -> None:
    """A cohort's pause sends one order, and one mail per person, however many pairings they have
    (case 54)."""
    life = running("anna+bert", "anna+dora")
    life.looked(row(1, Stage.SESSIONS))
    life.pause(date(2027, 2, 1))
    instruction = life.one(InstructionGiven).instruction
    assert (instruction.kind, instruction.return_on) == (InstructionKind.PAUSE, date(2027, 2, 1))
    assert [notice.to for notice in life.notices] == ["anna", "bert", "dora"]
    assert {notice.kind for notice in life.notices} == {NoticeKind.COHORT_PAUSED}


def test_only_people_in_running_pairings_are_told() -> None:
    """Only people in running pairings get a mail about the cohort's pause."""
    life = running("anna+bert", "carl+dora")
    life.looked(row(1, Stage.CLOSED, DONE))
    life.pause()
    assert [notice.to for notice in life.notices] == ["carl", "dora"]


def test_deadlines_stand_still_during_a_pause() -> None:
    """After the pause every deadline has as much time left as before (case 35)."""
    life = Life(confirm=True)
    life.matched("anna+bert")
    due = {deadline.kind: deadline.due for deadline in life.state.deadlines}
    life.days(1)
    life.pause()
    assert life.days(20) == []
    life.resume()
    assert {
        deadline.kind: deadline.due - due[deadline.kind] for deadline in life.state.deadlines
    } == dict.fromkeys(due, timedelta(days=20))


def test_what_is_armed_during_a_pause_keeps_its_full_length() -> None:
    """A proposal that arrives in the middle of a pause has all its days left after it."""
    life = Life(confirm=True)
    life.pause()
    life.days(10)
    life.matched("anna+bert")
    life.days(10)
    life.resume()
    life.days(3)
    assert life.notices == []
    life.days(2)
    assert [notice.kind for notice in life.notices] == [NoticeKind.MATCHES_REMINDER]


def test_nothing_is_started_or_matched_during_a_pause() -> None:
    """A paused cohort matches and invites no one, and catches up afterwards."""
    life = Life(confirm=True)
    life.matched("anna+bert")
    life.pause()
    life.confirm("all")
    life.add("carl")
    assert pairings_to_start(life.state) == ()
    assert question_to_match(life.state) is None
    life.resume()
    assert len(pairings_to_start(life.state)) == 1
    assert question_to_match(life.state) is not None


def test_a_pairing_that_starts_during_a_pause_is_paused() -> None:
    """What was under way when the pause began pauses as well, with the same date of return."""
    life = Life()
    life.matched("anna+bert")
    life.pause(date(2027, 2, 1))
    life.started(1)
    instruction = life.one(InstructionGiven).instruction
    assert (instruction.kind, instruction.return_on) == (InstructionKind.PAUSE, date(2027, 2, 1))


def test_the_date_of_return_ends_the_pause() -> None:
    """On the morning of the date everybody goes on, and is told once."""
    life = running("anna+bert")
    life.pause(date(2027, 2, 1))
    life.days(60)
    assert life.one(CohortResumed).by is None
    assert life.one(InstructionGiven).instruction.kind is InstructionKind.RESUME
    assert [notice.kind for notice in life.notices] == [NoticeKind.COHORT_RESUMED] * 2
    assert life.state.pause is None


def test_a_pause_without_a_date_is_asked_about() -> None:
    """The owners are asked after 4, 8 and 12 weeks; resuming settles the item (case 34)."""
    life = running("anna+bert")
    life.pause()
    life.days(28)
    assert life.items == [ItemKind.STILL_PAUSED]
    life.resume()
    assert life.items == []


def test_the_longest_pause_ends_the_cohort() -> None:
    """A cohort's endless pause ends the cohort, a day before its pairings would end themselves."""
    life = running("anna+bert")
    life.pause()
    life.told()
    life.days(26 * 7 - 1)
    assert life.one(CohortEndingBegun).reason is CohortEndReason.PAUSE_EXPIRED
    assert life.one(InstructionGiven).instruction.reason is EndReason.PROGRAMME_ENDED
    assert life.items == []


def test_a_late_date_of_return_is_kept() -> None:
    """The last allowed date of return really ends the pause."""
    life = running("anna+bert")
    life.pause(date(2027, 7, 5))
    life.days(200)
    assert life.one(CohortResumed).by is None
    assert life.state.ending is None


@pytest.mark.parametrize("day", [date(2027, 1, 4), date(2027, 7, 6)])
def test_a_date_of_return_that_is_not_possible_is_refused(day: date) -> None:
    """Today and later than the longest pause are no dates of return; the answer says which are."""
    life = running("anna+bert")
    with pytest.raises(NotAllowed, match="after today, up to 2027-07-05"):
        life.pause(day)


def test_a_paused_cohort_cannot_be_paused_again() -> None:
    """A second pause is refused; resuming twice changes nothing."""
    life = running("anna+bert")
    life.pause()
    with pytest.raises(NotAllowed, match="resume it first"):
        life.pause()
    life.resume()
    assert life.resume() == []


def test_a_paused_cohort_can_be_ended() -> None:
    """An end during a pause is an end; the pause's own deadlines are gone."""
    life = running("anna+bert")
    life.pause(date(2027, 2, 1))
    life.told()
    life.end()
    life.told()
    life.days(40)
    assert life.all(CohortResumed) == []


def test_orders_are_carried_out_one_after_the_other() -> None:
    """A pause and a return that follow quickly reach the pairings in this order."""
    life = running("anna+bert")
    life.pause()
    life.resume()
    kinds = []
    while instruction := instruction_to_carry_out(life.state):
        kinds.append(instruction.kind)
        life.told()
    assert kinds == [InstructionKind.PAUSE, InstructionKind.RESUME]


def test_an_order_is_carried_out_once() -> None:
    """An order that is carried out twice counts once; a look at the pairings follows."""
    life = running("anna+bert")
    life.pause()
    instruction = life.one(InstructionGiven).instruction
    life.told()
    assert life.one(InstructionCarriedOut).instruction_id == instruction.id
    assert life.state.progress_wanted
    assert life.do(RecordInstructionCarriedOut(instruction_id=instruction.id)) == []


def test_started_and_paused_events_name_what_happened() -> None:
    """Every pairing that starts, and the pause itself, is an event of its own."""
    life = Life()
    life.matched("anna+bert", "carl+dora")
    assert [type(event) for event in life.started(1, 2)] == [PairingStarted, PairingStarted]
    life.pause()
    assert life.one(CohortPaused).return_on is None


def test_a_return_on_a_day_off_waits_for_the_next_working_day() -> None:
    """A pause that ends on a day off is over on the next working day."""
    life = running("anna+bert")
    life.pause(date(2027, 1, 30))
    life.until(datetime(2027, 2, 1, 8, tzinfo=UTC))
    assert life.state.pause is not None
    life.until(datetime(2027, 2, 1, 9, tzinfo=UTC))
    assert life.one(CohortResumed).by is None


def test_the_longest_pause_ends_on_a_working_day() -> None:
    """A pause from a Monday on, 26 weeks less a day, ends on the Friday before."""
    life = running("anna+bert")
    life.pause()
    life.days(200)
    assert life.one(CohortEndingBegun).occurred_at.date() == date(2027, 7, 2)
