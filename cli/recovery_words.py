"""The output of `eyelevel recover` and `eyelevel reconcile`. Ids, stages and numbers only."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from rich.console import JustifyMethod
from rich.table import Table

from adapters.recovery.repairing import Outcome, Repair
from domain.engine.tables import complete
from domain.recovery.judging import Difference, Look

_IN_ORDER = "runs already"
_MOST_IDS = 20

_DIFFERENCES = complete(
    Difference,
    {
        Difference.NOT_RUNNING: "the journal says it is open, and nothing runs",
        Difference.RUN_BEHIND: "the run does not know what the journal has",
        Difference.JOURNAL_BEHIND: "the journal has lost events that the run has written",
        Difference.UNREADABLE: "the journal has an event that this release cannot read",
        Difference.NEVER_RECORDED: "it runs, and nothing was ever recorded of it",
    },
    verb="puts into words",
)
_REMEDIES = complete(
    Difference,
    {
        Difference.NOT_RUNNING: "start it from the journal",
        Difference.RUN_BEHIND: "end the run, and start it from the journal in one step",
        Difference.JOURNAL_BEHIND: "append the missing events from Temporal's history",
        Difference.UNREADABLE: "none: see below",
        Difference.NEVER_RECORDED: "none: see below",
    },
    verb="puts into words",
)
_OUTCOMES = complete(
    Outcome,
    {
        Outcome.RESTARTED: "started from the journal",
        Outcome.RAN_ALREADY: "was started by another command meanwhile",
        Outcome.RESTORED: "events restored",
        Outcome.TOO_LARGE: "not started: its state is larger than 2 MB, "
        "the most that Temporal takes",
        Outcome.REFUSED: "not started: its calendar cannot be looked up; correct the roster",
        Outcome.HISTORY_GONE: "not restored: Temporal no longer keeps all of the missing events",
        Outcome.CONFLICT: "not restored: the journal holds something else by now",
    },
    verb="puts into words",
)
_REPAIR = "Put it right with: eyelevel reconcile --cohort ID --repair (or --all)"
_HINTS = complete(
    Difference,
    {
        Difference.NOT_RUNNING: _REPAIR,
        Difference.RUN_BEHIND: _REPAIR,
        Difference.JOURNAL_BEHIND: "Where Temporal no longer keeps the missing events, what is "
        "left is to go on from the journal: eyelevel reconcile --cohort ID --repair --accept-loss",
        Difference.UNREADABLE: "Nothing is done about what cannot be read. All its events are "
        "listed by: eyelevel history ID",
        Difference.NEVER_RECORDED: "Look at what was never recorded in the Temporal UI: the error "
        "of its activity says why. A workflow started by mistake can be terminated.",
    },
    verb="puts into words",
)


def recovery_table(looks: Sequence[Look], now: datetime) -> Table:
    """The dry run, one line for each workflow that can still go on."""
    table = Table(title="Open according to the journal", title_justify="left")
    table.add_column("workflow", no_wrap=True)
    for heading in ("stage", "next due (UTC)", "overdue", "what happens"):
        justify: JustifyMethod = "right" if heading == "overdue" else "left"
        table.add_column(heading, justify=justify)
    for look in looks:
        account = look.after
        table.add_row(
            look.workflow_id,
            account.state.stage if account.state else "–",
            f"{account.next_due:%Y-%m-%d %H:%M}" if account.next_due else "–",
            _count(len(account.overdue(now))),
            _what_happens(look, now),
        )
    return table


def _count(number: int) -> str:
    return str(number) if number else "–"


def _what_happens(look: Look, now: datetime) -> str:
    match look.difference(now):
        case Difference.NOT_RUNNING if look.after.state is None:
            return "starts afresh: nothing is recorded yet"
        case Difference.NOT_RUNNING:
            return f"goes on from event {look.after.version}"
        case None:
            return _IN_ORDER
        case difference:
            return _DIFFERENCES[difference]


def would_recover(looks: Sequence[Look], now: datetime) -> str:
    """The dry run in numbers."""
    due = [look for look in looks if look.difference(now) is Difference.NOT_RUNNING]
    if not due:
        return f"Nothing to do: {_running(looks, due)}."
    accounts = [look.after for look in due]
    overdue = sum(bool(account.overdue(now)) for account in accounts)
    return (
        f"Dry run: {len(due)} would be started, {_running(looks, due)}. "
        f"{overdue} have deadlines that have passed; each is acted upon once. "
        "Mails that still wait are in the database, and go out by themselves.\n"
        "Nothing was done. Do it with --confirm."
    )


def _running(looks: Sequence[Look], due: Sequence[Look]) -> str:
    others = f", {count} cannot be read" if (count := len(unreadable(looks))) else ""
    return f"{len(looks) - len(due) - count} of {len(looks)} run already{others}"


def recovered(looks: Sequence[Look], repairs: Sequence[Repair]) -> str:
    """The result in numbers."""
    outcomes = Counter(repair.outcome for repair in repairs)
    failed = sum(not repair.worked for repair in repairs)
    left_alone = len(looks) - len(repairs) - len(unreadable(looks))
    ran = left_alone + outcomes[Outcome.RAN_ALREADY]
    lines = f"{outcomes[Outcome.RESTARTED]} started from the journal, {ran} ran already"
    return f"{lines}, {failed} could not be started." if failed else f"{lines}."


def failures(repairs: Sequence[Repair]) -> Iterator[str]:
    """What could not be done, one line each."""
    for repair in repairs:
        if not repair.worked:
            yield f"{repair.workflow_id}: {_outcome(repair)}"


def other_differences(looks: Sequence[Look], now: datetime) -> str | None:
    """Differences that recovery does not touch, but for those of `unreadable`."""
    told = (None, Difference.NOT_RUNNING, Difference.UNREADABLE)
    others = [look for look in looks if look.difference(now) not in told]
    if not others:
        return None
    ids = _ids([look.workflow_id for look in others])
    return f"Not as the journal has them: {ids}. See: eyelevel reconcile"


def unreadable(looks: Sequence[Look]) -> list[str]:
    """What cannot be read, and why, one line each."""
    return [str(look.after.unreadable) for look in looks if look.after.unreadable]


def differences_table(looks: Sequence[Look], repairs: Mapping[str, Repair], now: datetime) -> Table:
    """Every difference, and what was, or can be, done about it."""
    table = Table(title="Differences", title_justify="left")
    table.add_column("workflow", no_wrap=True)
    for heading in ("what is wrong", "journal", "run", "repair"):
        table.add_column(heading, justify="right" if heading == "journal" else "left")
    for look in looks:
        if difference := look.difference(now):
            repair = repairs.get(look.workflow_id)
            table.add_row(
                look.workflow_id,
                _DIFFERENCES[difference],
                "–" if look.after.unreadable else str(look.after.version),
                f"{look.run.version} ({look.run.status})" if look.run else "–",
                _outcome(repair) if repair else _REMEDIES[difference],
            )
    return table


def reconciled(
    found: Sequence[Look], left: Sequence[Look], now: datetime, *, repaired: bool
) -> str:
    """The result in numbers."""
    at_first = sum(look.difference(now) is not None for look in found)
    still = sum(look.difference(now) is not None for look in left)
    if not at_first and not still:
        return f"No differences: {len(found)} workflows are as the journal has them."
    if not repaired:
        return f"{at_first} of {len(found)} differ from the journal. Nothing was done."
    return f"{at_first} of {len(found)} differed from the journal; {still} still do."


def remarks(looks: Sequence[Look], repairs: Mapping[str, Repair], now: datetime) -> Iterator[str]:
    """What to do about what is left, and what else was noticed."""
    left = Counter(difference for look in looks if (difference := look.difference(now)))
    yield from unreadable(looks)
    yield from dict.fromkeys(_HINTS[difference] for difference in left)
    yield from failures(list(repairs.values()))
    if waiting := [look.workflow_id for look in looks if look.waits_for_a_worker(now)]:
        yield (
            f"Not answering: {_ids(waiting)}. No worker has taken in what happened to them. "
            "Is one running? If so, the Temporal UI shows the error under 'Workflow Task'."
        )


def differences_as_json(looks: Sequence[Look], repairs: Mapping[str, Repair], now: datetime) -> str:
    """The same for programs."""
    rows = [
        {
            "workflow_id": look.workflow_id,
            "difference": look.difference(now),
            "why": look.after.unreadable.why if look.after.unreadable else None,
            "journal_version": None if look.after.unreadable else look.after.version,
            "run_version": look.run.version if look.run else None,
            "run_status": look.run.status if look.run else None,
            "waits_for_a_worker": look.waits_for_a_worker(now),
            "repair": repairs[look.workflow_id].outcome if look.workflow_id in repairs else None,
        }
        for look in looks
        if look.difference(now) or look.waits_for_a_worker(now)
    ]
    return json.dumps({"looked_at": len(looks), "differences": rows}, indent=2)


def _outcome(repair: Repair) -> str:
    words = _OUTCOMES[repair.outcome]
    if repair.outcome is Outcome.RESTORED:
        return f"{repair.events} {words}"
    return f"{words} ({repair.why})" if repair.why else words


def _ids(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - _MOST_IDS} more" if len(ids) > _MOST_IDS else ""
    return ", ".join(ids[:_MOST_IDS]) + more
