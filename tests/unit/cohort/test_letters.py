"""What the letters of a cohort tell, and what its pairings are given to begin with."""

from datetime import date
from typing import TypeVar

import pytest

from domain.cohort.commands import ResumeCohort
from domain.cohort.decider import COHORT_DECIDER
from domain.cohort.letters import letter
from domain.cohort.overview import CohortFigures, ItemCount, StageCount, figures
from domain.cohort.state import CohortState
from domain.cohort.work import pairings_to_start, terms_of
from domain.engine.roles import Role
from domain.matching import WaitingCause
from domain.pairing.vocabulary import EndReason, Stage
from domain.programme.request import HardRule
from domain.programme.revision import REVISION
from domain.telling.bodies import CohortEndBody, CohortPauseBody, ItemBody, ProposalsBody
from domain.telling.body import Body
from domain.telling.kinds import ItemKind, NoticeKind
from domain.telling.letters import LetterIncomplete
from tests.unit.cohort.story import CohortStory, row, running, waiting

B = TypeVar("B", bound=Body)


def bodies(story: CohortStory, kind: type[B]) -> list[B]:
    """What the letters of everything that was told in the last step tell."""
    found = [letter(story.state, notice, story.now).body for notice in story.notices]
    return [body for body in found if isinstance(body, kind)]


def test_the_lead_sees_every_proposed_pair_with_its_reasons() -> None:
    """A letter that asks for confirmation names the pairs and why they fit."""
    story = CohortStory(confirm=True)
    story.matched("anna+bert", "carl+dora")
    (notice,) = story.notices
    written = letter(story.state, notice, story.now)
    assert (written.stream, written.lead, notice.to) == ("cohort-c", "p-lead", "p-lead")
    (told,) = bodies(story, ProposalsBody)
    assert [(line.mentor, line.mentee, line.reasons) for line in told.pairs] == [
        ("anna", "bert", ("fits",)),
        ("carl", "dora", ("fits",)),
    ]


def test_a_reminder_names_only_what_is_left() -> None:
    """A reminder names only the pairs that are still to be confirmed."""
    story = CohortStory(confirm=True)
    story.matched("anna+bert", "carl+dora")
    story.confirm(accept=["anna+bert"])
    story.days(6)
    assert [notice.kind for notice in story.notices] == [NoticeKind.MATCHES_REMINDER]
    (told,) = bodies(story, ProposalsBody)
    assert [line.mentor for line in told.pairs] == ["carl"]


def test_pairs_that_have_all_been_confirmed_are_no_letter() -> None:
    """If all pairs are confirmed by then, the mail that asks to confirm them is not written."""
    story = CohortStory(confirm=True)
    story.matched("anna+bert")
    (asked,) = story.notices
    story.confirm("all")
    with pytest.raises(LetterIncomplete, match="a pair to confirm"):
        letter(story.state, asked, story.now)


def test_a_letter_about_an_item_says_which() -> None:
    """A letter about an item tells the owners what to do."""
    story = CohortStory()
    story.matched(waiting=[waiting("dora", WaitingCause.NOBODY_FITS)])
    (told,) = bodies(story, ItemBody)
    assert (told.item.kind, told.item.pair) == (ItemKind.NOBODY_FITS, None)


def test_a_letter_about_a_pause_says_until_when() -> None:
    """A letter about a cohort's pause tells everyone when it ends, if that is known."""
    story = running("anna+bert")
    story.pause(date(2027, 2, 1))
    assert [body.return_on for body in bodies(story, CohortPauseBody)] == [date(2027, 2, 1)] * 2
    story.resume()
    story.pause()
    assert [body.return_on for body in bodies(story, CohortPauseBody)] == [None, None]


def test_a_letter_about_the_end_says_the_day() -> None:
    """A letter about the end of a cohort tells everyone the day."""
    story = running("anna+bert")
    story.days(3)
    story.end()
    assert [body.ends_on for body in bodies(story, CohortEndBody)] == [date(2027, 1, 7)] * 2


def test_case_59_a_pairing_begins_under_the_rules_of_its_day() -> None:
    """A new pairing begins under the rules of its day: relaxed rules, waivers and predecessor
    included."""
    story = running("anna+bert")
    story.relax(HardRule.AGE_GAP)
    story.matched()
    story.looked(row(1, Stage.CLOSED, EndReason.DECLINED, mentee_said=False))
    story.matched("anna+dora")
    (entry,) = pairings_to_start(story.state)
    terms = terms_of(story.state, entry)
    assert (terms.pairing_id, terms.cohort_id, terms.predecessor) == ("c-002", "c", "c-001")
    assert (terms.mentor, terms.mentee, terms.reasons) == ("anna", "dora", ("fits",))
    assert [waiver.rule for waiver in terms.policy.relaxed] == [HardRule.AGE_GAP]


def test_the_figures_add_up() -> None:
    """The figures of a cohort count pairings by stage, sessions, people who wait, and all items."""
    story = running("anna+bert", "carl+dora", "emil+fine", "gabi+hans")
    story.looked(
        row(1, Stage.SESSIONS, sessions_planned=6, sessions_held=2, sessions_missed=1),
        row(2, Stage.SESSIONS, sessions_planned=6, items=(ItemKind.SILENT_PAIR,), paused=True),
        row(3, Stage.CLOSED, EndReason.DECLINED, mentee_said=False, sessions_planned=6),
    )
    story.matched(waiting=[waiting("emil")])
    assert figures(story.state) == CohortFigures(
        stages=(
            StageCount(stage=Stage.INVITED, count=1),
            StageCount(stage=Stage.SESSIONS, count=2),
            StageCount(stage=Stage.CLOSED, count=1),
        ),
        to_confirm=0,
        to_start=0,
        not_started=0,
        paused=1,
        sessions_planned=12,
        sessions_held=2,
        sessions_missed=1,
        briefed=0,
        to_brief=0,
        mentors_waiting=0,
        mentees_waiting=1,
        items=(
            ItemCount(kind=ItemKind.SILENT_PAIR, count=1),
            ItemCount(kind=ItemKind.NOBODY_FITS, count=1),
        ),
    )


def test_the_state_survives_its_way_through_json() -> None:
    """A cohort goes on from its own JSON as if nothing had happened."""
    story = running("anna+bert", confirm=True)
    story.pause(date(2027, 2, 1))
    again = CohortState.model_validate_json(story.state.model_dump_json())
    assert again == story.state
    resume = ResumeCohort(message_id="m", acting=Role.OPERATOR, cohort_id="c")
    assert COHORT_DECIDER.handle(again, resume, story.now, REVISION) == COHORT_DECIDER.handle(
        story.state, resume, story.now, REVISION
    )
