"""What HR sees of a pairing in the Temporal UI: its details, in Markdown."""

from domain.engine.base import Instant
from domain.engine.tables import complete
from domain.engine.words import spelled_out
from domain.pairing.missing import are_in_touch
from domain.pairing.session import Session
from domain.pairing.state import PairingState
from domain.pairing.timetable import due_of
from domain.pairing.vocabulary import DeadlineKind, SessionStatus, Stage
from domain.pairing.waiting import awaited, in_words, next_in_words
from domain.planning.plan import PlannedSession
from domain.programme.confidentiality import in_language
from domain.programme.dates import day, moment
from domain.programme.ids import cohort_workflow_id
from domain.programme.people import Locale, Side
from domain.programme.request import FixedTerm
from domain.telling.markdown import bullets, details_of, escaped, items_of, sessions_in_words, table
from domain.telling.ui_links import workflow_page

SESSIONS_SHOWN = 12
REASONS_SHOWN = 6


_STAGES = complete(
    Stage,
    {
        Stage.INVITED: "Both are invited",
        Stage.APPROVAL: "Both said yes; a line manager is asked",
        Stage.ASSESSMENT: "Assessment of knowledge and experience",
        Stage.EXPECTATIONS: "Clarification of expectations",
        Stage.PLANNING: "Planning of the sessions",
        Stage.SESSIONS: "Sessions",
        Stage.REVIEW: "Review",
        Stage.CLOSED: "Closed",
        Stage.PARTNERSHIP: "Closed, and learning partners: a question now and then",
    },
    verb="puts into words",
)


def pairing_details(state: PairingState, namespace: str | None) -> str:
    """The details in Markdown: stage, who is waited for until when, sessions, open items, links.

    Links lead to places in the Temporal UI; without a namespace there are none.
    """
    parts = [
        f"### {_STAGES[state.stage]}{_resting(state)}",
        _at_a_glance(state),
        _waiting(state),
        _getting_ready(state),
        _next_step(state),
        items_of(state.desk.items, state.setup.calendar.zone),
        _sessions(state),
        _surveys(state),
        _why(state),
        _confidentiality(state),
        f"[Cohort]({workflow_page(namespace, cohort_workflow_id(state.setup.cohort_id))})"
        if namespace
        else "",
    ]
    return details_of(parts)


def _resting(state: PairingState) -> str:
    return " (on hold)" if state.on_hold else " (paused)" if state.pause else ""


def _at_a_glance(state: PairingState) -> str:
    line = (
        f"**{escaped(state.setup.title)}** · mentor `{state.setup.mentor}` · "
        f"mentee `{state.setup.mentee}` · in this stage since {_moment(state, state.stage_since)}"
        f"{_how_long(state)} · {sessions_in_words(state.tally.held, _planned(state))}"
    )
    if state.ending is not None:
        early = ", early and by nobody's fault" if state.ending.no_fault else ""
        line += f" · ended: {spelled_out(state.ending.reason)}{early}"
    earned = [f"the {side}" for side in Side if state.certificates.of(side)]
    if earned:
        line += f" · certificate: {' and '.join(earned)}"
    return line


def _planned(state: PairingState) -> int | None:
    """Number of planned sessions; absent in an ongoing pairing, which always plans some ahead."""
    return state.sessions_planned if isinstance(state.setup.term, FixedTerm) else None


def _how_long(state: PairingState) -> str:
    """How long the term runs, in words; empty once the pairing is closed."""
    if state.stage.is_over:
        return ""
    if state.ends_on is not None:
        return f", until {day(state.ends_on)}"
    review = due_of(state, DeadlineKind.REVIEW_DUE)
    if review is None:
        return ", ongoing"
    return f", ongoing, next review on {day(state.setup.calendar.local_day(review))}"


def _waiting(state: PairingState) -> str:
    if state.pause is not None and state.pause.hold is not None:
        since, over = state.pause.hold.since, awaited(state).until
        latest = f" It ends on {_moment(state, over)} if nobody decides." if over else ""
        return f"On hold since {_moment(state, since)}: the office decides.{latest}"
    if state.pause is not None:
        back = state.pause.return_on
        return f"Paused since {_moment(state, state.pause.since)}" + (
            f", back on {day(back)}." if back else ", without a date of return."
        )
    now = awaited(state)
    if not now.sides:
        return ""
    who = in_words(now.sides, state)
    until = f" until {_moment(state, now.until)}" if now.until else ""
    return f"**Waiting for** {who}: {now.asked_for}{until}."


