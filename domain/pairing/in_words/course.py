"""The course of a pairing in words: opened, paused, extended, reviewed, closed, archived."""

from domain.engine.roles import Role
from domain.engine.tables import On, Sentences, complete
from domain.engine.words import DELAYS, spelled_out
from domain.pairing.events.course import (
    CalendarRenewed,
    CohortBreakBegun,
    CohortBreakOver,
    DeadlineElapsed,
    DeadlinePostponed,
    EndingCorrected,
    ExtensionProposed,
    HoldBegun,
    HoldLifted,
    PairingArchived,
    PairingClosed,
    PairingExtended,
    PairingOpened,
    PairingPaused,
    PairingReopened,
    PairingResumed,
    PartnershipEnded,
    PolicyAdopted,
    ReopeningOver,
    ShutdownAnnounced,
    StageEntered,
)
from domain.pairing.events.people import (
    ManagerChanged,
    OwnersChanged,
    PersonComingBack,
    PersonDataChanged,
    PersonGoingAway,
    PersonLeaving,
    PersonStaying,
    RulesChecked,
    RuleWaived,
)
from domain.pairing.events.reviews import (
    CertificateEarned,
    CertificateVoided,
    CheckInAnswered,
    CheckInAsked,
    EndConfirmed,
    ReviewCalledOff,
    ReviewClosed,
    ReviewOpened,
    ReviewSubmitted,
    SurveyAnswered,
    SurveyClosed,
    SurveyOpened,
)
from domain.pairing.in_words.base import by_whom, joined, moment, session, who
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import CheckIn
from domain.pairing.waiting import due_in_words
from domain.programme.dates import day
from domain.programme.running_policy import differences, policy_of
from domain.programme.shutdowns import in_words as closure
from domain.telling.desk_in_words import named


def _opened(event: PairingOpened, state: PairingState) -> str:
    setup = event.setup
    until = f"until {day(state.ends_on)}" if state.ends_on else "ongoing"
    together = f"The two are matched: mentor {setup.mentor}, mentee {setup.mentee}; {until}"
    if any(seat.paired for seat in event.no_seats):
        return f"{together}; but they are in another pairing already"
    full = joined(
        tuple(f"the {seat.side} ({seat.taken} of {seat.capacity})" for seat in event.no_seats)
    )
    return f"{together}; but no place is free for {full}" if full else together


def _stage_entered(event: StageEntered, state: PairingState) -> str:
    return f"Stage: {event.stage} (after {event.left})"


def _deadline_elapsed(event: DeadlineElapsed, state: PairingState) -> str:
    about = f" ({session(event.session_id, state)})" if event.session_id else ""
    due, now = moment(event.due, state), moment(event.occurred_at, state)
    late = "" if due == now else f"; it was due on {due}"
    return f"Due: {due_in_words(event.kind, state)}{about}{late}"


def _deadline_postponed(event: DeadlinePostponed, state: PairingState) -> str:
    about = f" ({session(event.session_id, state)})" if event.session_id else ""
    what, until = due_in_words(event.kind, state), moment(event.until, state)
    return f"{DELAYS[event.delay]}; not before {until}: {what}{about}"


def _paused(event: PairingPaused, state: PairingState) -> str:
    back = f"back on {day(event.return_on)}" if event.return_on else "without a date of return"
    if event.away:
        return f"Paused, because the {event.away} is away, {back}"
    together = " with the whole cohort" if event.quiet else ""
    return f"Paused{together}{by_whom(event.by)}, {back}"


def _resumed(event: PairingResumed, state: PairingState) -> str:
    together = " of the whole cohort" if event.quiet else ""
    return f"The pause{together} is over{_ended(event.by)}"


def _break_begun(event: CohortBreakBegun, state: PairingState) -> str:
    back = f"back on {day(event.return_on)}" if event.return_on else "without a date of return"
    return f"The whole cohort pauses as well, {back}"


def _break_over(event: CohortBreakOver, state: PairingState) -> str:
    return "The cohort goes on; the two still pause"


def _hold_begun(event: HoldBegun, state: PairingState) -> str:
    return f"Put on hold{by_whom(event.by)}: everything rests until it is decided"


