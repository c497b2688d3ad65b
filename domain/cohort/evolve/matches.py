"""How putting people together changes the state of a cohort."""

from domain.cohort.events import (
    MatchesConfirmed,
    MatchesProposed,
    MatchesRejected,
    MatchingEnded,
    MatchingRefused,
    OfferAnswered,
    PersonAdded,
    RuleRelaxed,
)
from domain.cohort.evolve.asking import asking_again
from domain.cohort.evolve.course import without_matching
from domain.cohort.state import CohortState, Seeker, Waiting
from domain.engine.tables import Appliers, On
from domain.programme.ids import PersonId
from domain.telling.desk import Rejected, with_rejected

MATCH = "match"
"""The name under which the state lists a refused matching among the rejected messages."""


def _proposed(event: MatchesProposed, state: CohortState) -> CohortState:
    paired = (person for pair in event.pairs for person in (pair.mentor, pair.mentee))
    considered = (
        *state.people.participants,
        *paired,
        *(unmatched.person for unmatched in event.waiting),
        *event.elsewhere,
    )
    state = state.with_part("people", participants=tuple(dict.fromkeys(considered)))
    return state.with_part(
        "matching",
        wanted=False,
        proposals=(*state.matching.proposals, *event.pairs),
        waiting=_waiting(event, state),
        blocking_pairs=event.blocking_pairs,
    )


def _waiting(event: MatchesProposed, state: CohortState) -> tuple[Waiting, ...]:
    """The waiting list, with what is known of those who were on it before."""
    known = {(one.person, one.side): one for one in state.matching.waiting}
    return tuple(
        Waiting.model_validate(
            {
                "since": event.occurred_at,
                **dict(known.get((one.person, one.side), ())),
                **dict(one),
            }
        )
        for one in event.waiting
    )


def _refused(event: MatchingRefused, state: CohortState) -> CohortState:
    rejected = Rejected(at=event.occurred_at, message=MATCH, problems=event.problems)
    return with_rejected(state.with_part("matching", wanted=False), rejected)


def _confirmed(event: MatchesConfirmed, state: CohortState) -> CohortState:
    pairs = {entry.pair for entry in event.entries}
    invited = {person for pair in pairs for person in (pair.mentor, pair.mentee)}
    left = tuple(proposal for proposal in state.matching.proposals if proposal.pair not in pairs)
    seekers = tuple(seeker for seeker in state.people.seekers if seeker.person not in invited)
    state = state.with_part("matching", proposals=left).with_part("people", seekers=seekers)
    return state.model_copy(update={"pairings": (*state.pairings, *event.entries)})


def _rejected(event: MatchesRejected, state: CohortState) -> CohortState:
    rejected = set(event.pairs)
    left = tuple(proposal for proposal in state.matching.proposals if proposal.pair not in rejected)
    excluded = (*state.people.excluded, *event.pairs)
    state = state.with_part("matching", proposals=left).with_part("people", excluded=excluded)
    return asking_again(state, event.occurred_at)


def _rule_relaxed(event: RuleRelaxed, state: CohortState) -> CohortState:
    relaxed = (*state.relaxed, event.waiver)
    return asking_again(state.model_copy(update={"relaxed": relaxed}), event.occurred_at)


def _person_added(event: PersonAdded, state: CohortState) -> CohortState:
    """As long as the whole roster is considered, a further person makes no difference."""
    joined = (*state.people.participants, event.person) if state.people.participants else ()
    unavailable = tuple(person for person in state.people.unavailable if person != event.person)
    state = state.with_part(
        "people", participants=tuple(dict.fromkeys(joined)), unavailable=unavailable
    )
    return asking_again(_seeking(event.person, state), event.occurred_at)


def _offer_answered(event: OfferAnswered, state: CohortState) -> CohortState:
    if event.wanted:
        return asking_again(_seeking(event.person, state), event.occurred_at)
    return without_offer(
        state.with_part("people", unavailable=(*state.people.unavailable, event.person)),
        event.person,
    )


def _seeking(person: PersonId, state: CohortState) -> CohortState:
    """Whoever was asked and wants another partner comes first."""
    found = tuple(
        Seeker(person=person, predecessor=offer.predecessor)
        for offer in state.people.offers
        if offer.person == person
    )
    state = state.with_part("people", seekers=(*state.people.seekers, *found))
    return without_offer(state, person)


def without_offer(state: CohortState, person: PersonId) -> CohortState:
    """The state in which the person is no longer asked."""
    left = tuple(offer for offer in state.people.offers if offer.person != person)
    return state.with_part("people", offers=left)


def _ended(event: MatchingEnded, state: CohortState) -> CohortState:
    return without_matching(state).with_part("matching", waiting=())


APPLY: Appliers[CohortState] = (
    On(MatchesProposed, _proposed),
    On(MatchingRefused, _refused),
    On(MatchesConfirmed, _confirmed),
    On(MatchesRejected, _rejected),
    On(RuleRelaxed, _rule_relaxed),
    On(PersonAdded, _person_added),
    On(OfferAnswered, _offer_answered),
    On(MatchingEnded, _ended),
)
