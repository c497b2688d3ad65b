"""Deciding on news of people, and of other owners: whom to tell."""

from domain.cohort.commands import (
    ChangeOwnersOfCohort,
    CohortConsentWithdrawn,
    CohortFact,
    CohortPersonAway,
    CohortPersonBack,
    CohortPersonChanged,
    CohortPersonLeft,
    CohortPersonStays,
    RecordNewsPassedOn,
)
from domain.cohort.event import CohortEvent, Events
from domain.cohort.events import CohortOwnersChanged, NewsPassedOn, PersonReported
from domain.cohort.state import CohortState, News
from domain.cohort.vocabulary import CohortStage, EntryStatus, NewsKind
from domain.engine.base import Instant
from domain.engine.errors import not_allowed
from domain.engine.tables import Deciders, On
from domain.programme.people import Away
from domain.telling.again import lost_matters

OF_THE_COHORT = (NewsKind.LEFT, NewsKind.STAYS, NewsKind.CONSENT_WITHDRAWN)
"""News that decide on whether a person is matched with somebody."""


def _left(command: CohortPersonLeft, state: CohortState, now: Instant) -> Events:
    news = _news(command, NewsKind.LEFT, state)
    return _reported(news.model_copy(update={"last_day": command.last_day}), state, now)


def _stays(command: CohortPersonStays, state: CohortState, now: Instant) -> Events:
    return _reported(_news(command, NewsKind.STAYS, state), state, now)


def _consent_withdrawn(command: CohortConsentWithdrawn, state: CohortState, now: Instant) -> Events:
    return _reported(_news(command, NewsKind.CONSENT_WITHDRAWN, state), state, now)


def _away(command: CohortPersonAway, state: CohortState, now: Instant) -> Events:
    away = Away(away_from=command.away_from, away_until=command.away_until)
    news = _news(command, NewsKind.AWAY, state)
    return _reported(news.model_copy(update={"away": away}), state, now)


def _back(command: CohortPersonBack, state: CohortState, now: Instant) -> Events:
    return _reported(_news(command, NewsKind.BACK, state), state, now)


def _changed(command: CohortPersonChanged, state: CohortState, now: Instant) -> Events:
    return _reported(_news(command, NewsKind.CHANGED, state), state, now)


def _reported(news: News, state: CohortState, now: Instant) -> Events:
    """Nothing is passed on by a closed cohort: its pairings are over."""
    if state.stage is CohortStage.CLOSED:
        return ()
    return (PersonReported(occurred_at=now, news=news),)


def _news(fact: CohortFact, kind: NewsKind, state: CohortState) -> News:
    """What each pairing of the person is told; it knows best whether that still matters.

    Whoever waits for a partner may leave as well, or stay after all; and whom a mail of the cohort
    did not reach, gets it again.
    """
    statuses = (EntryStatus.STARTED, EntryStatus.TO_START)
    ids = tuple(
        entry.pairing_id
        for entry in state.pairings
        if entry.status in statuses and fact.person_id in entry.people
    )
    waits = kind in OF_THE_COHORT and fact.person_id in state.people.participants
    missed = kind is NewsKind.CHANGED and lost_matters(state, fact.person_id)
    if not (ids or waits or missed):
        nor = ", and waits for none" if kind in OF_THE_COHORT else ""
        raise not_allowed("person_id", f"has no pairing in this cohort{nor}")
    return News(id=f"n-{state.version}", kind=kind, person=fact.person_id, pairing_ids=ids)


def _owners(command: ChangeOwnersOfCohort, state: CohortState, now: Instant) -> Events:
    """All pairings that run, may run again or are partners are told: new mails go to the new
    owners. So are those just being started, which may have begun under the owners of before."""
    if state.stage is CohortStage.CLOSED or command.owners == state.request.owners:
        return ()
    ids = tuple(
        entry.pairing_id
        for entry in state.pairings
        if entry.holds_seats or entry.can_be_reopened or entry.is_partnership
    )
    news = News(
        id=f"n-{state.version}", kind=NewsKind.OWNERS, owners=command.owners, pairing_ids=ids
    )
    by = command.acting
    return (CohortOwnersChanged(occurred_at=now, by=by, owners=command.owners, news=news),)


def _passed_on(command: RecordNewsPassedOn, state: CohortState, now: Instant) -> Events:
    news = next((waiting for waiting in state.news if waiting.id == command.news_id), None)
    if news is None:  # reported a second time, as after a lost answer
        return ()
    unreached = tuple(id_ for id_ in news.pairing_ids if id_ in command.unreached)
    return (NewsPassedOn(occurred_at=now, news_id=news.id, unreached=unreached),)


DECIDE: Deciders[CohortState, CohortEvent] = (
    On(CohortPersonLeft, _left),
    On(CohortPersonStays, _stays),
    On(CohortConsentWithdrawn, _consent_withdrawn),
    On(CohortPersonAway, _away),
    On(CohortPersonBack, _back),
    On(CohortPersonChanged, _changed),
    On(ChangeOwnersOfCohort, _owners),
    On(RecordNewsPassedOn, _passed_on),
)
