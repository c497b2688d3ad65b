"""The details of a pairing or cohort that HR reads in the Temporal UI."""

from cli import show_words
from domain.cohort.details import cohort_details
from domain.cohort.vocabulary import CohortDeadlineKind
from domain.engine.words import events_in_words
from domain.pairing.commands import AnswerCheckIn, End
from domain.pairing.details import pairing_details
from domain.pairing.search_values import search_values
from domain.pairing.vocabulary import CheckIn, CheckInAnswer, DeadlineKind, EndReason, Stage
from domain.programme.search_attributes import SearchAttribute
from domain.telling.kinds import ItemKind
from tests.unit.cohort.story import ONGOING, CohortStory, row, running, waiting
from tests.unit.pairing.story import MENTEE, MENTOR, Story, ongoing
from tests.unit.pairing.ways import given, held, reviewed


def details(story: Story) -> str:
    """The text of the tab *User Metadata*."""
    return pairing_details(story.state, namespace=None)


def test_an_ongoing_pairing_tells_when_it_looks_back_next() -> None:
    """An ongoing pairing shows its next review where others show their end."""
    assert ", ongoing, next review on Mon 26 Apr 2027 ·" in details(
        given(Stage.SESSIONS, **ongoing(8))
    )
    assert ", ongoing ·" in details(given(Stage.ASSESSMENT, **ongoing(8)))
    assert ", until Mon 30 Aug 2027 ·" in details(given(Stage.SESSIONS))


def test_after_the_end_nothing_is_ongoing_or_planned() -> None:
    """After the end only sessions that took place are listed, and partners are called so."""
    story = held(given(Stage.SESSIONS, **ongoing()))
    assert "|planned" in details(story)
    story = story.when(End, MENTEE, reason=EndReason.OBJECTIVES_REACHED)
    partners = details(reviewed(story, partnership=True))
    assert "learning partners" in partners
    assert "· 1 session held · ended: objectives reached" in partners
    assert "|held" in partners
    assert not any(word in partners for word in ("ongoing", "planned", "until"))


def of_cohort(story: CohortStory) -> str:
    """The text of the tab *User Metadata*."""
    return cohort_details(story.state, namespace=None)


def test_a_cohort_that_is_over_looks_for_nobody_any_more() -> None:
    """A closed cohort no longer lists people without a partner."""
    story = running("anna+bert", term=ONGOING)
    story.add("carl")
    story.matched(waiting=[waiting("carl")])
    assert "Without a partner" in of_cohort(story)
    assert " ongoing · 0 sessions held" in of_cohort(story)
    story.looked(row(1, Stage.CLOSED, EndReason.OBJECTIVES_REACHED, sessions_held=1))
    story.on(CohortDeadlineKind.MATCHING_OVER)
    closed = of_cohort(story)
    assert "### Closed" in closed
    assert "Without a partner" not in closed
    assert "ongoing" not in closed
    assert " · 1 session held" in closed


def test_what_was_said_in_confidence_is_not_shown() -> None:
    """A confidential item is shown as “in confidence”, never by its kind."""
    story = held(given(Stage.SESSIONS)).on(DeadlineKind.JUNIOR_CHECK_IN)
    answer = {"check_in": CheckIn.JUNIOR, "answer": CheckInAnswer.END_WITHOUT_NAMING_ME}
    asked = story.when(AnswerCheckIn, MENTOR, **answer)
    assert search_values(asked.state)[SearchAttribute.ATTENTION] == ("in_confidence",)
    assert "In confidence" in details(asked)
    assert "naming" not in details(asked)


def test_a_cohort_does_not_show_it_either() -> None:
    """The Temporal UI and `eyelevel show` of a cohort show a confidential item only as such."""
    story = running("anna+bert", term=ONGOING)
    items = (ItemKind.MENTOR_WANTS_OUT, ItemKind.SILENT_PAIR, ItemKind.SILENT_PAIR)
    story.looked(row(1, Stage.SESSIONS, items=items))
    assert "`pairing-c-001`: in confidence, silent pair" in of_cohort(story)
    assert "|in confidence, silent pair" in show_words.of_cohort(story.state, answers=())
    assert "wants out" not in show_words.of_cohort(story.state, answers=())


def test_links_lead_to_pages_of_the_namespace() -> None:
    """Ids with characters that mean something in an address or in Markdown break no link."""
    story = given(Stage.SESSIONS)
    page = f"/namespaces/hr%20%28north%29/workflows/cohort-{story.state.setup.cohort_id}"
    assert f"[Cohort]({page})" in pairing_details(story.state, namespace="hr (north)")


def test_what_is_recorded_is_told_in_one_line() -> None:
    """An append is summed up in one line that names each type of event once."""
    story = given(Stage.ASSESSMENT)
    said = events_in_words((*story.records[:1], *story.records[:1], story.records[1]))
    assert said == "opened (2), notice issued"
