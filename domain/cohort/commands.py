"""The commands to a cohort."""

from collections.abc import Mapping
from typing import Annotated, Literal, get_args

from pydantic import Field

from domain.cohort.progress import PairingProgress
from domain.cohort.state import StartFailure
from domain.cohort.vocabulary import CohortEndReason
from domain.engine.base import Day, Frozen, OpaqueId
from domain.engine.errors import Problem
from domain.engine.messages import SIZE_OF_FACT, Message, Size
from domain.engine.orders import ElapseDeadlines, RejectMessage
from domain.matching import MatchResult, Pair
from domain.programme.calendar import RecordCalendar, WorkingCalendar
from domain.programme.ids import CohortId, PairingId, PersonId
from domain.programme.people import Away
from domain.programme.preparation import Briefing
from domain.programme.request import CohortRequest, HardRule, Owners, Shutdown, WaiverReason
from domain.programme.running_policy import RunningPolicy
from domain.telling.orders import GiveUpNotice, HowMailFared

Pairs = Annotated[tuple[Pair, ...], Field(max_length=5000)]


People = Annotated[tuple[PersonId, ...], Field(max_length=2000)]


class CohortMessage(Message):
    """What every message to a cohort carries."""

    cohort_id: CohortId


class ConfirmMatches(CohortMessage):
    """Say which of the proposed pairs are invited; those named in neither list stay proposed."""

    name = "confirm_matches"
    summary = "Confirm proposed pairs, all or some; rejected ones are matched anew"
    largest = Size(bytes=512_000, values=20_000)
    """Enough to name every pair that can be proposed at once."""
    accept: Literal["all"] | Pairs = ()
    """``all`` means: all but the rejected."""
    reject: Pairs = ()


class RelaxRule(CohortMessage):
    """Set a hard rule aside for all who are still without a partner."""

    name = "relax_rule"
    summary = "Set a named rule aside, with a reason; people without a partner are matched anew"
    rule: HardRule
    reason: WaiverReason


class AddPerson(CohortMessage):
    """Let a person of the roster join, or come back after an expired invitation."""

    name = "add_person"
    summary = "Let a person of the roster join the cohort, or come back to it"
    person_id: PersonId


class AnswerOffer(CohortMessage):
    """Say whether a person who lost the partner wants another one."""

    name = "answer_offer"
    summary = "Say whether a person who lost the partner wants another one"
    person_id: PersonId
    wanted: bool


class AddBriefing(CohortMessage):
    """Add a date on which people are briefed; whoever is without one is invited."""

    name = "add_briefing"
    summary = "Add a briefing for mentors or mentees; those without a date are invited to it"
    briefing: Briefing


class RecordBriefing(CohortMessage):
    """Say who was at a briefing; a later word about the same person and date replaces it."""

    name = "record_briefing"
    summary = "Record who was at a briefing and who was not, for one person or for many"
    largest = Size(bytes=256_000, values=5_000)
    """Enough to name everybody of a cohort."""
    briefing_id: OpaqueId
    attended: Literal["all"] | People = ()
    """``all`` means: everybody invited but those who missed it."""
    missed: Literal["all"] | People = ()
    """``all`` means: everybody invited but those who attended."""


class WaiveCohortBriefing(CohortMessage):
    """Let a person begin without a briefing."""

    name = "waive_briefing"
    summary = "Let a person begin without a briefing, with a reason that is recorded"
    person_id: PersonId
    reason: WaiverReason


class PauseCohort(CohortMessage):
    """Pause the whole cohort."""

    name = "pause"
    summary = "Pause the cohort and all its pairings, with or without a date of return"
    return_on: Day | None = None


class ResumeCohort(CohortMessage):
    """Go on with what was left of every deadline."""

    name = "resume"
    summary = "Resume the cohort and all its pairings"


class AnnounceShutdown(CohortMessage):
    """Say that the company, or some of its sites, will be closed."""

    name = "announce_shutdown"
    summary = "Announce days on which the company or some sites are closed; all pairings are told"
    shutdown: Shutdown


class AdoptPolicyOfCohort(CohortMessage):
    """Go by other numbers of the programme from now on, and so do pairings that begin later."""

    name = "adopt_policy"
    summary = "Go by other numbers of the programme from now on, for pairings that begin later"
    policy: RunningPolicy


class EndCohort(CohortMessage):
    """End the cohort; every pairing is led to its end."""

    name = "end"
    summary = "End the cohort and all its pairings, for a reason of the closed list"
    reason: CohortEndReason = CohortEndReason.PROGRAMME_ENDED


class ChangeOwnersOfCohort(CohortMessage):
    """Other people look after the cohort and all its pairings from now on."""

    name = "change_owners"
    summary = "Name the people who look after the cohort and its pairings from now on"
    owners: Owners


class AcknowledgeItemOfCohort(CohortMessage):
    """Say that somebody deals with an item: nobody else is told of it once it is overdue."""

    name = "acknowledge_item"
    summary = "Say that you deal with an open item of the cohort"
    item_id: OpaqueId


