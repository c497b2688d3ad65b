"""What is still to be done in the world, derived from the state, so that it survives every crash.

While the cohort is paused, no one is matched and nothing is started.
"""

from collections import Counter

from domain.cohort.horizon import leaves_too_early, presence
from domain.cohort.state import CohortInstruction, CohortState, News, PairingEntry
from domain.cohort.to_brief import gated_sides
from domain.cohort.vocabulary import EntryStatus
from domain.matching import MatchQuestion, Pair, TakenSeats, Waited
from domain.pairing.setup import PairingTerms
from domain.programme.people import Side


def question_to_match(state: CohortState) -> MatchQuestion | None:
    """The question for matching to answer now, by `RecordMatches` with `matching.number`."""
    if not state.matching.wanted or state.pause is not None:
        return None
    request = state.request
    people = state.people
    asked_at = state.matching.asked_at or state.opened_at
    asked = (offer.person for offer in people.offers)
    leaving = (one.person for one in people.leaving if leaves_too_early(one, state, asked_at))
    left_out = {*people.unavailable, *leaving, *asked}
    candidates = tuple(person for person in people.participants if person not in left_out)
    return MatchQuestion(
        roster=request.roster,
        cohort=state.cohort_id,
        policy=state.policy,
        topics=request.topics,
        presence=presence(state, state.calendar.local_day(asked_at)),
        # The first question takes the composed pairs, and everyone in the roster.
        composed=() if state.people.participants else request.pairs,
        candidates=candidates if state.people.participants else None,
        taken=taken_seats(state),
        excluded=tuple(dict.fromkeys((*state.people.excluded, *_together(state)))),
        priority=tuple(dict.fromkeys(seeker.person for seeker in state.people.seekers)),
        waited=_waited(state),
        locale=request.locale,
    )


def _waited(state: CohortState) -> tuple[Waited, ...]:
    """Those on the waiting lists with their whole weeks, the longest first; as listed if equal."""
    now = state.matching.asked_at or state.opened_at
    return tuple(
        Waited(person=one.person, side=one.side, weeks=max(0, (now - one.since).days // 7))
        for one in sorted(state.matching.waiting, key=lambda one: (one.since, one.position))
    )


def taken_seats(state: CohortState) -> tuple[TakenSeats, ...]:
    """The places that pairings and open proposals use up."""
    counts = Counter(
        seat
        for pair in _together(state)
        for seat in ((pair.mentor, Side.MENTOR), (pair.mentee, Side.MENTEE))
    )
    return tuple(
        TakenSeats(person=person, side=side, count=count)
        for (person, side), count in counts.items()
    )


def _together(state: CohortState) -> tuple[Pair, ...]:
    """Who is paired or proposed: with places left, they are not matched again."""
    pairs = [entry.pair for entry in state.pairings if entry.holds_seats]
    return (*pairs, *(proposed.pair for proposed in state.matching.proposals))


def pairings_to_start(state: CohortState) -> tuple[PairingEntry, ...]:
    """Confirmed pairs whose pairing is to be started now; answered by `RecordStarted`."""
    if state.pause is not None:
        return ()
    return tuple(entry for entry in state.pairings if entry.status is EntryStatus.TO_START)


def instruction_to_carry_out(state: CohortState) -> CohortInstruction | None:
    """The oldest instruction, one at a time; answered by `RecordInstructionCarriedOut`."""
    return state.instructions[0] if state.instructions else None


def news_to_pass_on(state: CohortState) -> News | None:
    """The oldest news that can be passed on, one at a time; answered by `RecordNewsPassedOn`."""
    return next((news for news in state.news if not news.on_hold), None)


def terms_of(state: CohortState, entry: PairingEntry) -> PairingTerms:
    """The terms of a pairing, fixed before it begins."""
    request = state.request
    return PairingTerms(
        pairing_id=entry.pairing_id,
        cohort_id=state.cohort_id,
        roster=request.roster,
        mentor=entry.mentor,
        mentee=entry.mentee,
        title=request.title,
        context=request.context,
        purpose=request.purpose,
        term=request.term,
        sessions=request.sessions,
        session_rules=request.session_rules,
        confidentiality=request.confidentiality,
        to_be_approved=request.preparation.approval,
        to_be_briefed=gated_sides(state),
        first_contact=state.request.preparation.first_contact,
        topics=request.topics,
        owners=request.owners,
        deadlines=request.deadlines,
        policy=state.policy,
        waived=entry.waived,
        reasons=entry.reasons,
        locale=request.locale,
        time_zone=request.time_zone,
        holiday_region=request.holiday_region,
        shutdowns=state.shutdowns,
        mail_hours=request.mail_hours,
        max_extensions=request.max_extensions,
        predecessor=entry.predecessor,
    )