def _hold_lifted(event: HoldLifted, state: PairingState) -> str:
    return f"The hold is lifted{by_whom(event.by)}"


def _extension_proposed(event: ExtensionProposed, state: PairingState) -> str:
    return f"{who(event.by)} would like {event.weeks} more weeks"


def _extended(event: PairingExtended, state: PairingState) -> str:
    return f"Extended by {event.weeks} weeks, until {day(event.ends_on)}"


def _closed(event: PairingClosed, state: PairingState) -> str:
    without = ", without fault" if event.no_fault else ""
    return f"Closed{by_whom(event.by)}: {spelled_out(event.reason)}{without}"


def _reopened(event: PairingReopened, state: PairingState) -> str:
    until = f", until {day(event.ends_on)}" if event.ends_on else ""
    return f"Reopened{by_whom(event.by)}{until}"


def _partnership_ended(event: PartnershipEnded, state: PairingState) -> str:
    return f"The partnership is over{_ended(event.by) or ': nobody answered any more'}"


def _ended(by: Role | None) -> str:
    return f", ended{by_whom(by)}" if by else ""


def _reopening_over(event: ReopeningOver, state: PairingState) -> str:
    return "It can no longer be reopened"


def _archived(event: PairingArchived, state: PairingState) -> str:
    return "Archived: nothing can happen to it any more"


# -- people --------------------------------------------------------------------------------------


def _shutdown_announced(event: ShutdownAnnounced, state: PairingState) -> str:
    return f"A shutdown is announced: {closure(event.shutdown)}"


def _calendar_renewed(event: CalendarRenewed, state: PairingState) -> str:
    until = event.calendar.known_until
    return f"Holidays were looked up{f' until {day(until)}' if until else ''}"


def _policy_adopted(event: PolicyAdopted, state: PairingState) -> str:
    changed = differences(policy_of(state.setup), event.policy)
    return f"Other settings from now on: {', '.join(map(str, changed))}"


def _leaving(event: PersonLeaving, state: PairingState) -> str:
    if event.last_day is None:
        return f"{who(event.side)} has left the company"
    return f"{who(event.side)} leaves the company; the last day is {day(event.last_day)}"


def _staying(event: PersonStaying, state: PairingState) -> str:
    return f"{who(event.side)} stays in the company after all"


def _going_away(event: PersonGoingAway, state: PairingState) -> str:
    until = (
        f"until {day(event.away.away_until)}" if event.away.away_until else "until further notice"
    )
    return f"{who(event.side)} is away from {day(event.away.away_from)} {until}"


def _coming_back(event: PersonComingBack, state: PairingState) -> str:
    return f"{who(event.side)} is at work{_as_told(event.by)}"


def _as_told(by: Role | None) -> str:
    return f", as told{by_whom(by)}" if by else ""


def _data_changed(event: PersonDataChanged, state: PairingState) -> str:
    return f"The roster changed for the {event.side}: the rules are checked again"


def _rules_checked(event: RulesChecked, state: PairingState) -> str:
    return f"Rules that no longer hold: {joined(event.broken) or 'none'}"


def _manager_changed(event: ManagerChanged, state: PairingState) -> str:
    known = "another line manager" if event.manager else "no line manager"
    return f"The roster names {known} of the {event.side}"


def _rule_waived(event: RuleWaived, state: PairingState) -> str:
    rule, reason = spelled_out(event.waiver.rule), event.waiver.reason
    return f"The rule “{rule}” is waived{by_whom(event.by)}: {reason}"


def _owners_changed(event: OwnersChanged, state: PairingState) -> str:
    return f"New owners{by_whom(event.by)}: {named(event.owners)}"


# -- check-ins, surveys and reviews --------------------------------------------------------------

_QUESTIONS = complete(
    CheckIn,
    {
        CheckIn.DID_YOU_MEET: "Both are asked: did you meet?",
        CheckIn.JUNIOR: "The mentor is asked, in confidence, how it is going",
        CheckIn.PARTNERSHIP: "Both are asked whether they are still in touch",
    },
    verb="puts into words",
)


def _check_in_asked(event: CheckInAsked, state: PairingState) -> str:
    return _QUESTIONS[event.check_in]


