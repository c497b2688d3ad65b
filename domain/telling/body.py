"""What the bodies of letters have in common."""

from domain.engine.base import Frozen
from domain.programme.ids import PersonId
from domain.telling.lines import AppointmentLine


class Body(Frozen):
    """The part of a letter that differs from family to family. ``of`` names the family."""


class WithAppointment(Body):
    """About something at a certain time, which a calendar can hold."""

    appointment: AppointmentLine


class ToPair(Body):
    """To one side of a pairing, about the other."""

    partner: PersonId
