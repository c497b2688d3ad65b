"""Days of a known leave, and after a known last day, are neither proposed nor planned."""

from datetime import date, datetime, time

import pytest

from domain.pairing.commands import AcceptPlan, BookSession, ReportSession, SubmitReview
from domain.pairing.facts import PersonAway, PersonLeft
from domain.pairing.vocabulary import DeadlineKind, SessionOutcome, Stage
from domain.planning.plan import PlanAmendment
from domain.programme.people import Side
from domain.telling.bodies import AgreementBody, NewDateBody
from domain.telling.kinds import NoticeKind
from tests.unit.pairing.letters import told
from tests.unit.pairing.story import MENTEE, MENTOR, Story, day, ongoing
from tests.unit.pairing.ways import REVIEW, agreed, booked, given, held, held_in_a_row, planned


def away(story: Story, first: float, last: float | None, person: str = "p-junior") -> Story:
    """It becomes known that somebody is away on these days."""
    until = None if last is None else day(last).date()
    return story.when(PersonAway, person_id=person, away_from=day(first).date(), away_until=until)


def leaves(story: Story, last: float, person: str = "p-junior") -> Story:
    """It becomes known when somebody leaves."""
    return story.when(PersonLeft, person_id=person, last_day=day(last).date())


def missed(story: Story) -> Story:
    """The second session did not come about."""
    return story.when(ReportSession, MENTEE, session_id="s-2", outcome=SessionOutcome.MENTEE_ABSENT)


def _proposed(story: Story) -> tuple[date, ...]:
    return told(NewDateBody, story, NoticeKind.SESSION_MISSED).dates


def planned_days(story: Story) -> list[int]:
    """The days of the plan, counted from the beginning."""
    assert story.state.plan
    return [(line.on - day(0).date()).days for line in story.state.plan.sessions]


def test_case_32_no_day_of_a_leave_is_proposed() -> None:
    """After a missed session the days that are proposed lie before or after a leave, and each of
    them can be booked."""
    story = booked(held(given(Stage.SESSIONS).at(day(3)), 1), 2, on=9)
    story = missed(away(story, 14, 30).until(day(9, 12)))
    dates = _proposed(story)
    assert len(dates) == 3
    for one in dates:
        starts_at = datetime.combine(one, time(10), tzinfo=day(0).tzinfo)
        assert not story.when(BookSession, MENTEE, session_id="s-2", starts_at=starts_at).problems


def test_case_32_during_a_leave_without_an_end_no_day_is_proposed() -> None:
    """As long as nobody knows when somebody is back, no day after the beginning of the leave is
    proposed."""
    story = booked(held(given(Stage.SESSIONS).at(day(3)), 1), 2, on=9)
    story = missed(away(story, 10, None).until(day(9, 12)))
    assert _proposed(story) == ()


@pytest.mark.parametrize("changes", [{}, ongoing()])
def test_case_32_the_plan_goes_on_behind_a_known_leave(changes: dict[str, object]) -> None:
    """The plan leaves out the days of a leave and keeps the agreed cadence before and after it, as
    the term will be longer by the leave; the agreement tells the same number of sessions."""
    usual = planned_days(agreed(given(Stage.EXPECTATIONS, **changes)))
    story = agreed(away(given(Stage.EXPECTATIONS, **changes), 20, 60))
    before = [number for number in usual if number < 20]
    after = [number + 43 for number in usual if number >= 20]  # until a Monday
    assert planned_days(story) == before + after
    assert told(AgreementBody, story, NoticeKind.AGREEMENT_READY).sessions == len(usual)


def test_case_33_two_leaves_are_both_left_out() -> None:
    """Leaves of both sides that overlap count as one, and none of their days is planned."""
    story = away(given(Stage.EXPECTATIONS), 20, 40)
    story = agreed(away(story, 35, 60, "p-senior"))
    assert not [number for number in planned_days(story) if 20 <= number <= 60]
    assert len(planned_days(story)) == 6


def test_case_36_no_session_is_planned_after_a_known_last_day() -> None:
    """The plan ends with the last day of somebody who leaves, with fewer sessions at the same
    cadence; the agreement tells their number."""
    usual = planned_days(agreed(given(Stage.EXPECTATIONS)))
    story = agreed(leaves(given(Stage.EXPECTATIONS), 90))
    assert planned_days(story) == [number for number in usual if number <= 90]
    assert told(AgreementBody, story, NoticeKind.AGREEMENT_READY).sessions == 4


def test_no_session_is_moved_into_a_leave_or_behind_a_last_day() -> None:
    """An amendment of the plan to a day on which somebody is away, or is gone, is refused."""
    for story, wrong in (
        (agreed(away(given(Stage.EXPECTATIONS), 50, 60)), 52),
        (agreed(leaves(given(Stage.EXPECTATIONS), 90)), 94),
    ):
        plan = story.state.plan
        assert plan
        wish = PlanAmendment(session_id=plan.sessions[-1].session_id, on=day(wrong).date())
        said = story.when(AcceptPlan, MENTEE, version=plan.version, amendments=(wish,))
        assert "amendments[0].on" in [problem.path for problem in said.problems]


def test_case_57_a_certificate_asks_for_what_a_last_day_left_room_for() -> None:
    """If the mentee leaves on day 50, two of the few sessions that were possible earn the mentor
    the certificate, whether the last day was known before the plan or became known later."""
    before = planned(agreed(leaves(given(Stage.EXPECTATIONS), 50, "p-senior")))
    later = leaves(given(Stage.SESSIONS), 50, "p-senior")
    for story in (before, later):
        over = held(held(story.at(day(2)), 1).at(day(30)), 2).until(day(50)).enters(Stage.REVIEW)
        certificate = over.when(SubmitReview, MENTOR, **REVIEW).state.certificates.of(Side.MENTOR)
        assert certificate
        assert certificate.basis.sessions_held == 2


def test_case_57_a_last_day_far_ahead_asks_for_no_less() -> None:
    """A last day after the end of the term changes nothing about what a certificate asks for."""
    story = held_in_a_row(leaves(given(Stage.SESSIONS), 1000), 1, 2).on(DeadlineKind.REVIEW_DUE)
    story = story.when(SubmitReview, MENTOR, **REVIEW)
    assert story.state.certificates.of(Side.MENTOR) is None
