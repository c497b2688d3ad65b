"""How putting people together changes the state of a cohort."""

from domain.cohort.events import (
    MatchesConfirmed,
    MatchesProposed,
    MatchesRejected,
    MatchingEnded,
    MatchingRefused,
    PersonAdded,
    RuleRelaxed,
)
from domain.cohort.evolve.course import without_matching
from domain.cohort.pairs import pair_of
from domain.cohort.state import CohortState
from domain.engine.tables import Appliers, On
from domain.telling.desk import Rejected, with_rejected

MATCH = "match"
"""Under this name the state keeps why a matching was refused."""


def asking_again(state: CohortState) -> CohortState:
    """The state in which people wait to be put together, under another question than before."""
    return state.model_copy(
        update={"matching_wanted": True, "matching_round": state.matching_round + 1}
    )


def _proposed(event: MatchesProposed, state: CohortState) -> CohortState:
    paired = (person for pair in event.pairs for person in (pair.mentor, pair.mentee))
    considered = (*state.participants, *paired, *(one.person for one in event.waiting))
    return state.model_copy(
        update={
            "matching_wanted": False,
            "proposals": (*state.proposals, *event.pairs),
            "waiting": event.waiting,
            "blocking_pairs": event.blocking_pairs,
            "participants": tuple(dict.fromkeys(considered)),
        }
    )


def _refused(event: MatchingRefused, state: CohortState) -> CohortState:
    rejected = Rejected(at=event.occurred_at, message=MATCH, problems=event.problems)
    return with_rejected(state.model_copy(update={"matching_wanted": False}), rejected)


def _confirmed(event: MatchesConfirmed, state: CohortState) -> CohortState:
    pairs = {entry.pair for entry in event.entries}
    invited = {person for pair in pairs for person in (pair.mentor, pair.mentee)}
    return state.model_copy(
        update={
            "pairings": (*state.pairings, *event.entries),
            "proposals": tuple(one for one in state.proposals if pair_of(one) not in pairs),
            "seekers": tuple(one for one in state.seekers if one.person not in invited),
        }
    )


def _rejected(event: MatchesRejected, state: CohortState) -> CohortState:
    rejected = set(event.pairs)
    left = tuple(one for one in state.proposals if pair_of(one) not in rejected)
    excluded = (*state.excluded, *event.pairs)
    return asking_again(state.model_copy(update={"proposals": left, "excluded": excluded}))


def _rule_relaxed(event: RuleRelaxed, state: CohortState) -> CohortState:
    return asking_again(state.model_copy(update={"relaxed": (*state.relaxed, event.waiver)}))


def _person_added(event: PersonAdded, state: CohortState) -> CohortState:
    """Before anybody was considered everybody is: somebody more makes no difference then."""
    joined = (*state.participants, event.person) if state.participants else ()
    unavailable = tuple(person for person in state.unavailable if person != event.person)
    return asking_again(
        state.model_copy(
            update={"participants": tuple(dict.fromkeys(joined)), "unavailable": unavailable}
        )
    )


def _ended(event: MatchingEnded, state: CohortState) -> CohortState:
    return without_matching(state)


APPLY: Appliers[CohortState] = (
    On(MatchesProposed, _proposed),
    On(MatchingRefused, _refused),
    On(MatchesConfirmed, _confirmed),
    On(MatchesRejected, _rejected),
    On(RuleRelaxed, _rule_relaxed),
    On(PersonAdded, _person_added),
    On(MatchingEnded, _ended),
)