class SnoozeItemOfCohort(CohortMessage):
    """Put an item of the cohort off."""

    name = "snooze_item"
    summary = "Put an open item of the cohort off until a day"
    item_id: OpaqueId
    until: Day


class CohortFact(CohortMessage):
    """A signal about a person: the cohort passes it on to all pairings of that person."""

    largest = SIZE_OF_FACT
    person_id: PersonId


class CohortPersonLeft(CohortFact):
    """A person leaves the company."""

    name = "person_left"
    summary = "Somebody leaves the company; all their pairings are told"
    last_day: Day | None = None
    """Absent: gone already."""


class CohortPersonStays(CohortFact):
    """A person who was to leave the company stays after all."""

    name = "person_stays"
    summary = "Somebody does not leave the company after all; all their pairings are told"


class CohortConsentWithdrawn(CohortFact):
    """A person withdraws the consent: nothing more is done with what is known of them."""

    name = "consent_withdrawn"
    summary = "Somebody withdraws the consent; all their pairings end, and they are in no other"


class CohortPersonAway(CohortFact, Away):
    """A person will not be at work for a while, or is not at work."""

    name = "person_away"
    summary = "Somebody is away for a while; all their pairings pause until the return"


class CohortPersonBack(CohortFact):
    """A person is back at work, or will not be away after all."""

    name = "person_back"
    summary = "Somebody is back, or is not away after all; all their pairings are told"


class CohortPersonChanged(CohortFact):
    """Data of a person changed in the roster; the rules are checked again."""

    name = "person_changed"
    summary = "The roster changed for somebody; all their pairings check the rules again"


SomePairings = Annotated[tuple[PairingId, ...], Field(max_length=50)]


class PairingsWatched(CohortMessage):
    """Whether Temporal runs the pairings that can still go on: what has changed since it was last
    told."""

    name = "pairings_watched"
    summary = "The watch of Eyelevel saw that pairings do not run any more, or run again"
    largest = Size(bytes=16_000, values=200)
    not_running: SomePairings = ()
    running_again: SomePairings = ()
    """Those that were not running before; also one that is over by now."""


class CohortMailFared(CohortMessage, HowMailFared):
    """The engine's own post tells how a mail of this cohort fared."""

    largest = SIZE_OF_FACT


class OpenCohort(Frozen):
    """The engine opens a cohort."""

    cohort_id: CohortId
    request: CohortRequest
    calendar: WorkingCalendar
    """Of the programme office: its time zone, holidays and shutdowns."""


class RecordMatches(Frozen):
    """Matching has found pairs, and people who stay without a partner."""

    round: int
    """The question's number: the state's `matching.number` at that time."""
    result: MatchResult


class RecordMatchingRefused(Frozen):
    """Matching was refused: pairs composed by hand break rules, and no pair was proposed."""

    round: int
    problems: Annotated[tuple[Problem, ...], Field(min_length=1)]


class RecordStarted(Frozen):
    """Pairings were started, or could not be."""

    started: tuple[PairingId, ...] = ()
    failed: tuple[StartFailure, ...] = ()


class RecordInstructionCarriedOut(Frozen):
    """Every pairing has been told, except those that could not be reached."""

    instruction_id: OpaqueId
    unreached: tuple[PairingId, ...] = ()


class RecordNewsPassedOn(Frozen):
    """The pairings that news concerns have been told, except those that could not be reached."""

    news_id: OpaqueId
    unreached: tuple[PairingId, ...] = ()


class RecordProgress(Frozen):
    """How the pairings are at present."""

    rows: tuple[PairingProgress, ...]


Order = (
    OpenCohort
    | RecordMatches
    | RecordMatchingRefused
    | RecordStarted
    | RecordInstructionCarriedOut
    | RecordNewsPassedOn
    | RecordProgress
    | RecordCalendar
    | ElapseDeadlines
    | GiveUpNotice
    | RejectMessage
)
Command = CohortMessage | Order

REQUESTS: tuple[type[CohortMessage], ...] = (
    ConfirmMatches,
    RelaxRule,
    AddPerson,
    AnswerOffer,
    AddBriefing,
    RecordBriefing,
    WaiveCohortBriefing,
    PauseCohort,
    ResumeCohort,
    AnnounceShutdown,
    AdoptPolicyOfCohort,
    EndCohort,
    ChangeOwnersOfCohort,
    AcknowledgeItemOfCohort,
    SnoozeItemOfCohort,
)
FACTS: tuple[type[CohortMessage], ...] = (
    CohortPersonLeft,
    CohortPersonStays,
    CohortConsentWithdrawn,
    CohortPersonAway,
    CohortPersonBack,
    CohortPersonChanged,
    PairingsWatched,
    CohortMailFared,
)
MESSAGES: Mapping[str, type[CohortMessage]] = {model.name: model for model in (*REQUESTS, *FACTS)}
"""Every message by the name of its update or signal."""
COMMANDS: tuple[type[Command], ...] = (*MESSAGES.values(), *get_args(Order))
"""Every command: messages from outside, and the engine's own orders."""
