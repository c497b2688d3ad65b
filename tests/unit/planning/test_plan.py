"""Action plans: drawn up, continued, amended."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.engine.errors import NotAllowed
from domain.planning.curriculum import Competence, LearningGoals, grounds, topics_for
from domain.planning.plan import (
    PlanAmendment,
    PlanBasis,
    amend,
    continue_plan,
    draw_up,
)
from domain.planning.questions import FocusQuestion, PlanGround, ReflectionQuestion, in_words
from domain.programme.calendar import WorkingCalendar
from domain.programme.ids import TopicId
from domain.programme.people import Locale
from domain.programme.session_rules import SessionPattern

AI = TopicId("ai")
START = date(2026, 9, 1)
CALENDAR = WorkingCalendar(time_zone="Europe/Berlin", days_off=(date(2026, 12, 25),))


def goals(
    mentor: dict[str, int],
    mentee: dict[str, int] | None = None,
    *,
    objectives: tuple[str, ...] = (),
    unsure: dict[str, int] | None = None,
    sure: dict[str, int] | None = None,
    experience: tuple[tuple[str, ...], tuple[str, ...]] = ((), ()),
) -> LearningGoals:
    """The goals of two people; ``experience``: the experience of mentor and mentee."""
    return LearningGoals(
        mentor=Competence(knowledge=mentor, confidence=sure or {}, experience=experience[0]),
        mentee=Competence(
            knowledge=mentee or {}, confidence=unsure or {}, experience=experience[1]
        ),
        agreed=tuple(mentor),
        objectives=objectives,
    )


def basis(
    learning: LearningGoals | None = None, *, weeks: int | None = 26, count: int = 6
) -> PlanBasis:
    """A basis with everything that a test does not care about."""
    return PlanBasis(
        goals=learning or goals({"ai": 5, "video": 3}, {"ai": 1}),
        pattern=SessionPattern(count=count),
        first_day=START,
        end=START + timedelta(weeks=weeks) if weeks else None,
        calendar=CALENDAR,
    )


def topics(learning: LearningGoals, count: int = 6) -> list[str]:
    """The topics of a plan, session by session."""
    return [session.topic for session in draw_up(basis(learning, weeks=None, count=count)).sessions]


def test_sessions_are_numbered_and_dated_in_order() -> None:
    """Six sessions, four weeks apart, from s-1 to s-6."""
    plan = draw_up(basis())
    assert [session.session_id for session in plan.sessions] == [f"s-{n}" for n in range(1, 7)]
    assert [session.on for session in plan.sessions] == [
        START + timedelta(days=28 * n) for n in range(6)
    ]
    assert plan.version == 1


def test_the_topic_with_the_largest_useful_gap_comes_first() -> None:
    """The topic in which the mentee can learn most comes before the one the mentor knows best."""
    assert topics(goals({"ai": 5, "video": 4}, {"ai": 4, "video": 0}))[0] == "video"


def test_what_the_mentee_chose_comes_before_larger_gaps() -> None:
    """Topics that the mentee chose come before larger gaps."""
    assert topics(goals({"ai": 5, "video": 2}, objectives=("video",)))[0] == "video"


def test_of_equal_gaps_the_one_where_the_mentee_is_less_sure_comes_first() -> None:
    """Of equal gaps the topic comes first where the mentee is less sure, then the mentor surer."""
    learning = goals({"ai": 3, "video": 3}, unsure={"ai": 4, "video": 1})
    assert topics(learning)[0] == "video"
    learning = goals({"ai": 3, "video": 3}, sure={"ai": 1, "video": 4})
    assert topics(learning)[0] == "video"


def test_of_equal_gaps_the_mentors_experience_decides() -> None:
    """Among equal gaps, the mentor's experience counts before confidence."""
    levels = {"ai-tools": 3, "data-literacy": 3}
    sure = {"ai-tools": 5, "data-literacy": 1}
    assert topics(goals(levels, sure=sure))[0] == "ai-tools"
    assert topics(goals(levels, sure=sure, experience=(("Data",), ())))[0] == "data-literacy"
    assert topics(goals(levels, sure=sure, experience=(("tools.data",), ())))[0] == "ai-tools"
    more = goals(levels | {"ai-tools": 4}, experience=(("data",), ()))
    assert topics(more)[0] == "ai-tools"


def test_a_mentee_with_experience_of_a_topic_need_not_discover_it() -> None:
    """A mentee with experience of a topic skips its first step, however little they say they
    know."""
    learning = goals({"ai": 5}, experience=((), ("ai",)))
    assert draw_up(basis(learning)).sessions[0].focus is FocusQuestion.TRY_OUT


