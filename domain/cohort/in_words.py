"""The history of a cohort: one line of plain words per event; people by id, never by name."""

from collections.abc import Iterable

from domain.cohort import events as happened
from domain.cohort.briefing_events import (
    BriefingAdded,
    BriefingRecorded,
    CohortBriefingWaived,
    PeopleInvited,
)
from domain.cohort.event import CohortEvent
from domain.cohort.state import CohortState
from domain.cohort.vocabulary import NewsKind
from domain.cohort.waiting import due_in_words
from domain.engine.roles import Role
from domain.engine.tables import On, Sentences, complete, rule_for
from domain.engine.words import DELAYS, spelled_out
from domain.matching import Pair
from domain.programme import dates
from domain.programme.ids import PairingId, pairing_workflow_id
from domain.programme.request import FixedTerm
from domain.programme.running_policy import differences, policy_of
from domain.programme.shutdowns import in_words as closure
from domain.telling import desk_in_words as desk


def in_words(event: CohortEvent, state: CohortState) -> str:
    """The event in one line. ``state`` is the cohort before it; for the first event, after it."""
    return rule_for(event, WORDS)(event, state)


def _by(by: Role | None) -> str:
    return f" by the {by}" if by else ""


def _count(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"


def _pairs(pairs: Iterable[Pair]) -> str:
    return ", ".join(f"{pair.mentor} with {pair.mentee}" for pair in pairs)


# -- the course of a cohort ----------------------------------------------------------------------


def _opened(event: happened.CohortOpened, state: CohortState) -> str:
    term = event.request.term
    until = f"until {dates.day(term.end)}" if isinstance(term, FixedTerm) else "ongoing"
    waived = spelled_out(", ".join(waiver.prerequisite for waiver in event.readiness_waived))
    without = f"; set aside: {waived}" if waived else ""
    return f"The cohort “{event.request.title}” is opened, {until}{without}"


def _stage_entered(event: happened.CohortStageEntered, state: CohortState) -> str:
    return f"Stage: {event.stage} (after {event.left})"


def _policy_adopted(event: happened.CohortPolicyAdopted, state: CohortState) -> str:
    changed = differences(policy_of(state.request), event.policy)
    return f"Other settings from now on: {', '.join(map(str, changed))}"


def _elapsed(event: happened.CohortDeadlineElapsed, state: CohortState) -> str:
    due, now = (dates.moment(at, state.calendar.zone) for at in (event.due, event.occurred_at))
    late = "" if due == now else f"; it was due on {due}"
    return f"Due: {due_in_words(event.kind)}{late}"


def _postponed(event: happened.CohortDeadlinePostponed, state: CohortState) -> str:
    until = dates.moment(event.until, state.calendar.zone)
    return f"{DELAYS[event.delay]}; not before {until}: {due_in_words(event.kind)}"


def _paused(event: happened.CohortPaused, state: CohortState) -> str:
    back = event.return_on
    return f"Paused{_by(event.by)}, " + (
        f"back on {dates.day(back)}" if back else "without a date of return"
    )


def _resumed(event: happened.CohortResumed, state: CohortState) -> str:
    return f"The pause is over{', ended' + _by(event.by) if event.by else ''}"


def _ending_begun(event: happened.CohortEndingBegun, state: CohortState) -> str:
    return f"Ended{_by(event.by)}: {spelled_out(event.reason)}; its pairings come to their end"


def _closed(event: happened.CohortClosed, state: CohortState) -> str:
    problems = "".join(f"; {problem}" for problem in event.problems)
    return f"Closed: {spelled_out(event.reason)}{problems}"


# -- putting people together ---------------------------------------------------------------------


def _proposed(event: happened.MatchesProposed, state: CohortState) -> str:
    waiting = f"{len(event.waiting)} without a partner"
    return f"{_count(len(event.pairs), 'pair')} proposed in round {event.round}; {waiting}"


def _refused(event: happened.MatchingRefused, state: CohortState) -> str:
    return f"Round {event.round} of matching failed: {'; '.join(map(str, event.problems))}"


def _confirmed(event: happened.MatchesConfirmed, state: CohortState) -> str:
    how = _by(event.by) or ", as the cohort file says"
    return f"{_count(len(event.entries), 'pair')} confirmed{how}"


def _rejected(event: happened.MatchesRejected, state: CohortState) -> str:
    return f"{_count(len(event.pairs), 'pair')} rejected{_by(event.by)}: {_pairs(event.pairs)}"


def _calendar_renewed(event: happened.CohortCalendarRenewed, state: CohortState) -> str:
    until = event.calendar.known_until
    return f"Holidays were looked up{f' until {dates.day(until)}' if until else ''}"


def _relaxed(event: happened.RuleRelaxed, state: CohortState) -> str:
    return f"The rule “{spelled_out(event.waiver.rule)}” is set aside{_by(event.by)}"


def _person_added(event: happened.PersonAdded, state: CohortState) -> str:
    return f"Added{_by(event.by)}: {event.person}"


def _matching_ended(event: happened.MatchingEnded, state: CohortState) -> str:
    lapsed = f"; not confirmed in time: {_pairs(event.lapsed)}" if event.lapsed else ""
    waited = f"; still without a partner: {', '.join(event.waiting)}" if event.waiting else ""
    return f"Nobody is matched any more{lapsed}{waited}"


# -- briefings -----------------------------------------------------------------------------------


def _briefing_added(event: BriefingAdded, state: CohortState) -> str:
    when = dates.moment(event.briefing.starts_at, state.calendar.zone)
    return f"A briefing for {event.briefing.side}s is added{_by(event.by)}: {when}"


def _people_invited(event: PeopleInvited, state: CohortState) -> str:
    return f"Invited to the briefing {event.briefing_id}: {', '.join(event.people)}"


def _briefing_recorded(event: BriefingRecorded, state: CohortState) -> str:
    there = f"; there: {', '.join(event.attended)}" if event.attended else ""
    missed = f"; not there: {', '.join(event.missed)}" if event.missed else ""
    return f"Attendance of the briefing {event.briefing_id}{_by(event.by)}{there}{missed}"


def _briefing_waived(event: CohortBriefingWaived, state: CohortState) -> str:
    waiver = event.waiver
    return f"{waiver.person} may begin without a briefing{_by(event.by)}: {waiver.reason}"


# -- the pairings --------------------------------------------------------------------------------


def _started(event: happened.PairingStarted, state: CohortState) -> str:
    entry = state.entry(event.pairing_id)
    pair = f": {_pairs([entry.pair])}" if entry else ""
    return f"pairing-{event.pairing_id} is started{pair}"


def _not_started(event: happened.PairingsNotStarted, state: CohortState) -> str:
    failures = "; ".join(
        f"pairing-{failure.pairing_id} ({failure.problem})" for failure in event.failures
    )
    return f"Could not be started: {failures}"


def _progressed(event: happened.PairingProgressed, state: CohortState) -> str:
    now = event.progress
    ended = f", ended: {spelled_out(now.end_reason)}" if now.end_reason else ""
    paused = ", paused" if now.paused else ""
    held = f"{now.sessions_held} of {now.sessions_planned} sessions held"
    return f"News of pairing-{now.pairing_id}: {now.stage}{paused}{ended}; {held}"


def _places_freed(event: happened.PlacesFreed, state: CohortState) -> str:
    seeking = f"; next candidate for {', '.join(event.seeking)}" if event.seeking else ""
    asked = f"; asked about another partner: {', '.join(event.asked)}" if event.asked else ""
    return f"pairing-{event.pairing_id} frees its places{seeking}{asked}"


def _offer_answered(event: happened.OfferAnswered, state: CohortState) -> str:
    answer = "wants another partner" if event.wanted else "wants no other partner"
    return f"{event.person} {answer}{_by(event.by)}"


def _checked(event: happened.ProgressChecked, state: CohortState) -> str:
    return "The pairings were looked at"


def _found_stopped(event: happened.PairingsFoundStopped, state: CohortState) -> str:
    return f"Found not running: {_streams(event.pairing_ids)}"


def _found_running(event: happened.PairingsFoundRunning, state: CohortState) -> str:
    return f"Found running again: {_streams(event.pairing_ids)}"


def _streams(pairing_ids: Iterable[PairingId]) -> str:
    return ", ".join(map(pairing_workflow_id, pairing_ids))


def _instruction_given(event: happened.InstructionGiven, state: CohortState) -> str:
    instruction = event.instruction
    return f"{_count(len(instruction.pairing_ids), 'pairing')} shall {instruction.kind}"


def _carried_out(event: happened.InstructionCarriedOut, state: CohortState) -> str:
    instruction = next(
        (found for found in state.instructions if found.id == event.instruction_id), None
    )
    who = f"All but {len(event.unreached)}" if event.unreached else "All"
    return f"{who} of them were told{f' to {instruction.kind}' if instruction else ''}"


def _shutdown(event: happened.CohortShutdownAnnounced, state: CohortState) -> str:
    return f"{_NEWS[event.news.kind]}{_by(event.by)}: {closure(event.shutdown)}"


def _reported(event: happened.PersonReported, state: CohortState) -> str:
    who = event.news.person or _count(len(event.news.pairing_ids), "pairing")
    return f"{who}: {_NEWS[event.news.kind]}"


def _news_passed_on(event: happened.NewsPassedOn, state: CohortState) -> str:
    missed = f", except {_streams(event.unreached)}" if event.unreached else ""
    return f"All pairings concerned were told{missed}"


def _owners_changed(event: happened.CohortOwnersChanged, state: CohortState) -> str:
    return f"New owners{_by(event.by)}: {desk.named(event.owners)}"


_NEWS = complete(
    NewsKind,
    {
        NewsKind.LEFT: "leaves the company, or has left",
        NewsKind.STAYS: "stays in the company after all",
        NewsKind.CONSENT_WITHDRAWN: "has withdrawn the consent",
        NewsKind.AWAY: "is away for a while",
        NewsKind.BACK: "is at work",
        NewsKind.CHANGED: "changed in the roster",
        NewsKind.SHUTDOWN: "A shutdown is announced",
        NewsKind.OWNERS: "other people look after it",
        NewsKind.BRIEFED: "told which of their two are briefed",
    },
    verb="puts into words",
)

_WORDS: Sentences[CohortState] = (
    On(happened.CohortOpened, _opened),
    On(happened.CohortStageEntered, _stage_entered),
    On(happened.CohortDeadlineElapsed, _elapsed),
    On(happened.CohortDeadlinePostponed, _postponed),
    On(happened.CohortCalendarRenewed, _calendar_renewed),
    On(happened.CohortShutdownAnnounced, _shutdown),
    On(happened.CohortPolicyAdopted, _policy_adopted),
    On(happened.CohortPaused, _paused),
    On(happened.CohortResumed, _resumed),
    On(happened.CohortEndingBegun, _ending_begun),
    On(happened.CohortClosed, _closed),
    On(happened.MatchesProposed, _proposed),
    On(happened.MatchingRefused, _refused),
    On(happened.MatchesConfirmed, _confirmed),
    On(happened.MatchesRejected, _rejected),
    On(happened.RuleRelaxed, _relaxed),
    On(happened.PersonAdded, _person_added),
    On(happened.MatchingEnded, _matching_ended),
    On(BriefingAdded, _briefing_added),
    On(PeopleInvited, _people_invited),
    On(BriefingRecorded, _briefing_recorded),
    On(CohortBriefingWaived, _briefing_waived),
    On(happened.PairingStarted, _started),
    On(happened.PairingsNotStarted, _not_started),
    On(happened.PairingProgressed, _progressed),
    On(happened.PlacesFreed, _places_freed),
    On(happened.OfferAnswered, _offer_answered),
    On(happened.ProgressChecked, _checked),
    On(happened.PairingsFoundStopped, _found_stopped),
    On(happened.PairingsFoundRunning, _found_running),
    On(happened.InstructionGiven, _instruction_given),
    On(happened.InstructionCarriedOut, _carried_out),
    On(happened.PersonReported, _reported),
    On(happened.CohortOwnersChanged, _owners_changed),
    On(happened.NewsPassedOn, _news_passed_on),
    On(happened.CohortNoticeIssued, desk.notice_issued),
    On(happened.CohortNoticeSettled, desk.notice_settled),
    On(happened.CohortItemOpened, desk.item_opened),
    On(happened.CohortItemAcknowledged, desk.item_acknowledged),
    On(happened.CohortItemSnoozed, desk.item_snoozed),
    On(happened.CohortItemSettled, desk.item_settled),
    On(happened.CohortMessageRejected, desk.message_rejected),
)

WORDS = complete(happened.COHORT_EVENTS, _WORDS, verb="puts into words")