def _check_in_answered(event: CheckInAnswered, state: PairingState) -> str:
    if event.check_in is CheckIn.JUNIOR:
        return "The mentor answered in confidence"
    return f"{who(event.side)} answered: {spelled_out(event.answer)}"


def _survey_opened(event: SurveyOpened, state: PairingState) -> str:
    whom = "Both are" if len(event.asked) > 1 else f"{who(event.asked[0])} is"
    return f"{whom} asked short questions: {spelled_out(event.survey)}"


def _survey_answered(event: SurveyAnswered, state: PairingState) -> str:
    return f"{who(event.side)} answered the short questions: {spelled_out(event.survey)}"


def _survey_closed(event: SurveyClosed, state: PairingState) -> str:
    without = "" if event.complete else ", without all answers"
    return f"The short questions are over: {spelled_out(event.survey)}{without}"


def _review_opened(event: ReviewOpened, state: PairingState) -> str:
    return f"The {'closing' if event.final else 'periodic'} review begins"


def _review_submitted(event: ReviewSubmitted, state: PairingState) -> str:
    return f"{who(event.side)} handed in the review"


def _review_closed(event: ReviewClosed, state: PairingState) -> str:
    return f"The review is over{'' if event.complete else ', without all answers'}"


def _certificate_earned(event: CertificateEarned, state: PairingState) -> str:
    basis = event.basis
    review = f", and review {basis.review}" if basis.review else ""
    return (
        f"{who(event.side)} has earned the certificate: {basis.sessions_held} of "
        f"{basis.sessions_agreed} sessions held, with a share of {basis.share} asked for{review}"
    )


def _certificate_voided(event: CertificateVoided, state: PairingState) -> str:
    return f"The certificate of {who(event.side).lower()} rested on a session that was not held"


def _ending_corrected(event: EndingCorrected, state: PairingState) -> str:
    return f"The last review came after all; the pairing ended: {spelled_out(event.reason)}"


def _review_called_off(event: ReviewCalledOff, state: PairingState) -> str:
    return "The review is called off: what led to it does not hold any more"


def _end_confirmed(event: EndConfirmed, state: PairingState) -> str:
    return f"The pairing was ended{by_whom(event.by)} during the review: {spelled_out(event.then)}"


WORDS: Sentences[PairingState] = (
    On(PairingOpened, _opened),
    On(StageEntered, _stage_entered),
    On(DeadlineElapsed, _deadline_elapsed),
    On(DeadlinePostponed, _deadline_postponed),
    On(CalendarRenewed, _calendar_renewed),
    On(ShutdownAnnounced, _shutdown_announced),
    On(PairingPaused, _paused),
    On(PairingResumed, _resumed),
    On(CohortBreakBegun, _break_begun),
    On(CohortBreakOver, _break_over),
    On(HoldBegun, _hold_begun),
    On(HoldLifted, _hold_lifted),
    On(ExtensionProposed, _extension_proposed),
    On(PairingExtended, _extended),
    On(PairingClosed, _closed),
    On(PairingReopened, _reopened),
    On(PartnershipEnded, _partnership_ended),
    On(ReopeningOver, _reopening_over),
    On(PairingArchived, _archived),
    On(PolicyAdopted, _policy_adopted),
    On(PersonLeaving, _leaving),
    On(PersonStaying, _staying),
    On(PersonGoingAway, _going_away),
    On(PersonComingBack, _coming_back),
    On(PersonDataChanged, _data_changed),
    On(RulesChecked, _rules_checked),
    On(ManagerChanged, _manager_changed),
    On(RuleWaived, _rule_waived),
    On(OwnersChanged, _owners_changed),
    On(CheckInAsked, _check_in_asked),
    On(CheckInAnswered, _check_in_answered),
    On(SurveyOpened, _survey_opened),
    On(SurveyAnswered, _survey_answered),
    On(SurveyClosed, _survey_closed),
    On(ReviewOpened, _review_opened),
    On(ReviewSubmitted, _review_submitted),
    On(ReviewClosed, _review_closed),
    On(CertificateEarned, _certificate_earned),
    On(CertificateVoided, _certificate_voided),
    On(EndingCorrected, _ending_corrected),
    On(ReviewCalledOff, _review_called_off),
    On(EndConfirmed, _end_confirmed),
)
