"""Events about the two people and their place in the company."""

from datetime import date

from domain.engine.roles import Role
from domain.pairing.events.base import PairingEvent
from domain.programme.ids import PersonId
from domain.programme.people import Away, Side
from domain.programme.request import HardRule, Owners, RuleWaiver


class PersonLeaving(PairingEvent):
    """One side leaves the company on a known day, or has left already."""

    tag = "pairing.person_leaving.v1"
    side: Side
    last_day: date | None = None


class PersonStaying(PairingEvent):
    """One side does not leave the company after all."""

    tag = "pairing.person_staying.v1"
    side: Side


class PersonGoingAway(PairingEvent):
    """One side is away for a while, now or from a day ahead."""

    tag = "pairing.person_going_away.v1"
    side: Side
    away: Away


class PersonComingBack(PairingEvent):
    """One side is back, or is not away after all."""

    tag = "pairing.person_coming_back.v1"
    side: Side
    by: Role | None = None
    """Who resumed a pause, if that is how it became known."""


class PersonDataChanged(PairingEvent):
    """The roster changed for one of the two; the hard rules have to be checked again."""

    tag = "pairing.person_data_changed.v1"
    side: Side


class RulesChecked(PairingEvent):
    """The hard rules were checked again; those that are broken are named."""

    tag = "pairing.rules_checked.v1"
    side: Side
    broken: tuple[HardRule, ...]


class ManagerChanged(PairingEvent):
    """The roster names another line manager, who has to approve now; or names none any more."""

    tag = "pairing.manager_changed.v1"
    side: Side
    manager: PersonId | None = None


class RuleWaived(PairingEvent):
    """The two may go on although a hard rule no longer holds for them; it is not raised again."""

    tag = "pairing.rule_waived.v1"
    by: Role
    waiver: RuleWaiver


class OwnersChanged(PairingEvent):
    """Other people look after the pairing."""

    tag = "pairing.owners_changed.v1"
    by: Role
    owners: Owners


EVENTS: tuple[type[PairingEvent], ...] = (
    PersonLeaving,
    PersonStaying,
    PersonGoingAway,
    PersonComingBack,
    PersonDataChanged,
    RulesChecked,
    ManagerChanged,
    RuleWaived,
    OwnersChanged,
)
