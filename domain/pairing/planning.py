"""From two sets of expectations to one agreement, and on to the basis of the action plan."""

import json
from datetime import timedelta
from hashlib import sha256

from domain.engine.base import Instant
from domain.pairing.events.base import PrivateAgreement
from domain.pairing.events.preparation import AgreementDrafted
from domain.pairing.preparation import Assessment, Expectations
from domain.pairing.state import PairingState
from domain.planning.absences import absences
from domain.planning.curriculum import Competence, LearningGoals
from domain.planning.plan import PlanBasis
from domain.programme.confidentiality import ConfidentialityTexts
from domain.programme.people import Side

CONTESTED = ("channel", "cadence_days", "notice_hours", "topics")
"""The points on which the two may differ; differences are listed in the agreement."""


def draft_agreement(
    mentor: Expectations, mentee: Expectations, confidentiality: ConfidentialityTexts, now: Instant
) -> AgreementDrafted:
    """The agreement that follows from both sides' expectations, with the programme's words on what
    is confidential.

    Where they differ, the mentee's channel, the slower cadence and the longer notice are taken and
    the difference is listed: both see it before they accept. The mentee's topics come first.
    """
    topics = tuple(dict.fromkeys((*mentee.topics, *mentor.topics)))
    private = PrivateAgreement(
        goals_mentor=mentor.goals,
        goals_mentee=mentee.goals,
        off_limits=tuple(dict.fromkeys((*mentee.off_limits, *mentor.off_limits))),
    )
    draft = AgreementDrafted(
        occurred_at=now,
        version="",
        topics=topics,
        channel=mentee.channel,
        cadence_days=max(mentor.cadence_days, mentee.cadence_days),
        notice_hours=max(mentor.notice_hours, mentee.notice_hours),
        differences=_differences(mentor, mentee),
        confidentiality=confidentiality,
        private=private,
    )
    return draft.model_copy(update={"version": _hash_of(draft)})


def plan_basis(state: PairingState, now: Instant) -> PlanBasis:
    """What the action plan follows from: assessments, agreement, term, and the days of the two."""
    setup = state.setup
    calendar = setup.calendar
    ready = calendar.on_or_after(calendar.local_day(now) + timedelta(days=1))
    end = state.ends_on
    if state.pause is not None and state.pause.return_on is not None:
        # They meet when they are back, and the term ends later by the length of the pause.
        ready = max(ready, calendar.on_or_after(state.pause.return_on))
        paused = ready - calendar.local_day(state.pause.since)
        end = end + paused if end else None
    return PlanBasis(
        goals=learning_goals(state),
        pattern=setup.sessions.model_copy(update={"every_days": state.cadence_days}),
        first_day=max(ready, calendar.on_or_after(setup.term.start)),
        end=end,
        gone=state.gone_from,
        absences=absences(filter(None, map(state.departure.away.of, Side)), calendar),
        calendar=calendar,
    )


def learning_goals(state: PairingState) -> LearningGoals:
    """What the two bring along, and want to achieve."""
    agreement, wishes = state.preparation.agreement, state.preparation.expectations.mentee
    return LearningGoals(
        mentor=_competence(state.preparation.assessments.mentor),
        mentee=_competence(state.preparation.assessments.mentee),
        agreed=agreement.topics if agreement else tuple(topic.id for topic in state.setup.topics),
        objectives=wishes.topics if wishes else (),
    )


def _competence(assessment: Assessment | None) -> Competence:
    answered = assessment or Assessment()
    return Competence(
        knowledge=answered.knowledge,
        confidence=answered.confidence,
        experience=answered.experience or (),
    )


def _differences(mentor: Expectations, mentee: Expectations) -> tuple[str, ...]:
    return tuple(
        point
        for point in CONTESTED
        if _comparable(getattr(mentor, point)) != _comparable(getattr(mentee, point))
    )


def _comparable(value: object) -> object:
    return sorted(value) if isinstance(value, tuple) else value


def _hash_of(draft: AgreementDrafted) -> str:
    content = draft.model_dump(mode="json", exclude={"occurred_at", "version"})
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()[:16]
