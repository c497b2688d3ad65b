"""What HR sees of a pairing in the Temporal UI: a short letter, and attributes to search by."""

from domain.base import Instant
from domain.pairing.consequences.items import waiting_for
from domain.pairing.state import Deadline, PairingState, Session
from domain.pairing.vocabulary import DeadlineKind, SessionStatus, Stage
from domain.plan import PlannedSession
from domain.search_attributes import SearchAttribute

from workflows.markdown import bullets, day, items_of, letter_of, moment, table
from workflows.search import Values

SESSIONS_SHOWN = 12
REASONS_SHOWN = 6


def search_values(state: PairingState) -> Values:
    """The search attributes of the contract."""
    kinds = dict.fromkeys(item.kind.value for item in state.items)
    return {
        SearchAttribute.COHORT_ID: state.setup.cohort_id,
        SearchAttribute.MENTOR_ID: state.setup.mentor,
        SearchAttribute.MENTEE_ID: state.setup.mentee,
        SearchAttribute.STAGE: state.stage.value,
        SearchAttribute.TERM: state.setup.term.kind,
        SearchAttribute.ATTENTION: tuple(kinds),
        SearchAttribute.NEXT_DUE: state.next_due.due if state.next_due else None,
        SearchAttribute.SESSIONS_HELD: state.sessions_held,
        SearchAttribute.SESSIONS_PLANNED: state.sessions_planned,
        SearchAttribute.PAUSED: state.pause is not None,
    }


_STAGES = {
    Stage.INVITED: "Both are invited",
    Stage.ASSESSMENT: "Assessment of knowledge and experience",
    Stage.EXPECTATIONS: "Clarification of expectations",
    Stage.PLANNING: "Planning of the sessions",
    Stage.SESSIONS: "Sessions",
    Stage.REVIEW: "Review",
    Stage.CLOSED: "Closed",
    Stage.PARTNERSHIP: "Closed, and partners for life: a follow-up now and then",
}

_ASKED_FOR = {
    Stage.INVITED: "an answer to the invitation",
    Stage.ASSESSMENT: "the assessment",
    Stage.PLANNING: "the acceptance of the action plan",
    Stage.REVIEW: "the review",
}


def details(state: PairingState, namespace: str) -> str:
    """The letter, in Markdown: stage, who is waited for until when, sessions, open items, links."""
    parts = [
        f"### {_STAGES[state.stage]}{' (paused)' if state.pause else ''}",
        _facts(state),
        _waiting(state),
        _next_step(state),
        items_of(state.items, state.setup.calendar.zone),
        _sessions(state),
        _why(state),
        f"[Cohort](/namespaces/{namespace}/workflows/cohort-{state.setup.cohort_id})",
    ]
    return letter_of(parts)


def _facts(state: PairingState) -> str:
    until = f", until {day(state.ends_on)}" if state.ends_on else ", ongoing"
    line = (
        f"**{state.setup.title}** · mentor `{state.setup.mentor}` · "
        f"mentee `{state.setup.mentee}` · in this stage since {_moment(state, state.stage_since)}"
        f"{until} · {state.sessions_held} of {state.sessions_planned} sessions held"
    )
    if state.ending is not None:
        line += f" · ended: {state.ending.reason.replace('_', ' ')}"
    return line


def _waiting(state: PairingState) -> str:
    sides = waiting_for(state)
    if state.pause is not None:
        back = state.pause.return_on
        return f"Paused since {_moment(state, state.pause.since)}" + (
            f", back on {day(back)}." if back else ", without a date of return."
        )
    if not sides:
        return ""
    who = " and ".join(f"the {side}" for side in sides)
    way_out = next((one for one in state.deadlines if one.kind is DeadlineKind.GIVE_UP), None)
    until = f" until {_moment(state, way_out.due)}" if way_out else ""
    return f"**Waiting for** {who}: {_asked_for(state)}{until}."


def _asked_for(state: PairingState) -> str:
    if state.stage is Stage.EXPECTATIONS:
        return "expectations" if state.expectations.missing else "the acceptance of the agreement"
    return _ASKED_FOR[state.stage]


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
            _when(state, session, plan.get(session.session_id)),
            _topic(state, plan.get(session.session_id)),
            _status(session),
            _learned(session),
        )
        for session in state.sessions[-SESSIONS_SHOWN:]
    ]
    return table(("#", "When", "Topic", "Status", "Learned (mentor · mentee)"), rows)


