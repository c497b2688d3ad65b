"""Deciding on items of a cohort: somebody deals with it, or it has to wait."""

from domain.cohort.commands import AcknowledgeItemOfCohort, SnoozeItemOfCohort
from domain.cohort.event import CohortEvent, Events
from domain.cohort.events import CohortItemAcknowledged, CohortItemSnoozed
from domain.cohort.state import CohortState
from domain.engine.base import Instant
from domain.engine.tables import Deciders, On
from domain.telling.handling import acknowledged, snoozed


def _acknowledge(command: AcknowledgeItemOfCohort, state: CohortState, now: Instant) -> Events:
    return acknowledged(CohortItemAcknowledged, command.item_id, command.acting, state, now)


def _snooze(command: SnoozeItemOfCohort, state: CohortState, now: Instant) -> Events:
    return snoozed(CohortItemSnoozed, command.item_id, command.until, command.acting, state, now)


DECIDE: Deciders[CohortState, CohortEvent] = (
    On(AcknowledgeItemOfCohort, _acknowledge),
    On(SnoozeItemOfCohort, _snooze),
)
