"""Everything a mail needs to be written, except who the people are: names come on delivery only."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Self, TypeVar

from pydantic import Field, model_validator

from domain.engine.base import Frozen, Instant, OpaqueId
from domain.engine.errors import EyelevelError
from domain.programme.ids import PersonId
from domain.programme.mail_hours import MailHours
from domain.programme.request import Shutdown
from domain.telling.approval import ApprovalBody
from domain.telling.bodies import AppointmentBody, BriefingBody, CohortBody, PairingBody
from domain.telling.body import Body, ToPair
from domain.telling.catalogue import NOTICES, haste_of, spec_of
from domain.telling.haste import Haste
from domain.telling.notices import Notice

T = TypeVar("T")


class LetterIncomplete(EyelevelError):
    """A letter lacks something that its kind tells. The text names what is missing."""


class Letter(Frozen):
    """One notice with what it tells, in the body that the catalogue names for its kind."""

    stream: str
    """Workflow id of the pairing or cohort; with the notice's id it names the occasion."""
    roster: OpaqueId
    notice: Notice
    issued_at: Instant
    programme: str
    lead: PersonId | None
    """Answers to the mail go to this person; absent in a cohort without owners, and where the lead
    must not know of it."""
    hours: MailHours | None
    """When the programme writes to people; absent: at any time."""
    shutdowns: tuple[Shutdown, ...] = ()
    """Days ahead on which the company, or a part of it, is closed."""
    until: Instant | None
    """Until when an answer is of use, or what the letter tells of happens by itself."""
    reminded_at: Instant | None = None
    """When whoever has not answered is reminded, or the owners hear of it; absent if nothing of
    the kind follows."""
    body: PairingBody | CohortBody = Field(discriminator="of")

    @model_validator(mode="after")
    def _tells_what_its_kind_tells(self) -> Self:
        if type(self.body) is not body_of(self.notice):
            raise ValueError(f"a letter {self.notice.kind} does not tell of {self.body.of}")
        return self

    @property
    def haste(self) -> Haste:
        """When its mail goes."""
        return haste_of(self.notice.kind, self.notice.item)

    @property
    def in_confidence(self) -> bool:
        """Whether it is about what nobody else may read."""
        item = self.notice.item
        return item is not None and spec_of(item).in_confidence

    @property
    def waits_until(self) -> Instant | None:
        """Until when a later mail is soon enough for it: half of the time to answer, and half of
        that until the next reminder, are left then; absent: for as long as it takes."""
        ends = [end for end in (self.until, self.reminded_at) if end is not None]
        return self.issued_at + (min(ends) - self.issued_at) / 2 if ends else None

    @property
    def can_wait(self) -> bool:
        """Whether it may go in a weekly mail: it is not urgent, no task of an owner, and tells of
        no appointment ahead."""
        is_urgent = self.haste not in (Haste.NEXT_POST, Haste.UNHURRIED)
        return not (is_urgent or isinstance(self.body, AppointmentBody | BriefingBody))

    def is_moot(self, at: Instant) -> bool:
        """Whether it tells of an appointment ahead that will not be ahead any more."""
        match self.body:
            case AppointmentBody(appointment=appointment) | BriefingBody(appointment=appointment):
                return appointment.starts_at <= at
            case _:
                return False

    @property
    def partner(self) -> PersonId | None:
        """The recipient's partner; absent in letters to owners and to everyone in a cohort."""
        return self.body.partner if isinstance(self.body, ToPair) else None

    @property
    def person(self) -> PersonId | None:
        """The person about whom a line manager is asked."""
        return self.body.person if isinstance(self.body, ApprovalBody) else None


class Outgoing(Frozen):
    """A letter for the post, and until when it is tried."""

    letter: Letter
    due_at: Instant
    """Not sent earlier, but with another letter. Who reads it, and where, only the post knows."""
    give_up_at: Instant
    """Not given up earlier, whatever happens."""


def go_together(letters: Sequence[Letter]) -> tuple[Letter, ...]:
    """Those of the letters to one person that go in one mail: the first, and what may go with it.

    What is in confidence is a mail of its own, so that the others can be shown around. A mail can
    bring one calendar entry, whose letter comes first; letters with others wait for the next mail.
    """
    if letters[0].in_confidence:
        return (letters[0],)
    for_anybody = [one for one in letters if not one.in_confidence]
    with_entry = [one for one in for_anybody if NOTICES[one.notice.kind].calendar]
    return (*with_entry[:1], *(one for one in for_anybody if one not in with_entry))


def body_of(notice: Notice) -> type[Body]:
    """What the letter of a notice tells; items have their own."""
    return spec_of(notice.item).body if notice.item else NOTICES[notice.kind].body


def ahead(shutdowns: tuple[Shutdown, ...], day: date) -> tuple[Shutdown, ...]:
    """Those that are not over on a day. The time zones of the world lie up to two days apart."""
    return tuple(one for one in shutdowns if one.last >= day - timedelta(days=2))


def needed(value: T | None, name: str) -> T:
    """The value. Raises `LetterIncomplete` when there is none (any more)."""
    if value is None:
        raise LetterIncomplete(f"{name} is missing")
    return value
