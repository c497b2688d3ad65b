"""Rules that came when pairings were running already.

A run replays its history by the rules under which it was recorded. One that does not know a later
rule goes on without it until it continues as new; the next run has them all.
"""

from collections.abc import Set as AbstractSet
from enum import StrEnum

from domain.engine.base import Instant
from domain.engine.errors import not_allowed
from domain.engine.orders import ElapseDeadlines
from domain.pairing.commands import (
    AcceptAgreement,
    AcceptPlan,
    AnswerCheckIn,
    BookSession,
    Command,
    Extend,
    MailBounced,
    PersonLeft,
    Reopen,
    ReportSession,
    SessionCompleted,
    SessionWasMissed,
    SubmitReview,
)
from domain.pairing.consequences import consequences, of_both
from domain.pairing.consequences.telling import of_item
from domain.pairing.decide import decide
from domain.pairing.decide.sessions import clashes, held_already
from domain.pairing.events import (
    ItemOpened,
    NoticeIssued,
    PairingClosed,
    PairingEvent,
    ReviewClosed,
)
from domain.pairing.gate import check
from domain.pairing.owners import owners_apart
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import EndReason
from domain.programme.people import Side
from domain.programme.request import Owners
from domain.telling.notices import Notice, NoticeKind
from domain.telling.orders import SettleNotice

Events = tuple[PairingEvent, ...]

_PLANNING = (AcceptAgreement, AcceptPlan, Extend, Reopen)
_PLANNING_MORE = (
    AnswerCheckIn,
    ElapseDeadlines,
    ReportSession,
    SessionCompleted,
    SessionWasMissed,
    SubmitReview,
)
"""In an ongoing term: what may hold the last session, or close a review."""


class LaterRule(StrEnum):
    """The names stand in Temporal's histories: none may change."""

    WHO_HAS_LEFT_IS_TOLD_NOTHING = "who-has-left-is-told-nothing"
    """Before, only the end was kept from them; and whoever left after it was not remembered."""

    BOOKING_BEYOND_A_BREAK = "booking-beyond-a-break"
    """Before, nothing was booked during a break, whenever that would end."""

    MEETING_KEEPS_AWAKE = "meeting-keeps-awake"
    """Before, only sessions held before a review began saved a pairing that did not answer it."""

    EXPERIENCE_IN_PLANS = "experience-in-plans"
    """Before, a plan followed from knowledge, confidence and objectives only."""

    OWNERS_HAVE_STAND_INS = "owners-have-stand-ins"
    """Before, the lead alone was written to, even about themselves, or about their own mailbox."""

    A_TIME_OF_ITS_OWN = "a-time-of-its-own"
    """Before, sessions could share a time, and be booked for when somebody would have left."""

    def matters(self, state: PairingState, command: Command) -> bool:
        """Whether it could make a difference here."""
        match self:
            case LaterRule.WHO_HAS_LEFT_IS_TOLD_NOTHING:
                leaves = any(state.leaving.of(side) for side in Side)
                return leaves or isinstance(command, PersonLeft)
            case LaterRule.BOOKING_BEYOND_A_BREAK:
                return isinstance(command, BookSession) and state.pause is not None
            case LaterRule.MEETING_KEEPS_AWAKE:
                waits = state.review is not None and not state.review.final
                return waits and isinstance(command, ElapseDeadlines) and _woke_up(state)
            case LaterRule.EXPERIENCE_IN_PLANS:
                brings = any(
                    (one := state.assessments.of(side)) and one.experience for side in Side
                )
                return brings and _may_plan(state, command)
            case LaterRule.A_TIME_OF_ITS_OWN:
                match command:
                    case BookSession():
                        return bool(clashes(command, state))
                    case ReportSession() | SessionCompleted():
                        return held_already(command, state) is not None
                    case _:
                        return False
            case LaterRule.OWNERS_HAVE_STAND_INS:
                return _formerly_told(state) not in (None, *owners_apart(state)[:1]) or (
                    isinstance(command, MailBounced | SettleNotice) and len(owners_apart(state)) > 1
                )


