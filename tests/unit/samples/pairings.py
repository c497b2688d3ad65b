"""Stories of pairings in which everything happens that can happen to one."""

from datetime import date, timedelta

from domain.engine.errors import Problem
from domain.engine.orders import RejectMessage
from domain.engine.roles import Role
from domain.pairing.commands import (
    Accept,
    AcceptPlan,
    AcknowledgeItem,
    AdoptPolicy,
    AnswerCheckIn,
    AnswerSurvey,
    CancelSession,
    ChangeOwners,
    Decline,
    End,
    Extend,
    LiftHold,
    PausePairing,
    PutOnHold,
    RecordRuleCheck,
    Reopen,
    ReportSession,
    ResumePairing,
    SnoozeItem,
    SubmitExpectations,
    SubmitReflection,
    SubmitReview,
    Waive,
    WithdrawSessionReport,
)
from domain.pairing.facts import (
    PeopleBriefed,
    PersonAway,
    PersonBack,
    PersonChanged,
    PersonLeft,
    PersonStays,
)
from domain.pairing.preparation_requests import ConfirmContact, WaiveBriefing
from domain.pairing.vocabulary import (
    CheckIn,
    CheckInAnswer,
    DeadlineKind,
    EndReason,
    HoldReason,
    Stage,
)
from domain.programme.calendar import RecordCalendar, WorkingCalendar
from domain.programme.people import Side
from domain.programme.request import HardRule, RuleWaiver
from domain.programme.running_policy import policy_of
from domain.telling.notices import DeliveryOutcome
from tests.unit.pairing.story import (
    MENTEE,
    MENTOR,
    OPERATOR,
    Story,
    a_setup,
    day,
    ongoing,
    opened,
)
from tests.unit.pairing.ways import (
    EXPECTATIONS,
    FOLLOW_UP,
    HELD,
    MENTEE_ABSENT,
    MENTOR_ABSENT,
    REVIEW,
    agreed,
    all_held,
    assessed,
    booked,
    held,
    lead_to,
    planned,
    reviewed,
    shut_down,
)


def declined() -> Story:
    """A pairing that follows another one, with a rule set aside; one side says no."""
    setup = a_setup(
        purpose="Understand what our apprentices already use",
        predecessor="c-1-0",
        waived=(RuleWaiver(rule=HardRule.DEPARTMENT, reason="the works council agrees"),),
        calendar={"time_zone": "Europe/Berlin", "days_off": ("2027-03-29",)},
        time_zone="Europe/Berlin",
    )
    story = opened(setup).when(Accept, MENTOR)
    story = story.when(Decline, MENTEE, reason="I am about to retire")
    return story.until(day(40))


def unanswered() -> Story:
    """No one ever answers."""
    return opened(a_setup()).until(day(60))


def prepared() -> Story:
    """The agreement is drafted twice and the plan amended once."""
    story = assessed(opened(a_setup()).both(Accept))
    story = story.both(SubmitExpectations, **EXPECTATIONS)
    changed = EXPECTATIONS | {"cadence_days": 21, "topics": ("data",)}
    story = agreed(story.when(SubmitExpectations, MENTEE, **changed))
    plan = story.state.plan
    assert plan is not None
    last = plan.sessions[-1]
    amendment = {"session_id": last.session_id, "on": last.on + timedelta(days=7)}
    story = story.when(AcceptPlan, MENTEE, version=1, amendments=[amendment])
    return planned(story)


