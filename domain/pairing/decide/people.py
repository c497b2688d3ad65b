"""Deciding on reports about people and mails."""

from datetime import timedelta

from domain.engine.base import Instant
from domain.engine.errors import not_allowed
from domain.engine.roles import Role
from domain.engine.tables import Deciders, On
from domain.pairing.closing import closed
from domain.pairing.commands import ChangeOwners, Waive
from domain.pairing.decide.appointments import cancel_booked
from domain.pairing.events.base import Events, PairingEvent
from domain.pairing.events.course import ReopeningOver
from domain.pairing.events.messages import NoticeSettled
from domain.pairing.events.people import (
    OwnersChanged,
    PersonComingBack,
    PersonDataChanged,
    PersonGoingAway,
    PersonLeaving,
    PersonStaying,
    RuleWaived,
)
from domain.pairing.facts import (
    ConsentWithdrawn,
    MailBounced,
    PersonAway,
    PersonBack,
    PersonChanged,
    PersonLeft,
    PersonStays,
)
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import EndReason, Stage
from domain.programme.ids import PersonId
from domain.programme.people import Away, Side
from domain.programme.request import RuleWaiver
from domain.telling.again import lost_matters
from domain.telling.desk import issued_notice
from domain.telling.notices import DeliveryOutcome

LAST_DAY_AHEAD = timedelta(days=3660)
"""Later last days are refused: no one knows them ten years before."""


def _person_left(command: PersonLeft, state: PairingState, now: Instant) -> Events:
    side = _side_of_person(command.person_id, state)
    latest = state.setup.calendar.local_day(now) + LAST_DAY_AHEAD
    if command.last_day and command.last_day > latest:
        raise not_allowed("last_day", "is too far away to be known", f"up to {latest}")
    if state.archived or _is_known(side, command, state):
        return ()
    return (PersonLeaving(occurred_at=now, side=side, last_day=command.last_day),)


def _person_stays(command: PersonStays, state: PairingState, now: Instant) -> Events:
    """A last day ahead is forgotten; who has left comes back by reopening the pairing (case 38)."""
    side = _side_of_person(command.person_id, state)
    if state.stage is Stage.CLOSED or state.departure.last_days.of(side) is None:
        return ()
    return (PersonStaying(occurred_at=now, side=side),)


def _consent_withdrawn(command: ConsentWithdrawn, state: PairingState, now: Instant) -> Events:
    """It ends at once. What is over already is not followed up and not reopened; both know that it
    is over, and who was left behind does not change. What was annulled stays so: it counts in no
    figure (case 56)."""
    side, ending = _side_of_person(command.person_id, state), state.ending
    is_known = ending is not None and ending.reason is EndReason.WITHDRAWN_CONSENT
    if state.archived or is_known:
        return ()
    if ending is not None and ending.reason is EndReason.ANNULLED:
        return () if ending.final else (ReopeningOver(occurred_at=now),)
    end = closed(
        state,
        EndReason.WITHDRAWN_CONSENT,
        now,
        by=Role(side.value),
        left_behind=ending.left_behind if ending else None,
        quiet=ending is not None,
    )
    return (end,)


def _is_known(side: Side, command: PersonLeft, state: PairingState) -> bool:
    if command.last_day is None:
        return side in state.departure.gone
    return state.departure.last_days.of(side) == command.last_day


def _person_away(command: PersonAway, state: PairingState, now: Instant) -> Events:
    """Dates that are known, or over, change nothing; appointments in them are called off."""
    side, calendar = _side_of_person(command.person_id, state), state.setup.calendar
    today = calendar.local_day(now)
    away = Away(away_from=command.away_from, away_until=command.away_until)
    if away.away_from > (latest := today + LAST_DAY_AHEAD):
        raise not_allowed("away_from", "is too far away to be known", f"up to {latest}")
    if away.back_on is not None and away.back_on <= today:
        raise not_allowed("away_until", "is over", f"from {today} on")
    if state.archived or state.departure.away.of(side) == away:
        return ()
    since = calendar.at_local(away.away_from, 0)
    until = calendar.at_local(away.back_on, 0) if away.back_on else None
    called_off = cancel_booked(state, now, since, until, for_now=True)
    return (
        *(() if state.stage.is_over else called_off),
        PersonGoingAway(occurred_at=now, side=side, away=away),
    )


def _person_back(command: PersonBack, state: PairingState, now: Instant) -> Events:
    side = _side_of_person(command.person_id, state)
    if state.archived or state.departure.away.of(side) is None:
        return ()
    return (PersonComingBack(occurred_at=now, side=side),)


def _person_changed(command: PersonChanged, state: PairingState, now: Instant) -> Events:
    """The rules are checked, unless that is being done or of no use any more; and the address may
    have been put right."""
    managed = _managed_by(command.person_id, state)
    is_one = command.person_id in (state.setup.mentor, state.setup.mentee)
    own = (_side_of_person(command.person_id, state),) if is_one or not managed else ()
    return tuple(
        PersonDataChanged(occurred_at=now, side=side)
        for side in dict.fromkeys((*own, *managed))
        if _is_of_use(side, command.person_id, state)
    )


def _managed_by(person_id: PersonId, state: PairingState) -> tuple[Side, ...]:
    """The sides of whom this is the line manager, while approvals are waited for."""
    if state.stage is not Stage.APPROVAL:
        return ()
    return tuple(side for side in Side if state.setup.managers.of(side) == person_id)


def _is_of_use(side: Side, person_id: PersonId, state: PairingState) -> bool:
    is_checked = state.stage.is_over or side in state.rule_check.pending
    return not state.archived and (not is_checked or bool(lost_matters(state, person_id)))


def _waive(command: Waive, state: PairingState, now: Instant) -> Events:
    """Only what is broken: nobody can know beforehand what it would be good for (case 11)."""
    if command.rule in (waiver.rule for waiver in state.setup.waived):
        return ()
    broken = state.rule_check.broken
    if command.rule not in broken:
        raise not_allowed("rule", "is not broken", ", ".join(broken) or "nothing: every rule holds")
    waiver = RuleWaiver(rule=command.rule, reason=command.reason)
    return (RuleWaived(occurred_at=now, by=command.acting, waiver=waiver),)


def _change_owners(command: ChangeOwners, state: PairingState, now: Instant) -> Events:
    if state.archived or command.owners == state.setup.owners:
        return ()
    return (OwnersChanged(occurred_at=now, by=command.acting, owners=command.owners),)


def _side_of_person(person_id: str, state: PairingState) -> Side:
    for side in Side:
        if state.setup.person(side) == person_id:
            return side
    raise not_allowed("person_id", "is not part of this pairing")


def _mail_bounced(command: MailBounced, state: PairingState, now: Instant) -> Events:
    told = issued_notice(state, command.notice_id)
    if told is None:
        raise not_allowed("notice_id", "this pairing sent no such notice lately")
    if told.outcome is DeliveryOutcome.BOUNCED:
        return ()
    return (
        NoticeSettled(
            occurred_at=now, notice_id=command.notice_id, outcome=DeliveryOutcome.BOUNCED
        ),
    )


DECIDE: Deciders[PairingState, PairingEvent] = (
    On(PersonLeft, _person_left),
    On(PersonStays, _person_stays),
    On(ConsentWithdrawn, _consent_withdrawn),
    On(PersonAway, _person_away),
    On(PersonBack, _person_back),
    On(PersonChanged, _person_changed),
    On(Waive, _waive),
    On(ChangeOwners, _change_owners),
    On(MailBounced, _mail_bounced),
)
