"""What a pairing waits for, until when, and what happens next."""

from domain.engine.base import Frozen, Instant
from domain.engine.tables import complete, sparse
from domain.pairing.missing import waiting_for
from domain.pairing.state import PairingState
from domain.pairing.timetable import STAGE, due_of
from domain.pairing.vocabulary import DeadlineKind, Stage
from domain.programme.people import Side


class Awaited(Frozen):
    """What the pairing waits for at present."""

    sides: tuple[Side, ...] = ()
    """The sides whose answer is missing; empty if none is."""
    asked_for: str | None = None
    until: Instant | None = None
    """When the stage, or the pause, ends without it."""
    next_step: str | None = None
    """What the engine does next if no one acts."""
    next_due: Instant | None = None


def awaited(state: PairingState) -> Awaited:
    """The sides that are awaited until when, and the next step of the engine."""
    due = state.next_due
    if state.pause is None:
        until, asked_for = due_of(state, DeadlineKind.GIVE_UP), _asked_for_in_words(state)
    else:
        ends = (DeadlineKind.HOLD_OVER, DeadlineKind.PAUSE_RETURN, DeadlineKind.PAUSE_MAX)
        until = next(filter(None, (due_of(state, kind) for kind in ends)), None)
        asked_for = "a decision of the office" if state.on_hold else "the end of the pause"
    return Awaited(
        sides=() if state.pause else _sides(state),
        asked_for=asked_for,
        until=until,
        next_step=next_in_words(state) if due else None,
        next_due=due.due if due else None,
    )


def _sides(state: PairingState) -> tuple[Side, ...]:
    return state.unbriefed if state.stage is Stage.SESSIONS else waiting_for(state)


def _asked_for_in_words(state: PairingState) -> str | None:
    """What the present stage waits for, such as “the acceptance of the agreement”."""
    if state.stage is Stage.SESSIONS and state.unbriefed:
        return "the briefing"
    if state.stage is Stage.EXPECTATIONS and not state.preparation.expectations.missing:
        return "the acceptance of the agreement"
    return _ASKED_FOR[state.stage]


def in_words(sides: tuple[Side, ...], state: PairingState) -> str:
    """Who is awaited: “the mentor and the mentee”, or “the line manager of the mentor”."""
    whose = "the line manager of the" if state.stage is Stage.APPROVAL else "the"
    return " and ".join(f"{whose} {side}" for side in sides)


def next_in_words(state: PairingState) -> str:
    """What falls due next: “Reminder: the assessment not yet given by the mentee”."""
    return due_in_words(state.next_due.kind, state) if state.next_due else "Nothing is due"


def due_in_words(kind: DeadlineKind, state: PairingState) -> str:
    """What happens when a deadline of this kind falls due in this state."""
    who = in_words(waiting_for(state), state)
    match kind:
        case DeadlineKind.REMINDER:
            return f"Reminder: {_asked_for_in_words(state)} not yet given by {who}"
        case DeadlineKind.ESCALATION:
            return f"Item for the owners: {_asked_for_in_words(state)} not yet given by {who}"
        case DeadlineKind.GIVE_UP:
            return f"The stage ends without {_asked_for_in_words(state)} of {who}"
        case _:
            return _NEXT[kind]


_ASKED_FOR = sparse(
    Stage,
    {
        Stage.INVITED: "an answer to the invitation",
        Stage.APPROVAL: "the approval",
        Stage.ASSESSMENT: "the assessment",
        Stage.EXPECTATIONS: "expectations",
        Stage.PLANNING: "the acceptance of the action plan",
        Stage.REVIEW: "the review",
    },
    otherwise=None,
)

_NEXT = complete(
    (kind for kind in DeadlineKind if kind not in STAGE),
    {
        DeadlineKind.FIRST_CONTACT: "Reminder to both: get in touch for the first time",
        DeadlineKind.FIRST_CONTACT_ITEM: "Item for the owners: the two are not in touch",
        DeadlineKind.BRIEFING_MISSING: "Item for the owners: the first session needs a briefing",
        DeadlineKind.FIRST_BOOKING_MENTEE: "Reminder to the mentee: first session not yet booked",
        DeadlineKind.FIRST_BOOKING_MENTOR: (
            "The mentor is asked to reach out: no session booked yet"
        ),
        DeadlineKind.FIRST_BOOKING_ITEM: "Item for the owners: first session still not booked",
        DeadlineKind.NEXT_BOOKING: "Reminder to both: next session not yet booked",
        DeadlineKind.SESSION_REMINDER: "Reminder to both: a session is coming up",
        DeadlineKind.REPORT_REQUEST: "Both are asked whether the session took place",
        DeadlineKind.REPORT_AGAIN: "Both are asked again whether the session took place",
        DeadlineKind.UNCONFIRMED: "A session that nobody confirmed counts neither way",
        DeadlineKind.OBJECTION_OVER: "An absence to which nobody objected counts",
        DeadlineKind.REFLECTION_REMINDER: "Reminder: what did you learn in the last session?",
        DeadlineKind.JUNIOR_CHECK_IN: "The mentor alone is asked how it is going",
        DeadlineKind.ITEM_REMINDER: "The owners are reminded of what is still open",
        DeadlineKind.SILENCE: "Both are asked: did you meet?",
        DeadlineKind.SILENCE_AGAIN: "Both are asked again: did you meet?",
        DeadlineKind.SILENCE_ITEM: "Item for the owners: a silent pair",
        DeadlineKind.STILL_NOT_MET: "Item for the owners: the two do not meet",
        DeadlineKind.WIND_DOWN: "Both are told that the end is near",
        DeadlineKind.REVIEW_DUE: "The review begins",
        DeadlineKind.LAST_DAY: "Somebody has left the company: the pairing ends",
        DeadlineKind.AWAY: "Somebody goes away: the two pause",
        DeadlineKind.PAUSE_RETURN: "The pause ends",
        DeadlineKind.PAUSE_QUESTION: "Both are asked: still paused?",
        DeadlineKind.PAUSE_MAX: "The pause has been too long: the pairing ends",
        DeadlineKind.HOLD_OVER: "The hold has been too long: the pairing ends",
        DeadlineKind.REOPEN_OVER: "It can no longer be reopened",
        DeadlineKind.PULSE: "Both are asked in short how it is going",
        DeadlineKind.MIDPOINT: "Both are asked in short how it has gone so far",
        DeadlineKind.FOLLOW_UP: "Both are asked what they still use",
        DeadlineKind.SURVEY_REMINDER: "Reminder: short questions not yet answered",
        DeadlineKind.SURVEY_OVER: "Nobody waits for answers to the short questions any more",
        DeadlineKind.STILL_PARTNERS: "Both are asked whether they are still in touch",
    },
    verb="puts into words",
)
