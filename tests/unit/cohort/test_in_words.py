"""The history of a cohort in words."""

from hypothesis import given
from hypothesis import strategies as st

from domain.history import cohort_history
from domain.programme.request import HardRule
from tests.properties import examples
from tests.unit.cohort.story import CohortStory, running
from tests.unit.cohort.test_any_cohort import after, all_deeds, terms
from tests.unit.streams import stored


def words(story: CohortStory) -> list[str]:
    """What the last step came to."""
    lines = [line.words for line in cohort_history(stored(story.records, stream="cohort-c"))]
    return lines[len(story.records) - len(story.events) :]


def test_pairs_are_counted_and_those_who_do_not_come_about_are_named() -> None:
    """The history counts confirmed pairs and names by their ids those that were rejected."""
    story = CohortStory(confirm=True)
    story.matched("anna+bert", "carl+dora")
    assert words(story)[0] == "2 pairs proposed in round 1; 0 without a partner"
    story.confirm(["anna+bert"], reject=["carl+dora"])
    said = words(story)
    assert "1 pair confirmed by the operator" in said
    assert "1 pair rejected by the operator: carl with dora" in said


def test_a_started_pairing_is_named_as_temporal_names_it() -> None:
    """A started pairing is named by its workflow id, so that it can be copied into a command."""
    story = CohortStory(confirm=False)
    story.matched("anna+bert")
    assert words(story)[1] == "1 pair confirmed, as the cohort file says"
    story.started(1)
    assert words(story)[0] == "pairing-c-001 is started: anna with bert"


def test_an_instruction_says_what_the_pairings_are_to_do() -> None:
    """An instruction is told in words when it is given and when it is carried out."""
    story = running("anna+bert", "carl+dora")
    story.pause()
    said = words(story)
    assert said[0] == "Paused by the operator, without a date of return"
    assert "2 pairings shall pause" in said
    story.told()
    assert words(story)[0] == "All of them were told to pause"


def test_a_rule_is_named_and_its_reason_is_not_repeated() -> None:
    """A relaxed rule is named, and its reason, a person's own words, is not repeated."""
    story = running("anna+bert")
    story.relax(HardRule.AGE_GAP)
    assert words(story)[0] == "The rule “age gap” is set aside by the operator"


@given(terms, st.booleans(), all_deeds)
@examples(30)
def test_any_cohort_can_be_told(
    term: dict[str, object], confirm: bool, deeds: list[tuple[str, int]]
) -> None:
    """Every event of any random cohort can be told in one line."""
    story = after(term, confirm, deeds).story
    lines = list(cohort_history(stored(story.records, stream="cohort-c")))
    assert len(lines) == len(story.records)
    assert all(line.words and "\n" not in line.words for line in lines)
