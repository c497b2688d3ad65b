"""Which of the later rules a run goes without, because its history was recorded before them."""

from domain.pairing.later_rules import LaterRule
from temporalio import workflow

from domain.pairing.commands import Command
from domain.pairing.state import PairingState


def unknown_rules(state: PairingState | None, command: Command) -> frozenset[LaterRule]:
    """The rules that this run does not know.

    Asked only where a rule makes a difference, since the answer is kept in the history and holds
    for the rest of the run. Validators cannot ask, and judge by all rules; the loop has the last
    word.
    """
    if state is None or workflow.unsafe.is_read_only():
        return frozenset()
    return frozenset(
        rule for rule in LaterRule if rule.matters(state, command) and not workflow.patched(rule)
    )
