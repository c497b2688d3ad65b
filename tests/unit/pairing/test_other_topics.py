"""Two who agree on something else while their sessions go on (case 15)."""

from typing import Any

from domain.pairing.commands import (
    AcceptAgreement,
    AcceptPlan,
    PausePairing,
    SubmitExpectations,
    SubmitReview,
)
from domain.pairing.events.preparation import (
    AgreementAccepted,
    AgreementDrafted,
    ExpectationsSubmitted,
    PlanAccepted,
    PlanAdapted,
)
from domain.pairing.letters import letter
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import DeadlineKind, Stage
from domain.telling.bodies import AgreementBody, PlanBody
from domain.telling.kinds import NoticeKind
from tests.unit.pairing.story import BOTH, MENTEE, MENTOR, Story, day
from tests.unit.pairing.ways import EXPECTATIONS, REVIEW, booked, given, held, on_hold

DATA: dict[str, Any] = EXPECTATIONS | {"topics": ("data",)}
CHANGED = (NoticeKind.AGREEMENT_CHANGED, BOTH)


def going_on() -> Story:
    """One session was held, the next one has a date, four are left."""
    return booked(held(given(Stage.SESSIONS)), 2, on=28)


def wished(story: Story, by: Any = MENTEE, **wishes: Any) -> Story:
    """One of the two would like another topic."""
    return story.when(SubmitExpectations, by, **DATA | wishes)


def accepted(story: Story, *sides: Any) -> Story:
    """They accept what is proposed."""
    for side in sides:
        version = proposed(story.state)
        story = story.when(AcceptAgreement, side, version=version)
    return story


def proposed(state: PairingState) -> str:
    """The version that waits for both."""
    return state.preparation.proposed.version if state.preparation.proposed else ""


def planned(story: Story) -> list[str]:
    """The topics of the plan."""
    return [line.topic for line in story.state.plan.sessions] if story.state.plan else []


def test_case_15_both_agree_on_other_topics_while_sessions_go_on() -> None:
    """While sessions go on one asks for another topic: both get the new version with its number,
    and once both have accepted it, what is neither held nor booked has the new topics."""
    story = wished(going_on()).then(ExpectationsSubmitted, AgreementDrafted)
    story = story.enters(Stage.SESSIONS).tells(CHANGED)
    before = story.state.preparation.agreement
    body = letter(story.state, story.notices[0], story.now).body
    assert isinstance(body, AgreementBody)
    assert (body.meanwhile, body.version) == (True, proposed(story.state))
    assert (len(body.topics), body.sessions) == (2, 6)
    assert story.notices[0].until == story.due(DeadlineKind.REVIEW_DUE).due
    story = accepted(story, MENTEE).then(AgreementAccepted).tells()
    assert story.state.preparation.agreement == before
    assert planned(story) == ["ai"] * 6
    story = accepted(story, MENTOR).then(AgreementAccepted, PlanAdapted)
    story = story.enters(Stage.SESSIONS).tells((NoticeKind.PLAN_CHANGED, BOTH))
    assert story.state.preparation.agreement
    assert story.state.preparation.agreement.topics == ("data", "ai")
    assert story.state.preparation.proposed is None
    assert planned(story)[:2] == ["ai", "ai"]
    assert planned(story)[2:] == ["data"] * 4
    assert story.state.sessions == going_on().state.sessions
    plan = letter(story.state, story.notices[0], story.now).body
    assert isinstance(plan, PlanBody)
    assert plan.version == 2
    story.when(AcceptPlan, MENTEE, version=2).then(PlanAccepted)


def test_case_15_a_topic_that_nobody_wants_any_more_is_planned_no_more() -> None:
    """Both want another topic instead of the present one: what is booked keeps its topic, and
    nothing else of it is to come."""
    story = wished(wished(going_on()), MENTOR).then(ExpectationsSubmitted, AgreementDrafted)
    story = accepted(story, MENTOR, MENTEE)
    assert planned(story) == ["ai", "ai", "data", "data", "data", "data"]


def test_case_15_sessions_wait_for_no_answer_and_nothing_ends_without_one() -> None:
    """Another version that nobody accepts moves no deadline, and ends nothing: they go on by what
    they agreed on, and plan by it."""
    before = going_on()
    story = wished(before)
    assert story.state.deadlines == before.state.deadlines
    story.when(
        AcceptPlan, MENTEE, version=1, amendments=({"session_id": "s-3", "topic": "data"},)
    ).refused("amendments[0].topic")
    story.until(day(150)).enters(Stage.SESSIONS)


def test_case_15_who_thinks_better_of_it_takes_the_wish_back() -> None:
    """A side that asks for what is agreed already takes its wish back; then there is nothing to
    accept, and a third wish takes the place of the second."""
    story = wished(going_on())
    version = proposed(story.state)
    back = wished(story, topics=("ai",)).then(ExpectationsSubmitted, AgreementDrafted).tells()
    assert back.state.preparation.proposed is None
    assert back.state.preparation.agreement_accepted.missing == ()
    back.when(AcceptAgreement, MENTOR, version=version).refused("version")
    other = wished(accepted(story, MENTOR), cadence_days=14)
    assert other.state.preparation.agreement_accepted.missing == BOTH
    wished(story).then(ExpectationsSubmitted)


def test_case_15_another_rhythm_leaves_the_plan_as_it_was_amended() -> None:
    """An agreement on something else than topics changes no topic of the plan, and holds from then
    on."""
    wide = accepted(wished(going_on()), MENTOR, MENTEE)
    swap = {"session_id": "s-6", "topic": "ai"}
    amended = wide.when(AcceptPlan, MENTEE, version=2, amendments=(swap,))
    story = accepted(wished(amended, cadence_days=14, notice_hours=48), MENTOR)
    story = accepted(story, MENTEE).then(AgreementAccepted).tells()
    assert planned(story) == planned(amended)
    assert story.state.preparation.agreement
    assert story.state.preparation.agreement.notice_hours == 48


def test_case_15_a_pause_is_a_good_time_to_think_and_a_hold_is_not() -> None:
    """During a pause the two may agree on other topics; on hold, and when they look back, not."""
    story = wished(going_on().when(PausePairing, MENTOR).at(day(3))).tells(CHANGED)
    assert story.notices[0].until == day(182 + 3)
    accepted(story, MENTOR, MENTEE).then(AgreementAccepted, PlanAdapted)
    wished(on_hold()).refused("")
    wished(given(Stage.REVIEW)).refused("")


def test_case_15_the_review_asks_about_the_topics_that_were_agreed_last() -> None:
    """After another agreement the closing review asks about its topics, and a wish that is still
    open then has come too late."""
    story = wished(accepted(wished(wished(going_on()), MENTOR), MENTOR, MENTEE), cadence_days=14)
    review = story.on(DeadlineKind.REVIEW_DUE).enters(Stage.REVIEW)
    review.when(SubmitReview, MENTOR, **REVIEW).refused("confidence.data")
    review.when(AcceptAgreement, MENTOR, version=proposed(review.state)).refused("")