def test_different_experience_is_where_the_two_begin_to_reflect() -> None:
    """Different experience of the two decides which reflection question comes first; none is left
    out."""
    learning = goals({"ai": 5}, experience=(("campaigns",), ("plant",)))
    asked = [
        session.reflection for session in draw_up(basis(learning, weeks=None, count=10)).sessions
    ]
    assert asked[0] is ReflectionQuestion.EXPERIENCE
    assert sorted(asked) == sorted(ReflectionQuestion)
    same = goals({"ai": 5}, experience=(("sales",), ("sales",)))
    assert draw_up(basis(same)) == draw_up(basis(goals({"ai": 5})))


def test_a_session_says_why_it_is_as_it_is() -> None:
    """Each session names its grounds: wishes, knowledge, and the experience of each side."""
    learning = goals({"ai": 5, "law": 1}, objectives=("ai",), experience=(("ai",), ("ai", "law")))
    assert grounds(learning, AI, ReflectionQuestion.EXPERIENCE) == tuple(PlanGround)
    assert grounds(learning, TopicId("law"), ReflectionQuestion.RANK) == (
        PlanGround.KNOWLEDGE,
        PlanGround.MENTEE_EXPERIENCE,
    )
    same = goals({"ai": 5}, {"ai": 5}, experience=(("sales",), ("sales",)))
    assert grounds(same, AI, ReflectionQuestion.EXPERIENCE) == ()


def test_a_topic_in_which_the_mentor_knows_no_more_is_left_out() -> None:
    """A topic in which the mentor knows no more is left out, if others are left."""
    assert set(topics(goals({"ai": 5, "video": 1}, {"video": 3}))) == {"ai"}
    assert set(topics(goals({"video": 1}, {"video": 3}))) == {"video"}


def test_every_topic_gets_a_session_and_larger_gaps_get_more() -> None:
    """Every topic gets a session, and larger gaps get more: six sessions for gaps of 5, 2 and 1."""
    assert topics(goals({"ai": 5, "video": 2, "chat": 1})) == ["ai"] * 4 + ["video", "chat"]


def test_what_the_mentee_did_not_choose_gets_one_session_at_first() -> None:
    """A topic that the mentee did not choose gets one session at first, however large its gap."""
    learning = goals({"ai": 5, "video": 2}, objectives=("video",))
    assert topics(learning) == ["video"] * 4 + ["ai"] * 2
    assert topics(learning, count=3) == ["video"] * 2 + ["ai"]


def test_with_more_topics_than_sessions_the_best_ones_are_taken() -> None:
    """With three topics and two sessions, the two best topics are taken."""
    assert topics(goals({"chat": 1, "ai": 5, "video": 2}), count=2) == ["ai", "video"]


def test_a_topic_goes_from_discovering_to_teaching_back() -> None:
    """Six sessions about one topic take all six steps."""
    sessions = draw_up(basis(goals({"ai": 5}))).sessions
    assert [session.focus for session in sessions] == list(FocusQuestion)


def test_whoever_knows_a_topic_already_need_not_discover_it() -> None:
    """A mentee who already knows a topic begins it with its second step."""
    sessions = draw_up(basis(goals({"ai": 5}, {"ai": 3}))).sessions
    assert sessions[0].focus is FocusQuestion.TRY_OUT


def test_every_session_has_another_reflection_question() -> None:
    """Sessions have different reflection questions as long as there are enough of them."""
    asked = [session.reflection for session in draw_up(basis()).sessions]
    assert len(set(asked)) == len(asked)


def test_a_short_term_has_fewer_sessions() -> None:
    """A term of nine weeks has room for three sessions, where the pattern asks for six."""
    assert len(draw_up(basis()).sessions) == 6
    assert len(draw_up(basis(weeks=9)).sessions) == 3


def test_an_ongoing_plan_goes_on_where_it_ended() -> None:
    """The next block of an ongoing plan is numbered on, one cadence later, without first steps."""
    first = draw_up(basis(goals({"ai": 5}), weeks=None))
    plan = continue_plan(first, basis(goals({"ai": 5}), weeks=None))
    assert plan.sessions[:6] == first.sessions
    assert plan.version == 2
    assert [session.session_id for session in plan.sessions[6:]] == [f"s-{n}" for n in range(7, 13)]
    assert plan.sessions[6].on - plan.sessions[5].on == timedelta(days=28)
    assert FocusQuestion.DISCOVER not in [session.focus for session in plan.sessions[6:]]


def test_a_topic_that_had_less_than_its_share_makes_up_for_it() -> None:
    """A topic that had less than its share of sessions makes up for it in the next block."""
    learning = goals({"ai": 4, "video": 4})
    assert topics_for(learning, 4, had=[AI] * 4) == ["video"] * 4


def test_an_amended_session_gets_its_topic_and_day() -> None:
    """An amended session gets its topic, day and a fitting focus; the version grows, all else
    stays."""
    plan = draw_up(basis())
    wish = PlanAmendment(session_id="s-1", topic="video", on=date(2026, 9, 3))
    amended = amend(plan, [wish], basis())
    assert amended.version == 2
    assert amended.sessions[0].topic == "video"
    assert amended.sessions[0].on == date(2026, 9, 3)
    assert amended.sessions[1:] == plan.sessions[1:]