def _getting_ready(state: PairingState) -> str:
    """Who is briefed, and whether the two are in touch; only before they have met."""
    if state.stage.is_over or state.tally.held:
        return ""
    words = "; ".join(filter(None, (_briefed(state), _in_touch(state))))
    return f"**Before the first session:** {words}." if words else ""


def _briefed(state: PairingState) -> str:
    to_be_briefed = state.setup.to_be_briefed
    if to_be_briefed and state.preparation.briefing_waiver is not None:
        return "no briefing is needed"
    missing = " and ".join(f"the {side}" for side in to_be_briefed if side in state.unbriefed)
    return f"not briefed yet: {missing}" if missing else "briefed" if to_be_briefed else ""


def _in_touch(state: PairingState) -> str:
    since = state.preparation.in_touch_since
    if since is not None:
        return f"in touch since {day(state.calendar.local_day(since))}"
    if not state.setup.first_contact or not state.stage.has_begun:
        return ""
    return "in touch" if are_in_touch(state) else "not in touch yet"


def _next_step(state: PairingState) -> str:
    if state.next_due is None:
        return ""
    return f"**Next:** {next_in_words(state)} ({_moment(state, state.next_due.due)})."


def _sessions(state: PairingState) -> str:
    if state.plan is None:
        return ""
    plan = {planned.session_id: planned for planned in state.plan.sessions}
    rows = [
        (
            session.number,
            _when(state, session, plan.get(session.id)),
            _topic(state, plan.get(session.id)),
            _status(session),
            _looked_back(session),
        )
        for session in _worth_showing(state)[-SESSIONS_SHOWN:]
    ]
    return table(("#", "When", "Topic", "Status", "Looked back"), rows)


def _worth_showing(state: PairingState) -> list[Session]:
    """The sessions to list; after the end, those that were only planned are left out."""
    over = state.stage.is_over
    return [
        session
        for session in state.sessions
        if not (over and session.status is SessionStatus.PLANNED)
    ]


def _topic(state: PairingState, planned: PlannedSession | None) -> str:
    return escaped(state.setup.topic_title(planned.topic)) if planned else ""


def _when(state: PairingState, session: Session, planned: PlannedSession | None) -> str:
    if session.held_at is not None:
        return _moment(state, session.held_at)
    if session.starts_at is not None:
        return _moment(state, session.starts_at)
    return f"about {day(planned.on)}" if planned else ""


def _status(session: Session) -> str:
    words = spelled_out(session.status)
    return f"{words} ({session.absent} absent)" if session.absent else words


def _looked_back(session: Session) -> str:
    """Which sides have handed in a reflection. Ratings are left to the summed figures."""
    if session.status is not SessionStatus.HELD:
        return ""
    missing = session.reflections.missing
    answered = [side.value for side in Side if side not in missing]
    return "–" if not answered else "both" if not missing else answered[0]


def _surveys(state: PairingState) -> str:
    """Who has answered short questions. Ratings are left to the summed figures."""
    rows = [
        (
            spelled_out(one.survey),
            day(state.calendar.local_day(one.opened_at)),
            ", ".join(side for side in one.asked if side not in one.missing) or "–",
        )
        for one in state.surveys
    ]
    return table(("Short questions", "Asked on", "Answered by"), rows) if rows else ""


def _why(state: PairingState) -> str:
    """Why the two were paired; empty once there are sessions."""
    reasons = () if state.sessions else map(escaped, state.setup.reasons)
    return bullets("Why these two", reasons, shown=REASONS_SHOWN)


def _confidentiality(state: PairingState) -> str:
    """What the two are to keep to themselves, as the agreement has it."""
    agreement = state.preparation.agreement
    if agreement is None:
        return ""
    text = in_language(agreement.confidentiality, Locale.ENGLISH)
    return f"**Confidentiality** (agreement `{agreement.version}`): {escaped(text)}"


def _moment(state: PairingState, instant: Instant) -> str:
    return moment(instant, state.setup.calendar.zone)
