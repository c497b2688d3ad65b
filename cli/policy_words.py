"""The output of `eyelevel policy migrate`."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

from rich.table import Table

from domain.engine.words import spelled_out
from domain.pairing.state import Deadline, PairingState
from domain.programme.dates import moment
from domain.programme.ids import pairing_workflow_id
from domain.programme.request import CohortRequest
from domain.programme.running_policy import RunningPolicy, differences, policy_of, shown

_CHANGEABLE = frozenset(RunningPolicy.model_fields)


def tables(
    policy: RunningPolicy, pairings: Sequence[tuple[PairingState, PairingState]]
) -> Iterator[Table]:
    """Which settings change for how many pairings, and which deadlines move; none if nothing."""
    if pairings:
        yield _settings(policy, [before for before, _ in pairings])
    moved = [line for before, after in pairings for line in _moved(before, after)]
    if moved:
        yield _deadlines(moved)


def _settings(policy: RunningPolicy, pairings: Sequence[PairingState]) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in ("setting", "old", "new", "pairings"):
        table.add_column(heading, justify="left" if heading == "setting" else "right")
    found = Counter(
        difference
        for pairing in pairings
        for difference in differences(policy_of(pairing.setup), policy)
    )
    for difference, count in sorted(found.items()):
        table.add_row(difference.name, shown(difference.before), shown(difference.now), str(count))
    return table


def _moved(before: PairingState, after: PairingState) -> Iterator[tuple[str, str, str, str]]:
    """Of each deadline that moves: the pairing, what it is, and when it was and will be due."""
    name, zone = pairing_workflow_id(before.setup.pairing_id), before.calendar.zone
    for old, new in zip(_lines(before), _lines(after), strict=True):
        if old.due != new.due:
            yield name, _what(old), _when(old, zone), _when(new, zone)


def _lines(state: PairingState) -> list[Deadline]:
    """All deadlines, also those that a pause has stopped, in an order that no move changes."""
    kept = state.pause.kept if state.pause else ()
    return sorted((*state.deadlines, *kept), key=lambda line: (line.kind, line.about or ""))


def _what(line: Deadline) -> str:
    return f"{spelled_out(line.kind)} ({line.about})" if line.about else spelled_out(line.kind)


def _when(line: Deadline, zone: ZoneInfo) -> str:
    return moment(line.due, zone)


def _deadlines(moved: Sequence[tuple[str, str, str, str]]) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in ("pairing", "deadline", "old", "new"):
        table.add_column(heading)
    for row in moved:
        table.add_row(*row)
    return table


def summary(
    pairings: Sequence[tuple[PairingState, PairingState]], settled: int, *, changes_cohort: bool
) -> str:
    """How many are concerned."""
    later = "Pairings that begin later have the new numbers, too." if changes_cohort else ""
    if not pairings:
        here = f"All {settled} running pairings go by these numbers already."
    else:
        moved = sum(any(_moved(before, after)) for before, after in pairings)
        here = (
            f"{len(pairings)} running pairings change, {settled} go by these numbers already; "
            f"deadlines move in {moved}."
        )
    return f"{here} {later}".strip()


def kept(before: CohortRequest, now: CohortRequest) -> str:
    """What the file says otherwise, and stays as it was agreed."""
    names = [
        name
        for name in CohortRequest.model_fields
        if name not in _CHANGEABLE and getattr(before, name) != getattr(now, name)
    ]
    return f"Not changed, as it is fixed at the start: {', '.join(names)}." if names else ""


def outcome(lost: Mapping[str, str]) -> str:
    """Whether all were reached; if not, what to do."""
    if not lost:
        return "Done: each of them has recorded the new numbers."
    lines = "\n".join(f"{name}: {why}" for name, why in lost.items())
    return f"{lines}\nAll others have the new numbers. Run the same command again for these."
