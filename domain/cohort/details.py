"""What HR sees of a cohort in the Temporal UI: how far its pairings are, and what is to be done."""

from collections import Counter
from collections.abc import Iterator, Sequence

from domain.cohort.overview import figures
from domain.cohort.readiness import warnings
from domain.cohort.state import CohortState, PairingEntry
from domain.cohort.vocabulary import CohortStage, EntryStatus
from domain.cohort.waiting import next_in_words
from domain.engine.tables import complete
from domain.engine.words import spelled_out
from domain.pairing.vocabulary import Stage
from domain.programme.dates import day, moment
from domain.programme.ids import PairingId, pairing_workflow_id
from domain.programme.request import FixedTerm
from domain.telling.catalogue import shown_in_words
from domain.telling.markdown import bullets, details_of, escaped, items_of, sessions_in_words, table
from domain.telling.ui_links import list_page, pairings_of, workflow_page

PAIRINGS_SHOWN = 12
WAITING_SHOWN = 8
BRIEFINGS_SHOWN = 6


_STAGES = complete(
    CohortStage,
    {
        CohortStage.MATCHING: "People are being matched",
        CohortStage.CONFIRMING: "The proposed pairs wait for confirmation",
        CohortStage.RUNNING: "The pairings are on their way",
        CohortStage.ENDING: "The pairings come to their end",
        CohortStage.CLOSED: "Closed",
    },
    verb="puts into words",
)


def cohort_details(state: CohortState, namespace: str | None) -> str:
    """The details in Markdown: stage, pairings by stage, what is to be done, who waits and why.

    Links lead to places in the Temporal UI; without a namespace there are none.
    """
    parts = [
        f"### {_STAGES[state.stage]}{' (paused)' if state.pause else ''}",
        _at_a_glance(state),
        _next_step(state),
        items_of(state.desk.items, state.calendar.zone),
        _by_stage(state),
        _attention(state, namespace),
        _briefings(state),
        _proposals(state),
        _waiting(state),
        f"[All pairings]({list_page(namespace, pairings_of(state.cohort_id))})"
        if namespace
        else "",
    ]
    return details_of(parts)


def _at_a_glance(state: CohortState) -> str:
    term = state.request.term
    numbers = figures(state)
    planned = numbers.sessions_planned if isinstance(term, FixedTerm) else None
    line = (
        f"**{escaped(state.request.title)}** · from {day(term.start)}{_how_long(state)} · "
        f"{sessions_in_words(numbers.sessions_held, planned)}"
    )
    if state.ending is not None:
        line += f" · ended: {spelled_out(state.ending.reason)}"
    return line


def _how_long(state: CohortState) -> str:
    term = state.request.term
    if isinstance(term, FixedTerm):
        return f" until {day(term.end)}"
    return "" if state.stage is CohortStage.CLOSED else " ongoing"


def _next_step(state: CohortState) -> str:
    if state.next_due is None:
        return ""
    return f"**Next:** {next_in_words(state)} ({moment(state.next_due.due, state.calendar.zone)})."


def _by_stage(state: CohortState) -> str:
    """The table of pairings by stage, with their open items."""
    pairings, items = Counter[str](), Counter[str]()
    for entry in state.pairings:
        if entry.is_void:
            continue
        stage = _stage_of(entry)
        pairings[stage] += 1
        items[stage] += len(entry.progress.items) if entry.progress else 0
    instruction = [*(stage.value for stage in Stage), *(status.value for status in EntryStatus)]
    rows = [
        (spelled_out(stage), pairings[stage], items[stage] or "")
        for stage in instruction
        if pairings[stage]
    ]
    return table(("Stage", "Pairings", "Open items"), rows)


def _stage_of(entry: PairingEntry) -> str:
    if entry.status is not EntryStatus.STARTED:
        return entry.status.value
    return entry.progress.stage.value if entry.progress else Stage.INVITED.value


def _attention(state: CohortState, namespace: str | None) -> str:
    """The pairings with open items, with a link to each."""
    lines = [
        f"{_link(entry.pairing_id, namespace)}: {shown_in_words(entry.progress.items)}"
        for entry in state.pairings
        if entry.progress and entry.progress.items
    ]
    return bullets("Pairings that need somebody", lines, shown=PAIRINGS_SHOWN)


def _link(pairing_id: PairingId, namespace: str | None) -> str:
    workflow_id = pairing_workflow_id(pairing_id)
    if namespace is None:
        return f"`{workflow_id}`"
    return f"[{pairing_id}]({workflow_page(namespace, workflow_id)})"


def _briefings(state: CohortState) -> str:
    """How far the briefings are, and for whom there are none."""
    if state.stage is CohortStage.CLOSED:
        return ""
    lines = [*_dates(state), *warnings(state.request, state.briefings)]
    return bullets("Briefings", lines, shown=BRIEFINGS_SHOWN)


def _dates(state: CohortState) -> Iterator[str]:
    if not state.briefings.dates:
        return
    numbers = figures(state)
    yield f"{numbers.briefed} briefed, {numbers.to_brief} still to be briefed"
    for date in sorted(state.briefings.dates, key=lambda date: date.starts_at, reverse=True):
        places = state.briefings.at(date.id)
        there, expected = (sum(one.attended is way for one in places) for way in (True, None))
        when = moment(date.starts_at, state.calendar.zone)
        yield f"`{date.id}` for {date.side}s, {when}: {there} attended, {expected} not recorded"


def _proposals(state: CohortState) -> str:
    lines = [
        f"`{pair.mentor}` with `{pair.mentee}`: {escaped('; '.join(pair.reasons[:2]))}"
        for pair in state.matching.proposals
    ]
    return bullets("Proposed pairs", lines, shown=PAIRINGS_SHOWN)


def _waiting(state: CohortState) -> str:
    if state.stage is CohortStage.CLOSED:
        return ""
    lines = [
        f"`{waits.person}` ({waits.side}, position {waits.position}): {_why(waits.reasons)}"
        for waits in state.matching.waiting
    ]
    return bullets("Without a partner", lines, shown=WAITING_SHOWN)


def _why(reasons: Sequence[str]) -> str:
    """The first reasons only; the state has all of them."""
    return escaped(". ".join(reasons[:2]))
