"""What HR reads of a pairing and a cohort in the Temporal UI, where it is easily misread."""

from domain.pairing.commands import AnswerCheckIn, End
from domain.pairing.vocabulary import CheckIn, CheckInAnswer, DeadlineKind, EndReason, Stage
from domain.programme.search_attributes import SearchAttribute
from tests.unit.cohort.life import ONGOING, Life, row, running, waiting
from tests.unit.pairing.story import MENTEE, MENTOR, Story, ongoing
from tests.unit.pairing.ways import given, held, reviewed
from workflows import cohort_view
from workflows.pairing_view import details, search_values


def letter(story: Story) -> str:
    """As the tab *User Metadata* shows it."""
    return details(story.state, namespace=None)


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
    return cohort_view.details(life.state, namespace=None)


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