def test_the_focus_of_an_amended_session_fits_its_new_topic() -> None:
    """A session amended to a known topic gets a focus that fits, not “discover”."""
    plan = draw_up(basis())
    amended = amend(plan, [PlanAmendment(session_id="s-5", topic="ai")], basis())
    assert (plan.sessions[4].topic, plan.sessions[4].focus) == ("video", FocusQuestion.DISCOVER)
    assert (amended.sessions[4].topic, amended.sessions[4].focus) == (
        "ai",
        FocusQuestion.TEACH_BACK,
    )


def test_every_problem_of_an_amendment_is_told_at_once() -> None:
    """Unknown session and topic, a day off, a day after the term and no change are all named at
    once."""
    wishes = [
        PlanAmendment(session_id="s-9", on=date(2026, 9, 3)),
        PlanAmendment(session_id="s-1", topic="cooking", on=date(2026, 9, 5)),
        PlanAmendment(session_id="s-2"),
        PlanAmendment(session_id="s-6", on=date(2027, 6, 1)),
        PlanAmendment(session_id="s-6", on=date(2026, 8, 3)),
    ]
    with pytest.raises(NotAllowed) as refused:
        amend(draw_up(basis()), wishes, basis())
    told = [(problem.path, problem.problem) for problem in refused.value.problems]
    assert told[:7] == [
        ("amendments[0].session_id", "no such session in the plan"),
        ("amendments[1].topic", "is not a topic of the agreement"),
        ("amendments[1].on", "is not a working day"),
        ("amendments[2]", "changes nothing"),
        ("amendments[3].on", "lies after the term"),
        ("amendments[4].session_id", "is named twice"),
        ("amendments[4].on", "is too early"),
    ]


@pytest.mark.parametrize("weekend", [(4, 5), (5, 6)])
def test_the_last_day_there_is_is_too_far_away(weekend: tuple[int, int]) -> None:
    """An amendment to the last day there is names the limit, even if no working day follows."""
    ongoing = basis(weeks=None)
    kept = ongoing.model_copy(
        update={"calendar": WorkingCalendar(time_zone="UTC", weekend=weekend)}
    )
    with pytest.raises(NotAllowed) as refused:
        amend(draw_up(kept), [PlanAmendment(session_id="s-6", on=date.max)], kept)
    (problem,) = refused.value.problems
    assert (problem.path, problem.problem) == ("amendments[0].on", "is too far away")
    assert problem.allowed == "up to 2036-09-08"


def test_amendments_may_swap_days_but_not_the_order() -> None:
    """An amendment may not move a session past the next one; the refusal names the day."""
    plan = draw_up(basis())
    with pytest.raises(NotAllowed) as refused:
        amend(plan, [PlanAmendment(session_id="s-1", on=date(2026, 10, 1))], basis())
    assert [str(problem) for problem in refused.value.problems] == [
        "amendments[0].on: must lie before session s-2 (allowed: before 2026-09-29)"
    ]


def test_no_amendment_is_no_amendment() -> None:
    """An amendment without any change is a mistake of the sender, not a new version."""
    with pytest.raises(NotAllowed, match="nothing would change"):
        amend(draw_up(basis()), [], basis())


LEVELS = st.dictionaries(st.sampled_from(["a", "b", "c", "d", "e"]), st.integers(0, 5))


@given(LEVELS, LEVELS, st.permutations(["a", "b", "c"]), st.integers(1, 20))
def test_every_plan_is_complete(
    mentor: dict[str, int], mentee: dict[str, int], objectives: list[str], count: int
) -> None:
    """In every plan each session has an agreed topic, useful ones first."""
    learning = LearningGoals(
        mentor=Competence(knowledge=mentor, confidence={}),
        mentee=Competence(knowledge=mentee, confidence={}),
        agreed=("a", "b", "c"),
        objectives=tuple(objectives[:2]),
    )
    chosen = topics(learning, count)
    useful = {topic for topic in learning.agreed if learning.gap(topic) > 0}
    assert len(chosen) == count
    assert set(chosen) <= (useful or set(learning.agreed))
    assert len(set(chosen)) == min(len(useful or learning.agreed), len(chosen))


@pytest.mark.parametrize("locale", Locale)
def test_every_question_has_words_in_every_language(locale: Locale) -> None:
    """Every question of the plan has a text in every language, and no two read the same."""
    questions = [*FocusQuestion, *ReflectionQuestion]
    assert len({in_words(ground, locale) for ground in PlanGround}) == len(PlanGround)
    texts = {in_words(question, locale) for question in questions}
    assert len(texts) == len(questions)
    assert all(text.endswith(("?", ".")) for text in texts)
