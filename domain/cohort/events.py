"""The events of a cohort: past participles with a wire tag. They hold no one's own words."""

from datetime import date

from domain.cohort.briefing_events import (
    BriefingAdded,
    BriefingRecorded,
    CohortBriefingWaived,
    PeopleInvited,
)
from domain.cohort.event import CohortEvent
from domain.cohort.progress import PairingProgress
from domain.cohort.state import CohortInstruction, News, PairingEntry, StartFailure
from domain.cohort.vocabulary import CohortDeadlineKind, CohortEndReason, CohortStage
from domain.engine.base import OpaqueId
from domain.engine.errors import Problem
from domain.engine.events import Elapsed, Postponed
from domain.engine.roles import Role
from domain.matching import Pair, ProposedPair, Unmatched
from domain.programme.calendar import WorkingCalendar
from domain.programme.ids import CohortId, PairingId, PersonId
from domain.programme.request import (
    CohortRequest,
    Owners,
    ReadinessWaiver,
    RuleWaiver,
    Shutdown,
)
from domain.programme.running_policy import RunningPolicy
from domain.telling import events

# -- the course of a cohort ----------------------------------------------------------------------


class CohortOpened(CohortEvent):
    """An operator asked for a programme, and everything it needs is in place or waived."""

    tag = "cohort.opened.v1"
    cohort_id: CohortId
    request: CohortRequest
    calendar: WorkingCalendar
    readiness_waived: tuple[ReadinessWaiver, ...] = ()
    """Only of prerequisites that are not met."""


class CohortCalendarRenewed(CohortEvent):
    """The holidays of the years to come were looked up."""

    tag = "cohort.calendar_renewed.v1"
    calendar: WorkingCalendar
    closed: tuple[date, ...] = ()
    """Days that were known as working days, and are not: a shutdown was announced."""


class CohortShutdownAnnounced(CohortEvent):
    """The company, or some of its sites, will be closed; all pairings are to know."""

    tag = "cohort.shutdown_announced.v1"
    shutdown: Shutdown
    news: News
    by: Role


class CohortPolicyAdopted(CohortEvent):
    """The cohort goes by other numbers from now on, and so do pairings that begin later."""

    tag = "cohort.policy_adopted.v1"
    policy: RunningPolicy


class CohortStageEntered(CohortEvent):
    """The cohort went on to another stage, or back to an earlier one."""

    tag = "cohort.stage_entered.v1"
    stage: CohortStage
    left: CohortStage


class CohortDeadlineElapsed(CohortEvent, Elapsed[CohortDeadlineKind]):
    """A deadline elapsed: what it waits for was not done in time."""

    tag = "cohort.deadline_elapsed.v1"


class CohortDeadlinePostponed(CohortEvent, Postponed[CohortDeadlineKind]):
    """A deadline that would decide something waits, because nobody could answer in time."""

    tag = "cohort.deadline_postponed.v1"


class CohortPaused(CohortEvent):
    """The cohort is paused; every deadline stands still."""

    tag = "cohort.paused.v1"
    by: Role
    return_on: date | None = None


class CohortResumed(CohortEvent):
    """The pause is over; every deadline goes on with what was left of it."""

    tag = "cohort.resumed.v1"
    by: Role | None = None
    """Absent when the date of return came."""


class CohortEndingBegun(CohortEvent):
    """The cohort begins to end; no one is matched any more."""

    tag = "cohort.ending_begun.v1"
    reason: CohortEndReason
    by: Role | None = None


class CohortClosed(CohortEvent):
    """Nothing is left to do."""

    tag = "cohort.closed.v1"
    reason: CohortEndReason
    problems: tuple[Problem, ...] = ()
    """Why the first matching was refused, when that is the reason."""


# -- putting people together ---------------------------------------------------------------------


class MatchesProposed(CohortEvent):
    """Pairs were proposed; all others wait, each with a reason."""

    tag = "cohort.matches_proposed.v1"
    round: int
    pairs: tuple[ProposedPair, ...]
    waiting: tuple[Unmatched, ...]
    elsewhere: tuple[PersonId, ...] = ()
    """People whose partner is in another cohort of the roster: candidates of later questions."""
    blocking_pairs: int


class MatchingRefused(CohortEvent):
    """The question could not be answered; those without a partner wait until it is asked again."""

    tag = "cohort.matching_refused.v1"
    round: int
    problems: tuple[Problem, ...]


class MatchesConfirmed(CohortEvent):
    """Pairs are to be invited."""

    tag = "cohort.matches_confirmed.v1"
    entries: tuple[PairingEntry, ...]
    by: Role | None = None
    """Absent when the request asks for no confirmation by people."""


class MatchesRejected(CohortEvent):
    """People who know the two rejected the pair."""

    tag = "cohort.matches_rejected.v1"
    pairs: tuple[Pair, ...]
    by: Role


class RuleRelaxed(CohortEvent):
    """A hard rule was set aside for those who are still without a partner."""

    tag = "cohort.rule_relaxed.v1"
    waiver: RuleWaiver
    by: Role


class PersonAdded(CohortEvent):
    """A person joins, or comes back."""

    tag = "cohort.person_added.v1"
    person: PersonId
    by: Role


class MatchingEnded(CohortEvent):
    """It is too late to put people together."""

    tag = "cohort.matching_ended.v1"
    lapsed: tuple[Pair, ...] = ()
    """Proposals that were not confirmed."""
    waiting: tuple[PersonId, ...] = ()
    """Those who have waited to the end."""


# -- the pairings --------------------------------------------------------------------------------


