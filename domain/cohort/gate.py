"""Who may say what to a cohort, and when."""

from collections.abc import Mapping

from domain.cohort.commands import (
    MESSAGES,
    AcknowledgeItemOfCohort,
    AddBriefing,
    AddPerson,
    AdoptPolicyOfCohort,
    AnnounceShutdown,
    AnswerOffer,
    ChangeOwnersOfCohort,
    CohortConsentWithdrawn,
    CohortMailFared,
    CohortMessage,
    CohortPersonAway,
    CohortPersonBack,
    CohortPersonChanged,
    CohortPersonLeft,
    CohortPersonStays,
    ConfirmMatches,
    EndCohort,
    PairingsWatched,
    PauseCohort,
    RecordBriefing,
    RelaxRule,
    ResumeCohort,
    SnoozeItemOfCohort,
    WaiveCohortBriefing,
)
from domain.cohort.state import CohortState
from domain.cohort.vocabulary import OPEN_STAGES, CohortStage
from domain.engine import gate
from domain.engine.errors import NotAllowed
from domain.engine.gate import ITSELF, Gate
from domain.engine.roles import Role
from domain.engine.tables import complete

SIDES = (Role.MENTOR, Role.MENTEE, Role.OPERATOR)
OFFICE = (Role.OPERATOR,)
SYSTEMS = (Role.INTEGRATION, Role.OPERATOR)
ALL = tuple(CohortStage)
NOT_OVER = (*OPEN_STAGES, CohortStage.ENDING)
CONFIRMABLE = (CohortStage.CONFIRMING, CohortStage.RUNNING)

GATES: Mapping[type[CohortMessage], Gate[CohortStage]] = complete(
    MESSAGES.values(),
    {
        ConfirmMatches: Gate(OFFICE, CONFIRMABLE, during_pause=True),
        RelaxRule: Gate(OFFICE, OPEN_STAGES, during_pause=True),
        AddPerson: Gate(OFFICE, OPEN_STAGES, during_pause=True),
        AnswerOffer: Gate(SIDES, OPEN_STAGES, during_pause=True),
        AddBriefing: Gate(OFFICE, OPEN_STAGES, during_pause=True),
        RecordBriefing: Gate(SYSTEMS, NOT_OVER, during_pause=True),
        WaiveCohortBriefing: Gate(OFFICE, NOT_OVER, during_pause=True),
        PauseCohort: Gate(OFFICE, OPEN_STAGES),
        ResumeCohort: Gate(OFFICE, OPEN_STAGES, during_pause=True),
        AnnounceShutdown: Gate(OFFICE, (*OPEN_STAGES, CohortStage.ENDING), during_pause=True),
        AdoptPolicyOfCohort: Gate(OFFICE, OPEN_STAGES, during_pause=True),
        EndCohort: Gate(OFFICE, OPEN_STAGES, during_pause=True),
        ChangeOwnersOfCohort: Gate(OFFICE, ALL, during_pause=True),
        AcknowledgeItemOfCohort: Gate(OFFICE, ALL, during_pause=True),
        SnoozeItemOfCohort: Gate(OFFICE, ALL, during_pause=True),
        CohortPersonLeft: Gate(SYSTEMS, ALL, during_pause=True),
        CohortConsentWithdrawn: Gate(SYSTEMS, ALL, during_pause=True),
        CohortPersonStays: Gate(SYSTEMS, ALL, during_pause=True),
        CohortPersonAway: Gate(SYSTEMS, ALL, during_pause=True),
        CohortPersonBack: Gate(SYSTEMS, ALL, during_pause=True),
        CohortPersonChanged: Gate(SYSTEMS, ALL, during_pause=True),
        PairingsWatched: Gate(SYSTEMS, ALL, during_pause=True),
        CohortMailFared: Gate(ITSELF, ALL, during_pause=True),
    },
    verb="lets in",
)


def check(state: CohortState, message: CohortMessage) -> None:
    """Raise `NotAllowed` with everything that speaks against the message here and now."""
    problems = [
        *gate.another_address("cohort", message.cohort_id, state.cohort_id),
        *gate.objections(GATES, message, state, "cohort"),
    ]
    if problems:
        raise NotAllowed(problems)


def fitting(state: CohortState) -> tuple[str, ...]:
    """Names of all messages that are accepted from outside at present."""
    return gate.fitting(GATES, state)
