"""Drawing up the action plan, and adding to it when there is time for more."""

from domain.engine.base import Instant
from domain.pairing.events.preparation import PlanAdapted, PlanContinued, PlanDrawnUp
from domain.pairing.planning import plan_basis
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import UNBOOKED, SessionStatus
from domain.planning.plan import change_topics, continue_plan, draw_up


def drawn_up(state: PairingState, now: Instant) -> PlanDrawnUp:
    """The plan that follows from assessments and agreement; a new version if there was one."""
    plan = draw_up(plan_basis(state, now))
    version = state.plan.version + 1 if state.plan else 1
    return PlanDrawnUp(occurred_at=now, plan=plan.model_copy(update={"version": version}))


def continued(state: PairingState, count: int, now: Instant) -> tuple[PlanContinued, ...]:
    """Up to ``count`` more sessions after the plan, as many as the term has room for."""
    if state.plan is None or count <= 0:
        return ()
    basis = plan_basis(state, now)
    pattern = basis.pattern.model_copy(update={"count": count})
    plan = continue_plan(state.plan, basis.model_copy(update={"pattern": pattern}))
    if len(plan.sessions) == len(state.plan.sessions):
        return ()
    return (PlanContinued(occurred_at=now, plan=plan),)


def adapted(state: PairingState, now: Instant) -> tuple[PlanAdapted, ...]:
    """The plan with the topics that both have agreed on by now; what is held or booked stays."""
    if state.plan is None:
        return ()
    open_ = [session.id for session in state.sessions if session.status in UNBOOKED]
    plan = change_topics(state.plan, plan_basis(state, now), open_)
    return () if plan == state.plan else (PlanAdapted(occurred_at=now, plan=plan),)


def still_to_come(state: PairingState) -> int:
    """Number of planned sessions that have not been held."""
    return sum(session.status is not SessionStatus.HELD for session in state.sessions)
