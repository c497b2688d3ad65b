"""How people are prepared for their first session: briefings, and the gate that waits for them."""

from datetime import timedelta
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from domain.engine.base import Frozen, Instant, OpaqueId
from domain.programme.people import Side
from domain.programme.quantities import Minutes
from domain.programme.topics import Title

Link = Annotated[str, StringConstraints(max_length=500, pattern=r"^https://[!-~]+$")]
"""The address of a meeting online, in ASCII as browsers copy it."""


class Briefing(Frozen):
    """One date on which mentors, or mentees, are told what awaits them."""

    id: OpaqueId
    side: Side
    """Whom it is for."""
    starts_at: Instant
    minutes: Minutes = 60
    room: Title | None = None
    link: Link | None = None

    @property
    def ends_at(self) -> Instant:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @model_validator(mode="after")
    def _takes_place_somewhere(self) -> Self:
        if self.room is None and self.link is None:
            raise ValueError("needs a room or a link")
        return self


class PreparationRules(Frozen):
    """What comes before the first session."""

    approval: Annotated[tuple[Side, ...], Field(max_length=2)] = ()
    """The sides whose line managers have to approve, once both people have said yes."""
    briefings: Annotated[tuple[Briefing, ...], Field(max_length=50)] = ()
    """People are invited to the first date of their side that lies ahead; the later ones are for
    those who missed it, or join later."""
    gate: bool = True
    """No first session before both are briefed, as far as their sides have dates."""

    first_contact: bool = True
    """Two who have both said yes are asked to get in touch before their first session."""

    @model_validator(mode="after")
    def _briefings_are_named_once(self) -> Self:
        ids = [briefing.id for briefing in self.briefings]
        if len(set(ids)) != len(ids):
            raise ValueError("briefings: every id may be used once only")
        return self