def decide_without(
    rules: AbstractSet[LaterRule], state: PairingState | None, command: Command, now: Instant
) -> Events:
    """What `decide` said before there were these rules."""
    if state is None:
        return decide(state, command, now)
    leaving_is_ignored = LaterRule.WHO_HAS_LEFT_IS_TOLD_NOTHING in rules
    if LaterRule.EXPERIENCE_IN_PLANS in rules:
        state = _without_experience(state)
    if LaterRule.A_TIME_OF_ITS_OWN in rules:
        state = _with_one_session(state, command)
    match command:
        case PersonLeft() if leaving_is_ignored and state.stage.is_over:
            decide(state, command, now)
            return ()
        case BookSession() if state.pause and LaterRule.BOOKING_BEYOND_A_BREAK in rules:
            check(state, command)
            raise not_allowed("", "the pairing is paused", "resume it first")
        case Reopen() if leaving_is_ignored:
            nobody_leaves = {"leaving": type(state.leaving)(), "left": ()}
            return decide(state.model_copy(update=nobody_leaves), command, now)
        case _:
            return decide(state, command, now)


def consequences_without(
    rules: AbstractSet[LaterRule], event: PairingEvent, state: PairingState
) -> Events:
    """What followed from an event before there were these rules."""
    if LaterRule.EXPERIENCE_IN_PLANS in rules:
        state = _without_experience(state)
    if LaterRule.OWNERS_HAVE_STAND_INS in rules:
        if isinstance(event, ItemOpened):
            lead = _formerly_told(state)
            return (of_item(event.item, lead, event, state),) if lead else ()
        state = _without_owners(state)
    awake_is_ignored = LaterRule.MEETING_KEEPS_AWAKE in rules
    if awake_is_ignored and isinstance(event, ReviewClosed) and _woke_up(state):
        return (PairingClosed(occurred_at=event.occurred_at, reason=EndReason.LACK_OF_COMMITMENT),)
    if LaterRule.WHO_HAS_LEFT_IS_TOLD_NOTHING not in rules:
        return consequences(event, state)
    return tuple(
        one
        for one in of_both(event, state)
        if not (isinstance(one, NoticeIssued) and _was_kept_back(one.notice, event, state))
    )


def _may_plan(state: PairingState, command: Command) -> bool:
    """Whether sessions may be planned, or planned anew, because of it."""
    goes_on = state.ends_on is None and state.plan is not None
    return isinstance(command, _PLANNING) or (goes_on and isinstance(command, _PLANNING_MORE))


def _formerly_told(state: PairingState) -> str | None:
    owners = state.setup.owners
    return owners.lead or owners.deputy


def _with_one_session(state: PairingState, command: Command) -> PairingState:
    """Nothing that a time could clash with."""
    if not isinstance(command, BookSession | ReportSession | SessionCompleted):
        return state
    sessions = tuple(
        one
        if one.id == command.session_id
        else one.model_copy(update={"starts_at": None, "held_at": None})
        for one in state.sessions
    )
    return state.model_copy(update={"sessions": sessions, "leaving": type(state.leaving)()})


def _without_owners(state: PairingState) -> PairingState:
    setup = state.setup.model_copy(update={"owners": Owners()})
    return state.model_copy(update={"setup": setup})


def _without_experience(state: PairingState) -> PairingState:
    both = state.assessments
    for side in Side:
        if (one := both.of(side)) and one.experience:
            both = both.with_(side, one.model_copy(update={"experience": ()}))
    return state.model_copy(update={"assessments": both})


def _woke_up(state: PairingState) -> bool:
    """The two had been asleep when a review began that neither answers, but are no longer."""
    began = {"sessions_held": state.reviews[-1].sessions_held, "sessions": ()}
    return state.model_copy(update=began).has_fallen_asleep and not state.has_fallen_asleep


def _was_kept_back(notice: Notice, event: PairingEvent, state: PairingState) -> bool:
    if notice.kind not in (NoticeKind.CLOSED, NoticeKind.INVITATION_WITHDRAWN) or not notice.side:
        return False
    last_day = state.leaving.of(notice.side)
    return last_day is not None and last_day <= state.setup.calendar.local_day(event.occurred_at)
