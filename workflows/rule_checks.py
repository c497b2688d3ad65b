"""When data of a person has changed: the hard rules are checked again, as an errand."""

from collections.abc import Iterable

from temporalio import workflow

from activities.matching import MatchingActivities, PairCheck
from domain.engine.base import Frozen
from domain.pairing.commands import RecordRuleCheck
from domain.pairing.state import PairingState
from domain.programme.people import Side
from workflows.errands import Errand
from workflows.retry import LOOKUP_TIMEOUT, RETRY_FOREVER


def rule_checks(state: PairingState) -> Iterable[Errand]:
    """One check for each side whose data changed."""
    return [_rule_check(state, side) for side in state.rule_check.pending]


def _rule_check(state: PairingState, side: Side) -> Errand:
    setup = state.setup

    async def check() -> Frozen:
        broken = await workflow.execute_activity_method(
            MatchingActivities.recheck_pair,
            PairCheck(
                roster=setup.roster,
                mentor=setup.mentor,
                mentee=setup.mentee,
                policy=setup.policy,
                waived=setup.waived,
            ),
            start_to_close_timeout=LOOKUP_TIMEOUT,
            retry_policy=RETRY_FOREVER,
            summary=f"Check the rules again: the {side}'s data changed",
        )
        return RecordRuleCheck(side=side, broken=tuple(rule.rule for rule in broken))

    return Errand(key=f"rules-{side}", run=check)