class PairingStarted(CohortEvent):
    """A confirmed pair has become a pairing with a life of its own."""

    tag = "cohort.pairing_started.v1"
    pairing_id: PairingId


class PairingsNotStarted(CohortEvent):
    """Confirmed pairs could not become pairings."""

    tag = "cohort.pairings_not_started.v1"
    failures: tuple[StartFailure, ...]


class PairingProgressed(CohortEvent):
    """A pairing has come further since the last look."""

    tag = "cohort.pairing_progressed.v1"
    progress: PairingProgress


class PlacesFreed(CohortEvent):
    """A pairing is over. Whom it does not name may be matched with others."""

    tag = "cohort.places_freed.v1"
    pairing_id: PairingId
    seeking: tuple[PersonId, ...] = ()
    """Get the next candidate: an invitation fell through, or the two parted without fault."""
    asked: tuple[PersonId, ...] = ()
    """Lost the partner through no wish of their own; asked whether they want another one."""
    done: tuple[PersonId, ...] = ()
    """Matched again only on request: said no, did not answer, wanted the end, or finished
    as a mentee."""


class OfferAnswered(CohortEvent):
    """A person said whether they want another partner."""

    tag = "cohort.offer_answered.v1"
    person: PersonId
    wanted: bool
    by: Role


class ProgressChecked(CohortEvent):
    """The pairings were looked at."""

    tag = "cohort.progress_checked.v1"


class PairingsFoundStopped(CohortEvent):
    """Pairings can still go on, and Temporal does not run them."""

    tag = "cohort.pairings_found_stopped.v1"
    pairing_ids: tuple[PairingId, ...]


class PairingsFoundRunning(CohortEvent):
    """Pairings that had been found stopped run again, or are over."""

    tag = "cohort.pairings_found_running.v1"
    pairing_ids: tuple[PairingId, ...]


class InstructionGiven(CohortEvent):
    """All pairings named are to pause, to resume, or to end."""

    tag = "cohort.instruction_given.v1"
    instruction: CohortInstruction


class InstructionCarriedOut(CohortEvent):
    """Every pairing of the instruction has been told, except those that could not be reached."""

    tag = "cohort.instruction_carried_out.v1"
    instruction_id: OpaqueId
    unreached: tuple[PairingId, ...] = ()


class PersonReported(CohortEvent):
    """Something about a person is known that all their pairings have to know."""

    tag = "cohort.person_reported.v1"
    news: News


class CohortOwnersChanged(CohortEvent):
    """Other people look after the cohort; its pairings are told."""

    tag = "cohort.owners_changed.v1"
    by: Role
    owners: Owners
    news: News


class NewsPassedOn(CohortEvent):
    """The pairings that news concerns have been told, except those that could not be reached."""

    tag = "cohort.news_passed_on.v1"
    news_id: OpaqueId
    unreached: tuple[PairingId, ...] = ()


# -- consequences --------------------------------------------------------------------------------


class CohortNoticeIssued(CohortEvent, events.NoticeIssued):
    """A person is told something."""

    tag = "cohort.notice_issued.v1"


class CohortNoticeSettled(CohortEvent, events.NoticeSettled):
    """It is certain that a notice will not arrive; or one did, and that settles an item."""

    tag = "cohort.notice_settled.v1"


class CohortItemOpened(CohortEvent, events.ItemOpened):
    """The owners have something to do."""

    tag = "cohort.item_opened.v1"


class CohortItemAcknowledged(CohortEvent, events.ItemAcknowledged):
    """Somebody has said that they deal with an item."""

    tag = "cohort.item_acknowledged.v1"


class CohortItemSnoozed(CohortEvent, events.ItemSnoozed):
    """An item is put off."""

    tag = "cohort.item_snoozed.v1"


class CohortItemSettled(CohortEvent, events.ItemSettled):
    """The matter is settled."""

    tag = "cohort.item_settled.v1"


class CohortMessageRejected(CohortEvent, events.MessageRejected):
    """A message arrived that could not be used."""

    tag = "cohort.message_rejected.v1"


FIRST_EVENTS: tuple[type[CohortEvent], ...] = (CohortOpened,)
"""Events with which a stream can begin."""
LATER_EVENTS: tuple[type[CohortEvent], ...] = (
    CohortStageEntered,
    CohortDeadlineElapsed,
    CohortDeadlinePostponed,
    CohortCalendarRenewed,
    CohortShutdownAnnounced,
    CohortPolicyAdopted,
    CohortPaused,
    CohortResumed,
    CohortEndingBegun,
    CohortClosed,
    MatchesProposed,
    MatchingRefused,
    MatchesConfirmed,
    MatchesRejected,
    RuleRelaxed,
    PersonAdded,
    MatchingEnded,
    BriefingAdded,
    PeopleInvited,
    BriefingRecorded,
    CohortBriefingWaived,
    PairingStarted,
    PairingsNotStarted,
    PairingProgressed,
    PlacesFreed,
    OfferAnswered,
    ProgressChecked,
    PairingsFoundStopped,
    PairingsFoundRunning,
    InstructionGiven,
    InstructionCarriedOut,
    PersonReported,
    CohortOwnersChanged,
    NewsPassedOn,
    CohortNoticeIssued,
    CohortNoticeSettled,
    CohortItemOpened,
    CohortItemAcknowledged,
    CohortItemSnoozed,
    CohortItemSettled,
    CohortMessageRejected,
)
"""Events of a cohort that has been opened."""
COHORT_EVENTS: tuple[type[CohortEvent], ...] = (*FIRST_EVENTS, *LATER_EVENTS)
"""Every event of a cohort; the journal's reader finds them here by their tag."""