def _topic(state: PairingState, planned: PlannedSession | None) -> str:
    return state.setup.topic_title(planned.topic) if planned else ""


def _when(state: PairingState, session: Session, planned: PlannedSession | None) -> str:
    if session.held_at is not None:
        return _moment(state, session.held_at)
    if session.starts_at is not None:
        return _moment(state, session.starts_at)
    return f"about {day(planned.on)}" if planned else ""


def _status(session: Session) -> str:
    words = session.status.replace("_", " ")
    return f"{words} ({session.absent} absent)" if session.absent else words


def _learned(session: Session) -> str:
    mentor, mentee = session.reflections.mentor, session.reflections.mentee
    if session.status is not SessionStatus.HELD:
        return ""
    return f"{mentor.rating if mentor else '–'} · {mentee.rating if mentee else '–'}"


def _why(state: PairingState) -> str:
    """Of interest as long as the two are getting together."""
    reasons = () if state.sessions else state.setup.reasons
    return bullets("Why these two", reasons, shown=REASONS_SHOWN)


_NEXT = {
    DeadlineKind.FIRST_BOOKING_MENTEE: "Reminder to the mentee: first session not yet booked",
    DeadlineKind.FIRST_BOOKING_MENTOR: "The mentor is asked to reach out: no session booked yet",
    DeadlineKind.FIRST_BOOKING_ITEM: "Item for the owners: first session still not booked",
    DeadlineKind.NEXT_BOOKING: "Reminder to both: next session not yet booked",
    DeadlineKind.SESSION_REMINDER: "Reminder to both: a session is coming up",
    DeadlineKind.REPORT_REQUEST: "Both are asked whether the session took place",
    DeadlineKind.REPORT_AGAIN: "Both are asked again whether the session took place",
    DeadlineKind.UNCONFIRMED: "A session nobody confirmed counts neither way",
    DeadlineKind.OBJECTION_OVER: "An absence nobody objected to counts",
    DeadlineKind.REFLECTION_REMINDER: "Reminder: what did you learn in the last session?",
    DeadlineKind.JUNIOR_CHECK_IN: "The mentor alone is asked how it is going",
    DeadlineKind.SILENCE: "Both are asked: did you meet?",
    DeadlineKind.SILENCE_AGAIN: "Both are asked again: did you meet?",
    DeadlineKind.SILENCE_ITEM: "Item for the owners: a silent pair",
    DeadlineKind.WIND_DOWN: "Both are told that the end is near",
    DeadlineKind.REVIEW_DUE: "The review begins",
    DeadlineKind.LAST_DAY: "Somebody's last day: the pairing ends",
    DeadlineKind.PAUSE_RETURN: "The pause ends",
    DeadlineKind.PAUSE_QUESTION: "Both are asked: still paused?",
    DeadlineKind.PAUSE_MAX: "The longest pause is over: the pairing ends",
    DeadlineKind.REOPEN_OVER: "It can no longer be reopened",
    DeadlineKind.FOLLOW_UP: "Follow-up of the partnership",
}


def next_in_words(state: PairingState) -> str:
    """What falls due next, such as “Reminder: agreement not yet accepted by the mentee”."""
    deadline = state.next_due
    return _in_words(state, deadline) if deadline else "Nothing is due"


def _in_words(state: PairingState, deadline: Deadline) -> str:
    who = " and ".join(f"the {side}" for side in waiting_for(state))
    match deadline.kind:
        case DeadlineKind.REMINDER:
            return f"Reminder: {_asked_for(state)} not yet given by {who}"
        case DeadlineKind.ESCALATION:
            return f"Item for the owners: {_asked_for(state)} not yet given by {who}"
        case DeadlineKind.GIVE_UP:
            return f"The stage ends without {_asked_for(state)} of {who}"
        case kind:
            return _NEXT[kind]


def _moment(state: PairingState, instant: Instant) -> str:
    return moment(instant, state.setup.calendar.zone)
