"""The waiting list of a cohort: who has waited for how long, and hears of it."""

from datetime import timedelta

from domain.cohort.vocabulary import CohortDeadlineKind
from domain.matching import WaitingCause
from domain.pairing.vocabulary import EndReason, Stage
from domain.programme.people import Side
from domain.telling.bodies import WaitingBody
from domain.telling.kinds import NoticeKind
from tests.unit.cohort.story import CohortStory, asked, row, running, waiting

Kind = CohortDeadlineKind


def told(story: CohortStory) -> list[tuple[NoticeKind, str]]:
    """Who was told what in the last step."""
    return [(notice.kind, notice.to) for notice in story.notices]


def who_waits(*people: str) -> CohortStory:
    """A cohort with one pair and a waiting list."""
    story = CohortStory()
    story.matched("anna+bert", waiting=[waiting(person) for person in people])
    story.started(1)
    return story


def test_case_03_who_waits_is_told_so_and_once_a_month_that_they_still_do() -> None:
    """A person on the waiting list is told of it on the next day, and every 30 days after that."""
    story = who_waits("dora")
    story.on(Kind.WAITING_NEWS)
    assert told(story) == [(NoticeKind.WAITING_LIST, "dora")]
    (letter,) = story.bag.letters
    assert letter.letter.body == WaitingBody(position=1)
    story.matched(waiting=[waiting("dora")])
    for _ in range(2):
        before = story.now
        story.on(Kind.WAITING_NEWS)
        assert timedelta(days=29) < story.now - before < timedelta(days=33)
        assert told(story) == [(NoticeKind.STILL_WAITING, "dora")]
        story.matched(waiting=[waiting("dora")])


def test_case_03_whoever_gets_a_partner_in_time_is_not_told_to_wait() -> None:
    """A word about waiting that was not sent yet is taken back when there is a partner."""
    story = who_waits("dora")
    story.on(Kind.WAITING_NEWS)
    (notice,) = story.notices
    story.matched("anna+dora")
    assert notice.id in story.bag.taken_back
    assert Kind.WAITING_NEWS not in [line.kind for line in story.state.deadlines]


def test_case_32_who_is_on_leave_hears_nothing_and_is_considered_again() -> None:
    """A person without a partner who is on leave is not told to wait; once a month the question is
    asked again, as of that day, and back at work they are told for the first time."""
    story = CohortStory()
    story.matched("anna+bert", waiting=[waiting("dora", WaitingCause.ABSENT)])
    story.started(1)
    for _ in range(2):
        story.on(Kind.WAITING_NEWS)
        assert told(story) == []
        presence = asked(story).presence
        assert presence.first_day == story.now.date()
        assert presence.until == presence.first_day + timedelta(weeks=8)
        story.matched(waiting=[waiting("dora", WaitingCause.ABSENT)])
    story.on(Kind.WAITING_NEWS)
    story.matched(waiting=[waiting("dora")])
    story.on(Kind.WAITING_NEWS)
    assert told(story) == [(NoticeKind.WAITING_LIST, "dora")]


def test_case_03_who_takes_no_pairing_at_present_hears_nothing() -> None:
    """A person to whom the roster gives no capacity does not wait, and is not told so."""
    story = CohortStory()
    story.matched("anna+bert", waiting=[waiting("dora", WaitingCause.NO_CAPACITY)])
    assert Kind.WAITING_NEWS not in [line.kind for line in story.state.deadlines]


def test_case_03_the_weeks_of_waiting_go_into_the_question() -> None:
    """Matching is told how many whole weeks each person has waited, the longest first."""
    story = who_waits("dora")
    story.days(10)
    story.add("emil")
    story.matched(waiting=[waiting("emil"), waiting("dora")])
    story.days(12)
    story.add("fine")
    waited = [(one.person, one.side, one.weeks) for one in asked(story).waited]
    assert waited == [("dora", Side.MENTEE, 3), ("emil", Side.MENTEE, 1)]


def test_case_03_places_that_others_made_are_offered_to_who_waits() -> None:
    """With each word to those who wait they are matched anew: the roster may have changed."""
    story = who_waits("dora")
    story.on(Kind.WAITING_NEWS)
    assert asked(story).candidates == ("anna", "bert", "dora")


def test_case_08_who_had_a_partner_elsewhere_is_considered_with_the_next_question() -> None:
    """A person whose partner is in another cohort does not wait and hears nothing, and is a
    candidate whenever those who wait are matched anew, within a month at the latest."""
    story = CohortStory()
    story.matched("anna+bert", waiting=[waiting("dora")], elsewhere=["emma"])
    story.started(1)
    assert "emma" not in [one.person for one in story.state.matching.waiting]
    for _ in range(2):
        before = story.now
        story.on(Kind.WAITING_NEWS)
        assert story.now - before < timedelta(days=33)
        assert "emma" not in dict(told(story)).values()
        assert "emma" in (asked(story).candidates or ())
        story.matched(waiting=[waiting("dora")])


def test_case_03_those_who_waited_in_vain_are_told_at_the_end() -> None:
    """When nobody is matched any more, those without a partner are told, and wait no more."""
    story = who_waits("dora")
    story.on(Kind.MATCHING_OVER)
    assert told(story) == [(NoticeKind.WAITING_OVER, "dora")]
    assert story.state.matching.waiting == ()


def test_case_54_those_who_wait_hear_of_the_cohorts_pause_and_end() -> None:
    """A pause and an end of the cohort are told to those on its waiting list, too."""
    story = who_waits("dora")
    story.pause()
    assert (NoticeKind.COHORT_PAUSED, "dora") in told(story)
    story.end()
    assert (NoticeKind.COHORT_ENDED, "dora") in told(story)


def test_who_does_not_answer_is_asked_again() -> None:
    """The question about another partner is repeated every 30 days until matching is over."""
    story = running("anna+bert", "carl+dora")
    story.looked(row(1, Stage.CLOSED, EndReason.TIME, left_behind=("mentee",)))
    assert told(story) == [(NoticeKind.ANOTHER_PARTNER, "bert")]
    story.on(Kind.WAITING_NEWS)
    assert told(story) == [(NoticeKind.ANOTHER_PARTNER, "bert")]
