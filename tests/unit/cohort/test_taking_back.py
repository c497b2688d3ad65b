"""What a cohort no longer means is taken back before it is sent, for everybody who was told."""

from domain.cohort.vocabulary import CohortStage
from domain.telling.desk import NOTICES_KEPT
from domain.telling.kinds import NoticeKind
from tests.unit.cohort.story import CohortStory, running

Kind = NoticeKind


def issued(story: CohortStory, kind: NoticeKind) -> list[str]:
    """The ids of the notices of this kind that the last step issued."""
    return [notice.id for notice in story.notices if notice.kind is kind]


def gone(story: CohortStory) -> list[str]:
    """The ids of what the last step takes back."""
    return [*story.bag.taken_back]


def test_a_pause_that_is_over_is_not_told_any_more() -> None:
    """When the cohort resumes, mails about the pause that still wait are taken back."""
    story = running("anna+bert")
    story.pause()
    paused = issued(story, Kind.COHORT_PAUSED)
    assert gone(story) == []
    story.resume()
    assert gone(story) == paused
    resumed = issued(story, Kind.COHORT_RESUMED)
    story.pause()
    assert gone(story) == resumed


def test_everybody_in_a_large_cohort_is_spared_the_mail() -> None:
    """The state remembers forty notices; what is taken back is taken back for all people."""
    story = running(*(f"anna{number}+bert{number}" for number in range(NOTICES_KEPT)))
    story.pause()
    paused = issued(story, Kind.COHORT_PAUSED)
    assert len(paused) == 2 * NOTICES_KEPT
    story.resume()
    assert sorted(gone(story)) == sorted(paused)


def test_an_end_overtakes_a_pause_but_is_told_itself() -> None:
    """When the cohort ends, the pause and its end are no longer told, and the end always is."""
    story = running("anna+bert")
    story.pause()
    paused = issued(story, Kind.COHORT_PAUSED)
    story.end()
    ended = issued(story, Kind.COHORT_ENDED)
    assert gone(story) == paused
    story.days(60)
    assert story.stage() is CohortStage.CLOSED
    assert not set(ended).intersection(gone(story))


def test_a_question_about_pairs_that_are_confirmed_is_taken_back() -> None:
    """Once all pairs are confirmed, the question about them is not sent any more."""
    story = CohortStory(confirm=True)
    story.matched("anna+bert", "carl+dora")
    question = issued(story, Kind.MATCHES_TO_CONFIRM)
    story.confirm(["anna+bert"])
    assert gone(story) == []
    story.confirm("all")
    assert gone(story) == question


def test_a_reminder_names_all_pairs_and_overtakes_the_question() -> None:
    """The reminder about the same pairs replaces the question that could not be sent for days."""
    story = CohortStory(confirm=True)
    story.matched("anna+bert")
    question = issued(story, Kind.MATCHES_TO_CONFIRM)
    story.days(6)
    assert issued(story, Kind.MATCHES_REMINDER)
    assert gone(story) == question


def test_an_item_that_is_settled_is_not_told_any_more() -> None:
    """The owner does not read of something to do that is done."""
    story = CohortStory(confirm=True)
    story.matched("anna+bert")
    story.days(10)
    opened = [notice.id for notice in story.on_their_way if notice.item]
    story.confirm("all")
    assert opened
    assert set(opened) <= set(gone(story))
