"""Who may say what, and when. One table instead of checks all over the place."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.engine.errors import NotAllowed, Problem
from domain.engine.roles import Role
from domain.engine.tables import complete
from domain.pairing.commands import (
    MESSAGES,
    Accept,
    AcceptAgreement,
    AcceptPlan,
    Annul,
    AnswerCheckIn,
    BookSession,
    CancelSession,
    Decline,
    End,
    Extend,
    MailBounced,
    PairingMessage,
    PausePairing,
    PersonChanged,
    PersonLeft,
    Reopen,
    ReportSession,
    ResumePairing,
    SessionCompleted,
    SessionWasMissed,
    SettleItem,
    SubmitAssessment,
    SubmitExpectations,
    SubmitReflection,
    SubmitReview,
    WithdrawSessionReport,
)
from domain.pairing.state import PairingState, Pause
from domain.pairing.vocabulary import Stage
from domain.programme.people import Side

SIDES = (Role.MENTOR, Role.MENTEE)
BOOKERS = (*SIDES, Role.ASSISTANT, Role.OPERATOR, Role.INTEGRATION)
REPORTERS = (*SIDES, Role.OPERATOR, Role.INTEGRATION)
STEERING = (*SIDES, Role.OPERATOR)
OFFICE = (Role.OPERATOR,)
SYSTEMS = (Role.INTEGRATION, Role.OPERATOR)

ALL = tuple(Stage)
RUNNING = tuple(stage for stage in Stage if not stage.is_over)
BEGUN = (Stage.SESSIONS, Stage.REVIEW)
AFTER_SESSIONS = (*BEGUN, Stage.CLOSED, Stage.PARTNERSHIP)


@dataclass(frozen=True)
class Gate:
    """In which roles and stages a message is taken, and whether a pause shuts it out."""

    roles: tuple[Role, ...]
    stages: tuple[Stage, ...]
    during_pause: bool = False
    beyond_pause: bool = False
    """It is about a time to come: taken during a pause, too, once it is known when that ends."""

    def is_shut_by(self, pause: Pause | None) -> bool:
        """Whether it has to wait until the pause is over."""
        if pause is None or self.during_pause:
            return False
        return not self.beyond_pause or pause.return_on is None


GATES: Mapping[type[PairingMessage], Gate] = complete(
    MESSAGES.values(),
    {
        Accept: Gate(SIDES, (Stage.INVITED,)),
        Decline: Gate(SIDES, (Stage.INVITED,), during_pause=True),
        SubmitAssessment: Gate(SIDES, (Stage.INVITED, Stage.ASSESSMENT, Stage.EXPECTATIONS)),
        SubmitExpectations: Gate(SIDES, (Stage.EXPECTATIONS, Stage.PLANNING)),
        AcceptAgreement: Gate(SIDES, (Stage.EXPECTATIONS,)),
        AcceptPlan: Gate(SIDES, (Stage.PLANNING, Stage.SESSIONS)),
        BookSession: Gate(BOOKERS, BEGUN, beyond_pause=True),
        CancelSession: Gate(BOOKERS, BEGUN, during_pause=True),
        ReportSession: Gate(REPORTERS, BEGUN, during_pause=True),
        WithdrawSessionReport: Gate(REPORTERS, BEGUN, during_pause=True),
        SubmitReflection: Gate(SIDES, AFTER_SESSIONS, during_pause=True),
        AnswerCheckIn: Gate(SIDES, (*BEGUN, Stage.PARTNERSHIP), during_pause=True),
        SubmitReview: Gate(SIDES, (Stage.REVIEW,), during_pause=True),
        PausePairing: Gate(STEERING, RUNNING, during_pause=True),
        ResumePairing: Gate(STEERING, RUNNING, during_pause=True),
        Extend: Gate(STEERING, (Stage.SESSIONS,)),
        End: Gate(STEERING, (*RUNNING, Stage.PARTNERSHIP), during_pause=True),
        Annul: Gate(OFFICE, RUNNING, during_pause=True),
        Reopen: Gate(OFFICE, (Stage.CLOSED, Stage.PARTNERSHIP)),
        SettleItem: Gate(OFFICE, ALL, during_pause=True),
        SessionCompleted: Gate(SYSTEMS, BEGUN, during_pause=True),
        SessionWasMissed: Gate(SYSTEMS, BEGUN, during_pause=True),
        PersonLeft: Gate(SYSTEMS, ALL, during_pause=True),
        PersonChanged: Gate(SYSTEMS, ALL, during_pause=True),
        MailBounced: Gate(SYSTEMS, ALL, during_pause=True),
    },
    verb="lets in",
)


def check(state: PairingState, message: PairingMessage) -> None:
    """Raise `NotAllowed` with everything that speaks against the message here and now."""
    gate = GATES[type(message)]
    problems = []
    if message.pairing_id != state.setup.pairing_id:
        problems.append(
            Problem(
                path="pairing_id",
                problem="this is another pairing",
                allowed=state.setup.pairing_id,
            )
        )
    if message.acting not in gate.roles:
        problems.append(
            Problem(
                path="acting",
                problem=f"{message.acting} may not do this",
                allowed=", ".join(gate.roles),
            )
        )
    if state.stage not in gate.stages:
        problems.append(
            Problem(
                path="",
                problem=f"{message.name} does not fit the stage {state.stage}",
                allowed=f"in the stages {', '.join(gate.stages)}; now: {', '.join(fitting(state))}",
            )
        )
    elif gate.is_shut_by(state.pause):
        problems.append(_paused(gate))
    if problems:
        raise NotAllowed(problems)


def _paused(gate: Gate) -> Problem:
    remedy = "resume it first"
    if gate.beyond_pause:
        remedy += ", or tell with pause on which day it ends (return_on)"
    return Problem(path="", problem="the pairing is paused", allowed=remedy)


def fitting(state: PairingState) -> tuple[str, ...]:
    """Names of all messages that fit the present moment."""
    return tuple(
        model.name
        for model, gate in GATES.items()
        if state.stage in gate.stages and not gate.is_shut_by(state.pause)
    )


def side_of(role: Role) -> Side:
    """The side that speaks. Only for messages whose gate admits nobody else."""
    return Side(role.value)
