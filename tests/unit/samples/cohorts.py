"""Stories of cohorts in which everything happens that can happen to one."""

from datetime import date, timedelta

from domain.cohort.commands import (
    AcknowledgeItemOfCohort,
    AdoptPolicyOfCohort,
    ChangeOwnersOfCohort,
    CohortPersonLeft,
    RecordMatches,
    RecordMatchingRefused,
    RecordNewsPassedOn,
    RecordStarted,
    SnoozeItemOfCohort,
)
from domain.cohort.state import StartFailure
from domain.engine.errors import Problem
from domain.engine.orders import RejectMessage
from domain.engine.roles import Role
from domain.matching import MatchResult, ProposedPair, ScorePart, ScorePartKind, WaitingCause
from domain.pairing.vocabulary import EndReason, Stage
from domain.programme.calendar import RecordCalendar, WorkingCalendar
from domain.programme.readiness import Readiness
from domain.programme.request import HardRule, Owners, RuleWaiver
from domain.programme.running_policy import policy_of
from domain.telling.kinds import ItemKind
from domain.telling.notices import DeliveryOutcome
from tests.unit.cohort.briefed import over
from tests.unit.cohort.story import ONGOING, CohortStory, row, running, waiting

PROBLEM = Problem(path="roster", problem="is empty", allowed="a roster with people")
READY = dict.fromkeys(Readiness.model_fields, True)
WAIVER = RuleWaiver(rule=HardRule.LEVEL_GAP, reason="the works council agrees")


def confirmed() -> CohortStory:
    """Pairs are proposed with all their reasons; some are confirmed late, one is rejected."""
    story = CohortStory(
        confirm=True,
        purpose="Understand what our apprentices already use",
        readiness=READY | {"works_council_informed": False},
        readiness_waivers=[{"prerequisite": "works_council_informed", "reason": "is asked in May"}],
        pairs=[{"mentor": "anna", "mentee": "bert", "waivers": [WAIVER.model_dump(mode="json")]}],
        shutdowns=[{"first": "2027-05-10", "last": "2027-05-14"}],
    )
    parts = (ScorePart(kind=ScorePartKind.TOPICS, value=0.8, weight=5),)
    pairs = tuple(
        ProposedPair(
            mentor=mentor,
            mentee=mentee,
            score=0.8,
            parts=parts,
            reasons=("wants ‘Generative AI’, which the mentor knows at 4 of 5",),
            composed=mentor == "anna",
            waived=(WAIVER,) if mentor == "anna" else (),
        )
        for mentor, mentee in (("anna", "bert"), ("carl", "dora"), ("emma", "fred"))
    )
    alone = (waiting("gina", WaitingCause.NOBODY_FITS),)
    result = MatchResult(pairs=pairs, waiting=alone, blocking_pairs=1)
    story.do(RecordMatches(round=1, result=result))
    story.after_outage(10)
    story.confirm(["anna+bert"], ["carl+dora"])
    story.started(1)
    return story


def met_with_mishaps() -> CohortStory:
    """A start fails, an invitation is declined, matching is refused, rules are relaxed."""
    story = CohortStory()
    story.matched("anna+bert", "carl+dora", "emma+fred")
    failure = StartFailure(pairing_id="c-003", problem=PROBLEM)
    story.do(RecordStarted(started=("c-001", "c-002"), failed=(failure,)))
    story.do(RejectMessage(message="confirm_matches", message_id="x-1", problems=(PROBLEM,)))
    story.looked(
        row(1, Stage.CLOSED, EndReason.DECLINED, mentor_said=True, mentee_said=False),
        row(
            2,
            Stage.SESSIONS,
            mentor_said=True,
            mentee_said=True,
            sessions_planned=6,
            sessions_held=2,
            sessions_missed=1,
            paused=True,
            items=(ItemKind.SILENT_PAIR,),
        ),
    )
    story.do(RecordMatchingRefused(round=story.state.matching.number, problems=(PROBLEM,)))
    story.fared(story.on_their_way[0], DeliveryOutcome.REFUSED)
    story.relax(HardRule.AGE_GAP)
    story.add("gina")
    return story


def refused() -> CohortStory:
    """The first matching is refused; the cohort is over at once."""
    story = CohortStory()
    story.do(RecordMatchingRefused(round=1, problems=(PROBLEM,)))
    return story


def paused() -> CohortStory:
    """Everything rests until a day, and is asked about before that without one."""
    soon = WorkingCalendar(time_zone="UTC", known_until=date(2027, 12, 31))
    story = running("anna+bert", calendar=soon, term=ONGOING)
    story.days(3)
    story.do(
        RecordCalendar(
            calendar=soon.model_copy(update={"known_until": date(2030, 12, 31)}), shutdowns=0
        )
    )
    story.shut_down(date(2027, 12, 24), date(2028, 1, 2))
    policy = policy_of(story.state.request).model_copy(update={"max_extensions": 1})
    who = {"message_id": "policy-1", "acting": Role.OPERATOR, "cohort_id": story.state.cohort_id}
    story.do(AdoptPolicyOfCohort.model_validate({**who, "policy": policy}))
    story.pause(date(2027, 2, 8))
    story.told()
    story.days(40)
    story.told()
    story.pause()
    return story


def lapsed() -> CohortStory:
    """Proposals that are not confirmed until the term is over."""
    story = CohortStory(confirm=True)
    story.matched("anna+bert")
    story.days(14)
    office = {"acting": Role.OPERATOR, "cohort_id": "c", "item_id": story.state.desk.items[0].id}
    story.do(AcknowledgeItemOfCohort(message_id="i-1", **office))
    until = (story.now + timedelta(days=10)).date()
    story.do(SnoozeItemOfCohort(message_id="i-2", **office, until=until))
    owners = Owners(lead="p-new", deputy="p-lead")
    office = {"acting": Role.OPERATOR, "cohort_id": "c"}
    story.do(ChangeOwnersOfCohort(message_id="o-1", **office, owners=owners))
    story.days(186)
    return story


def ended() -> CohortStory:
    """The operator ends the cohort; it waits for its pairings."""
    story = running("anna+bert", "carl+dora")
    who = {"message_id": "hr-1", "acting": Role.INTEGRATION, "cohort_id": "c"}
    story.do(CohortPersonLeft(**who, person_id="anna", last_day=date(2027, 3, 31)))
    story.do(RecordNewsPassedOn(news_id=story.state.news[0].id, unreached=("c-001",)))
    story.end()
    story.told(2)
    story.looked(row(1, Stage.REVIEW), row(2, Stage.CLOSED, EndReason.PROGRAMME_ENDED))
    return story


def left_behind() -> CohortStory:
    """Of two who lost their partners, one wants another and one does not."""
    story = running("anna+bert", "carl+dora")
    story.looked(
        row(1, Stage.CLOSED, EndReason.LEFT_COMPANY, left_behind=("mentee",), mentee_said=True),
        row(2, Stage.CLOSED, EndReason.TIME, left_behind=("mentor",)),
    )
    story.answer("bert", wanted=True)
    story.answer("carl", wanted=False)
    return story


def briefed() -> CohortStory:
    """Of two mentors one misses the briefing; a mentee is let off, and a date is added."""
    story = over("anna+bert", "carl+dora")
    story.record("mentors-1", attended="all", missed=["carl"])
    story.waive("dora")
    further = {"starts_at": "2027-02-01T10:00Z", "link": "https://meet.example.com/mentors"}
    story.add_briefing(id="mentors-3", side="mentor", **further)
    return story


STORIES = (confirmed, met_with_mishaps, refused, paused, lapsed, ended, left_behind, briefed)