def met() -> Story:
    """Appointments are moved, called off, held and missed; reports differ; words are taken back."""
    story = booked(lead_to(Stage.SESSIONS, opened(a_setup())))
    for hour in (11, 12, 13):
        story = booked(story, hour=hour)
    story = story.at(day(6, 20)).when(CancelSession, MENTEE, session_id="s-1")
    story = booked(story, on=8).until(day(8, 12))
    story = story.when(ReportSession, MENTEE, **MENTOR_ABSENT)
    story = story.when(ReportSession, MENTOR, **HELD, minutes=50, cut_short=True)
    story = story.when(ReportSession, OPERATOR, **HELD, held_at=day(8, 11))
    story = story.when(SubmitReflection, MENTEE, session_id="s-1", topic="ai", rating=4)
    story = story.when(WithdrawSessionReport, OPERATOR, session_id="s-1")
    story = story.when(ReportSession, MENTOR, **HELD, held_at=day(8, 11)).until(day(12))
    going_well = {"check_in": CheckIn.JUNIOR, "answer": CheckInAnswer.GOING_WELL}
    story = story.when(AnswerCheckIn, MENTOR, **going_well)
    story = booked(story, 2, on=36).until(day(50))
    story = booked(story, 3, on=64).until(day(64, 12))
    missed = MENTEE_ABSENT | {"session_id": "s-3"}
    return story.when(ReportSession, MENTOR, **missed).until(day(68))


def rested() -> Story:
    """A pause in between, and more time in the end."""
    story = lead_to(Stage.SESSIONS, opened(a_setup()))
    story = story.when(PausePairing, MENTEE, return_on=date(2027, 4, 12)).until(day(20))
    story = story.when(ResumePairing, MENTOR)
    return story.when(Extend, MENTOR, weeks=4).when(Extend, MENTEE, weeks=4)


def resting() -> Story:
    """A pause without a day of return, which is asked about."""
    story = booked(lead_to(Stage.SESSIONS, opened(a_setup())))
    return story.when(PausePairing, MENTOR).until(day(40))


def befriended() -> Story:
    """The review comes too early at first; then the two stay partners for a while."""
    story = all_held(lead_to(Stage.SESSIONS, opened(a_setup())))
    story = story.when(WithdrawSessionReport, MENTOR, session_id="s-6")
    story = reviewed(held(story, 6), partnership=True)
    story = story.on(DeadlineKind.FOLLOW_UP)
    story = story.when(AnswerSurvey, MENTOR, **FOLLOW_UP, words="It was worth it")
    story = story.on(DeadlineKind.STILL_PARTNERS)
    stopped = {"check_in": CheckIn.PARTNERSHIP, "answer": CheckInAnswer.STOP}
    story = story.when(AnswerCheckIn, MENTEE, **stopped)
    return story.until(story.now + timedelta(days=40))


def looking_back() -> Story:
    """One of the two has handed in the review."""
    story = all_held(lead_to(Stage.SESSIONS, opened(a_setup())))
    return story.when(SubmitReview, MENTEE, **REVIEW)


def going_on() -> Story:
    """An ongoing exchange, after its first review; its holidays were looked up again."""
    soon = WorkingCalendar(time_zone="UTC", known_until=date(2027, 12, 31))
    story = lead_to(Stage.SESSIONS, opened(a_setup(calendar=soon, **ongoing(8))))
    story = held(story.at(day(10)), 1).on(DeadlineKind.REVIEW_DUE)
    later = soon.model_copy(update={"known_until": date(2030, 12, 31)})
    story = story.does(RecordCalendar(calendar=later, shutdowns=0))
    story = shut_down(story, date(2027, 12, 24), date(2028, 1, 2))
    story = story.when(PausePairing, MENTEE).when(PausePairing, OPERATOR, quiet=True)
    story = story.when(ResumePairing, OPERATOR, quiet=True).when(ResumePairing, MENTEE)
    return reviewed(story)


def briefed() -> Story:
    """The two are in touch, and a session waits for their briefings; one side is let off."""
    usual = a_setup(to_be_briefed=tuple(Side), first_contact=True)
    story = lead_to(Stage.SESSIONS, opened(usual)).when(ConfirmContact, MENTEE)
    story = story.when(PeopleBriefed, Role.ENGINE, sides=(Side.MENTOR,)).until(day(8))
    return story.when(WaiveBriefing, OPERATOR, reason="Was a mentor last year")


