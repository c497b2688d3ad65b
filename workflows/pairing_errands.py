"""What a pairing has looked up: whether the rules hold, line managers, and holidays to come."""

from collections.abc import Iterator

from temporalio import workflow

from activities.calendars import question_of_pair
from activities.matching import MatchingActivities, PairCheck
from domain.engine.base import Frozen
from domain.pairing.commands import RecordRuleCheck
from domain.pairing.state import PairingState
from domain.programme.people import Side
from workflows.calendar_lookups import calendar_lookup
from workflows.errands import Errand
from workflows.retry import LOOKUP_TIMEOUT, RETRY_FOREVER


def pairing_errands(state: PairingState) -> Iterator[Errand]:
    """One check of the rules for each side whose data changed; and holidays before they run out."""
    for side in state.rule_check.pending:
        yield _rule_check(state, side)
    if state.calendar_wanted and not state.archived:
        yield calendar_lookup(question_of_pair(state.setup, workflow.now().date()))


def _rule_check(state: PairingState, side: Side) -> Errand:
    setup = state.setup

    async def check() -> Frozen:
        found = await workflow.execute_activity_method(
            MatchingActivities.recheck_pair,
            PairCheck(
                roster=setup.roster,
                mentor=setup.mentor,
                mentee=setup.mentee,
                policy=setup.policy,
                topics=tuple(topic.id for topic in setup.topics),
                waived=setup.waived,
            ),
            start_to_close_timeout=LOOKUP_TIMEOUT,
            retry_policy=RETRY_FOREVER,
            summary=f"Check the rules again: the {side}'s data changed",
        )
        broken = tuple(rule.rule for rule in found.broken)
        return RecordRuleCheck(side=side, broken=broken, managers=found.managers)

    return Errand(key=f"rules-{side}", run=check)
