"""Why pairings end: each reason of the closed list, and what leads to it."""

from domain.pairing.commands import Annul, Decline, End, PausePairing
from domain.pairing.facts import PersonLeft
from domain.pairing.preparation_requests import AnswerApproval
from domain.pairing.vocabulary import DeadlineKind, EndReason, Stage
from domain.programme.people import Side
from domain.programme.seats import NoSeat
from tests.unit.pairing.story import (
    MENTEE,
    MENTOR,
    OPERATOR,
    Story,
    a_setup,
    day,
    ongoing,
    opened,
)
from tests.unit.pairing.ways import given, held, on_hold, reviewed
from tests.unit.witnesses.witness import Ends

Reason, Due = EndReason, DeadlineKind
NO_SEAT = NoSeat(person="p-senior", side=Side.MENTEE, taken=1, capacity=1)


def _ended(reason: EndReason) -> Story:
    return given(Stage.SESSIONS).when(End, MENTEE, reason=reason)


def _ended_well() -> Story:
    """Two who have met say that they have reached what they wanted."""
    return held(given(Stage.SESSIONS)).when(End, MENTEE, reason=Reason.OBJECTIVES_REACHED)


def _asked_for(reason: EndReason) -> tuple[Ends, ...]:
    return (Ends("one of the two asks for it", lambda: _ended(reason)),)


def _leaves(after: int) -> Story:
    """It is known on which day the mentee leaves the company."""
    last_day = day(after).date()
    return given(Stage.SESSIONS).when(PersonLeft, person_id="p-senior", last_day=last_day)


ENDS: dict[EndReason, tuple[Ends, ...]] = {
    Reason.OBJECTIVES_REACHED: (Ends("both look back early", lambda: reviewed(_ended_well())),),
    Reason.PROGRAMME_ENDED: (
        Ends("both look back after the last session", lambda: reviewed(given(Stage.REVIEW))),
        Ends(
            "both look back after the term",
            lambda: reviewed(held(given(Stage.SESSIONS)).on(Due.REVIEW_DUE)),
        ),
    ),
    Reason.NOT_APPROVED: (
        Ends("no line manager has answered", lambda: given(Stage.APPROVAL).on(Due.GIVE_UP)),
        Ends(
            "a line manager has said no",
            lambda: given(Stage.APPROVAL).when(
                AnswerApproval, OPERATOR, side="mentor", manager_id="p-boss", approved=False
            ),
        ),
    ),
    Reason.LACK_OF_COMMITMENT: (
        *_asked_for(Reason.LACK_OF_COMMITMENT),
        Ends(
            "an ongoing exchange has fallen asleep, and nobody looks back",
            lambda: given(Stage.SESSIONS, **ongoing()).on(Due.REVIEW_DUE).on(Due.GIVE_UP),
        ),
    ),
    Reason.COMMUNICATION: _asked_for(Reason.COMMUNICATION),
    Reason.NO_FIT: _asked_for(Reason.NO_FIT),
    Reason.CONFLICT_OF_INTEREST: _asked_for(Reason.CONFLICT_OF_INTEREST),
    Reason.TIME: _asked_for(Reason.TIME),
    Reason.LEFT_COMPANY: (
        Ends("one of the two has left the company", lambda: _leaves(-1)),
        Ends("the last day is over", lambda: _leaves(10).on(Due.LAST_DAY)),
        Ends(
            "both look back before the last day",
            lambda: reviewed(held(_leaves(60)).on(Due.REVIEW_DUE)),
        ),
    ),
    Reason.ROLE_CHANGE: _asked_for(Reason.ROLE_CHANGE),
    Reason.HOLD: (
        Ends(
            "the operator ends it while it is on hold",
            lambda: on_hold().when(End, OPERATOR, reason=Reason.HOLD),
        ),
        Ends("nobody decides about a hold", lambda: on_hold().on(Due.HOLD_OVER)),
    ),
    Reason.WITHDRAWN_CONSENT: _asked_for(Reason.WITHDRAWN_CONSENT),
    Reason.DECLINED: (
        Ends("one of the two says no", lambda: given(Stage.INVITED).when(Decline, MENTEE)),
    ),
    Reason.INVITATION_EXPIRED: (
        Ends("nobody answers the invitation", lambda: given(Stage.INVITED).on(Due.GIVE_UP)),
    ),
    Reason.PREPARATION_UNANSWERED: (
        Ends("nobody accepts the plan", lambda: given(Stage.PLANNING).on(Due.GIVE_UP)),
    ),
    Reason.CLOSED_WITHOUT_REVIEW: (
        Ends("nobody looks back", lambda: given(Stage.REVIEW).on(Due.GIVE_UP)),
    ),
    Reason.PAUSE_EXPIRED: (
        Ends(
            "a pause takes too long",
            lambda: given(Stage.SESSIONS).when(PausePairing, MENTOR).on(Due.PAUSE_MAX),
        ),
    ),
    Reason.ANNULLED: (
        Ends("the operator annuls it", lambda: given(Stage.SESSIONS).when(Annul, OPERATOR)),
    ),
    Reason.NO_SEAT: (
        Ends("the mentee has no place free", lambda: opened(a_setup(), no_seats=(NO_SEAT,))),
    ),
}
