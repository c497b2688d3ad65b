"""What HR reads of a pairing and a cohort in the Temporal UI, where it is easily misread."""

from cli import show_words
from domain.cohort.details import cohort_details
from domain.engine.words import events_in_words
from domain.pairing.commands import AnswerCheckIn, End
from domain.pairing.details import pairing_details
from domain.pairing.search_values import search_values
from domain.pairing.vocabulary import CheckIn, CheckInAnswer, DeadlineKind, EndReason, Stage
from domain.programme.search_attributes import SearchAttribute
from domain.telling.items import ItemKind
from tests.unit.cohort.life import ONGOING, Life, row, running, waiting
from tests.unit.pairing.story import MENTEE, MENTOR, Story, ongoing
from tests.unit.pairing.ways import given, held, reviewed


def letter(story: Story) -> str:
    """As the tab *User Metadata* shows it."""
    return pairing_details(story.state, namespace=None)


def test_an_ongoing_pairing_tells_when_it_looks_back_next() -> None:
    """It has no other end to look forward to."""
    assert ", ongoing, next review on Mon 26 Apr 2027 ·" in letter(
        given(Stage.SESSIONS, **ongoing(8))
    )
    assert ", ongoing ·" in letter(given(Stage.ASSESSMENT, **ongoing(8)))
    assert ", until Mon 30 Aug 2027 ·" in letter(given(Stage.SESSIONS))


def test_behind_the_end_nothing_is_ongoing_or_planned() -> None:
    """Only what took place is listed, and partners are called what they are."""
    story = held(given(Stage.SESSIONS, **ongoing()))
    assert "|planned" in letter(story)
    story = story.when(End, MENTEE, reason=EndReason.OBJECTIVES_REACHED)
    partners = letter(reviewed(story, partnership=True))
    assert "learning partners" in partners
    assert "· 1 session held · ended: objectives reached" in partners
    assert "|held" in partners
    assert not any(word in partners for word in ("ongoing", "planned", "until"))


def cohort_letter(life: Life) -> str:
    """As the tab *User Metadata* shows it."""
    return cohort_details(life.state, namespace=None)


def test_a_cohort_that_is_over_looks_for_nobody_any_more() -> None:
    """Who had no partner is of interest as long as one can be found."""
    life = running("anna+bert", term=ONGOING)
    life.add("carl")
    life.matched(waiting=[waiting("carl")])
    assert "Without a partner" in cohort_letter(life)
    assert " ongoing · 0 sessions held" in cohort_letter(life)
    life.looked(row(1, Stage.CLOSED, EndReason.OBJECTIVES_REACHED, sessions_held=1))
    closed = cohort_letter(life)
    assert "### Closed" in closed
    assert "Without a partner" not in closed
    assert "ongoing" not in closed
    assert " · 1 session held" in closed


def test_what_was_said_in_confidence_is_not_shown() -> None:
    """Whoever may look into the Temporal UI learns that there is something, and not what."""
    story = held(given(Stage.SESSIONS)).on(DeadlineKind.JUNIOR_CHECK_IN)
    answer = {"check_in": CheckIn.JUNIOR, "answer": CheckInAnswer.END_WITHOUT_NAMING_ME}
    asked = story.when(AnswerCheckIn, MENTOR, **answer)
    assert search_values(asked.state)[SearchAttribute.ATTENTION] == ("in_confidence",)
    assert "In confidence" in letter(asked)
    assert "naming" not in letter(asked)


def test_nor_is_it_where_a_cohort_lists_its_pairings() -> None:
    """The Temporal UI and `eyelevel show` name a confidential item alike: as in confidence."""
    life = running("anna+bert", term=ONGOING)
    items = (ItemKind.MENTOR_WANTS_OUT, ItemKind.SILENT_PAIR, ItemKind.SILENT_PAIR)
    life.looked(row(1, Stage.SESSIONS, items=items))
    assert "`pairing-c-001`: in confidence, silent pair" in cohort_letter(life)
    assert "|in confidence, silent pair" in show_words.of_cohort(life.state)
    assert "wants out" not in show_words.of_cohort(life.state)


def test_links_lead_to_pages_of_the_namespace() -> None:
    """A name that means something in an address or in Markdown does not break the link."""
    story = given(Stage.SESSIONS)
    page = f"/namespaces/hr%20%28north%29/workflows/cohort-{story.state.setup.cohort_id}"
    assert f"[Cohort]({page})" in pairing_details(story.state, namespace="hr (north)")


def test_what_is_recorded_is_told_in_one_line() -> None:
    """The Temporal UI shows beside an append which events it writes, each type once."""
    story = given(Stage.ASSESSMENT)
    said = events_in_words((*story.records[:1], *story.records[:1], story.records[1]))
    assert said == "opened (2), notice issued"