def reopened() -> Story:
    """Closed by mistake, and opened again."""
    story = booked(lead_to(Stage.SESSIONS, opened(a_setup())), on=60)
    words = "We talk past each other"
    story = story.when(End, MENTOR, reason=EndReason.COMMUNICATION, words=words)
    return story.at(day(3)).when(Reopen, OPERATOR)


def late() -> Story:
    """A review comes a day after its time; then it turns out that the only session was not held."""
    setup = a_setup(sessions={"count": 1}, session_rules={"certificate_sides": tuple(Side)})
    story = all_held(lead_to(Stage.SESSIONS, opened(setup)))
    story = story.when(SubmitReview, MENTEE, **REVIEW).on(DeadlineKind.GIVE_UP)
    story = story.at(story.now + timedelta(days=1)).when(SubmitReview, MENTOR, **REVIEW)
    return story.when(WithdrawSessionReport, OPERATOR, session_id="s-1")


def left() -> Story:
    """A rule is broken, a mail comes back, a signal cannot be used, and a side leaves."""
    story = lead_to(Stage.SESSIONS, opened(a_setup()))
    story = story.when(PersonChanged, person_id="p-junior")
    broken = (HardRule.REPORTING_LINE,)
    story = story.does(RecordRuleCheck(side=Side.MENTOR, broken=broken))
    story = story.fared(story.on_their_way[0], DeliveryOutcome.REFUSED)
    problem = Problem(path="session_id", problem="is unknown", allowed="s-1")
    rejected = RejectMessage(message="session_completed", message_id="x-1", problems=(problem,))
    story = story.does(rejected)
    item = story.state.desk.items[0].id
    story = story.when(AcknowledgeItem, OPERATOR, item_id=item)
    story = story.when(SnoozeItem, OPERATOR, item_id=item, until=date(2027, 3, 15))
    story = story.when(ChangeOwners, OPERATOR, owners={"lead": "p-new", "deputy": "p-lead"})
    story = story.when(PersonLeft, person_id="p-junior", last_day=date(2027, 5, 31))
    story = story.when(PersonStays, person_id="p-junior")
    policy = policy_of(story.state.setup).model_copy(update={"max_extensions": 1})
    story = story.when(AdoptPolicy, OPERATOR, policy=policy)
    story = story.when(PersonAway, person_id="p-junior", away_from=date(2027, 4, 1))
    story = story.when(PersonBack, person_id="p-junior")
    return story.when(PersonLeft, person_id="p-senior", last_day=date(2027, 4, 30))


def held_up() -> Story:
    """A rule is waived; then misconduct is reported during a pause, which goes on when it is
    decided."""
    story = booked(lead_to(Stage.SESSIONS, opened(a_setup())), on=20)
    story = story.when(PersonChanged, person_id="p-senior")
    story = story.does(RecordRuleCheck(side=Side.MENTEE, broken=(HardRule.DEPARTMENT,)))
    reason = "they work on different floors"
    story = story.when(Waive, OPERATOR, rule=HardRule.DEPARTMENT, reason=reason)
    story = story.when(PausePairing, MENTEE, return_on=date(2027, 4, 12)).at(day(2))
    words = "The mentor wrote to her at night"
    story = story.when(PutOnHold, OPERATOR, reason=HoldReason.MISCONDUCT, words=words)
    return story.until(day(5)).when(LiftHold, OPERATOR)


def on_hold() -> Story:
    """Everything rests."""
    story = booked(lead_to(Stage.SESSIONS, opened(a_setup())))
    return story.when(PutOnHold, OPERATOR, reason=HoldReason.RULE_BROKEN).until(day(5))


STORIES = (
    declined,
    unanswered,
    prepared,
    met,
    rested,
    resting,
    befriended,
    looking_back,
    going_on,
    briefed,
    reopened,
    late,
    left,
    held_up,
    on_hold,
)
