"""What a letter tells: one body per family of notices, with the fields that its templates use.

A field has the name that the templates use. Names of people are not known yet:
they come on delivery only.
"""

from datetime import date
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from domain.engine.base import Instant
from domain.programme.confidentiality import ConfidentialityTexts
from domain.programme.people import Side
from domain.programme.request import HardRule, ProgrammeContext
from domain.telling.approval import ApprovalBody
from domain.telling.body import Body, ToPair, WithAppointment
from domain.telling.lines import (
    ItemLine,
    PlanLine,
    ProposedPairLine,
    SessionLine,
)

# -- to mentor and mentee -------------------------------------------------------------------------


class PlainBody(ToPair):
    """Nothing beyond its occasion."""

    of: Literal["plain"] = "plain"


class InvitationBody(ToPair):
    """The proposal to learn from each other."""

    of: Literal["invitation"] = "invitation"
    context: ProgrammeContext
    purpose: str | None
    topics: tuple[str, ...]
    weeks: int
    """What is left of the term; of an ongoing one, the time from one review to the next."""
    goes_on: bool
    """The term is ongoing."""
    starts_on: date | None
    """The first day of the term; absent once it has come."""
    ends_on: date | None
    """The last day of the term; absent in an ongoing one."""
    sessions: int
    """As many as there is room for; in an ongoing one, between two reviews."""
    every_days: int
    minutes: int


class TopicsBody(ToPair):
    """A question about the topics of the programme."""

    of: Literal["topics"] = "topics"
    topics: tuple[str, ...]
    contact_by: date | None = None
    """Until when the two are to get in touch; absent where nobody asks for that."""


class AgreementBody(ToPair):
    """What both sides are to agree to. Goals and off-limit topics are their own words."""

    of: Literal["agreement"] = "agreement"
    version: str
    topics: tuple[str, ...]
    goals_mentor: tuple[str, ...]
    goals_mentee: tuple[str, ...]
    off_limits: tuple[str, ...]
    channel: str
    cadence_days: int
    sessions: int
    """As many as there is room for at this cadence."""
    minutes: int
    notice_hours: int
    differences: tuple[str, ...]
    """Names of the points on which the two answered differently: ``channel``, ``cadence_days`` …"""
    confidentiality: ConfidentialityTexts
    """In all languages of the programme: which one is read, is known on delivery only."""
    meanwhile: bool = False
    """Sessions go on, by the present agreement until both accept this one."""


class PlanBody(ToPair):
    """The action plan, as far as it lies ahead."""

    of: Literal["plan"] = "plan"
    version: int
    """The version that is asked to be accepted."""
    minutes: int
    """How long each session is."""
    plan: tuple[PlanLine, ...]


class AboutSession(ToPair):
    """About one session."""

    session: SessionLine


class SessionBody(AboutSession):
    """About a session, whenever it is."""

    of: Literal["session"] = "session"


class BookingBody(AboutSession):
    """The request to book a session."""

    of: Literal["booking"] = "booking"
    suggested_on: date | None
    """The day of the plan, unless it has passed."""


class ReportBody(AboutSession):
    """The question whether a session took place."""

    of: Literal["report"] = "report"
    starts_at: Instant | None
    """Absent when it had no appointment."""


class NewDateBody(AboutSession):
    """The request to find a new date, with days that would do."""

    of: Literal["new_date"] = "new_date"
    dates: tuple[date, ...]
    """Working days soon; empty when there are none any more."""
    missed_by_reader: bool
    """The reader was absent."""
    bookable: bool
    """The session may get a new appointment now: no pause, and the pairing is not over."""


class AboutAppointment(AboutSession, WithAppointment):
    """About the appointment of a session."""


class AppointmentBody(AboutAppointment):
    """An appointment that stands."""

    of: Literal["appointment"] = "appointment"


class CancellationBody(AboutAppointment):
    """An appointment that was called off."""

    of: Literal["cancellation"] = "cancellation"
    late: bool
    """After the notice that was agreed."""
    bookable: bool
    """The session may get a new appointment now: no pause, and the pairing is not over."""


class PauseBody(ToPair):
    """A pause of the pairing."""

    of: Literal["pause"] = "pause"
    return_on: date | None
    """Absent while it is not known."""
    partner_away: bool = False
    """Because the partner is away; then there is a choice besides waiting."""


class TermBody(ToPair):
    """A notice that the pairing goes on."""

    of: Literal["term"] = "term"
    ends_on: date | None
    """Absent in an ongoing one."""


class ExtensionBody(ToPair):
    """A term that becomes longer, or is proposed to."""

    of: Literal["extension"] = "extension"
    weeks: int
    ends_on: date
    """The end with the extension."""


class WindDownBody(ToPair):
    """The term ends soon."""

    of: Literal["wind_down"] = "wind_down"
    ends_on: date
    sessions_held: int
    may_extend: bool


class AboutReview(ToPair):
    """About a review."""

    goes_on: bool
    """The term is ongoing, and this review is not the last."""
    asleep: bool
    """The two have not met since the last review: without an answer, the exchange ends."""


class ReviewRequestBody(AboutReview):
    """The request for a review."""

    of: Literal["review_request"] = "review_request"
    topics: tuple[str, ...]
    """Those that were agreed."""
    sessions_held: int
    farewell_on: date | None = None
    """The last day before one of the two leaves the company, if that is why they look back."""


class ReviewReminderBody(AboutReview):
    """The reminder of a review that is missing."""

    of: Literal["review_reminder"] = "review_reminder"


class ClosingBody(ToPair):
    """The end of a pairing."""

    of: Literal["closing"] = "closing"
    end_reason: str | None
    """An `EndReason` in its wire form; absent when it stays with the person (case 42)."""
    no_fault: bool
    """They parted early without fault, and both come first for a new partner."""
    sessions_held: int
    certificate: bool
    """The reader has earned the certificate of the programme."""
    partners: bool
    """Both have said that they want to stay in touch, and are learning partners from now on."""
    follow_up_on: date | None
    """When both are asked what they still use; absent if they are not."""


class ReviewReceivedBody(ToPair):
    """Thanks for a review that came late, or that a certificate is earned with on the way."""

    of: Literal["review_received"] = "review_received"
    certificate: bool
    partners: bool
    """Both want to stay in touch, and are learning partners from now on."""
    late: bool
    """The pairing had been closed without it."""


class FollowUpBody(ToPair):
    """The question to learning partners whether they are still in touch."""

    of: Literal["follow_up"] = "follow_up"
    is_last: bool
    """Without an answer this time, no one asks again."""


# -- to owners, and to everybody of a cohort ------------------------------------------------------


class AboutItem(Body):
    """About something that an owner has to do."""

    item: ItemLine


class ItemBody(AboutItem):
    """An item whose kind says it all."""

    of: Literal["item"] = "item"


class ReportsItemBody(AboutItem):
    """Two different reports about one session."""

    of: Literal["item_reports"] = "item_reports"
    session: SessionLine | None
    """Absent when the item is settled by now."""


class LapsesItemBody(AboutItem):
    """Appointments that were not kept since the last session that took place."""

    of: Literal["item_lapses"] = "item_lapses"
    cancelled: int
    cancelled_late: int
    """At short notice; not among those that were cancelled in time."""
    moved: int
    """Moved by the side once more than is free."""
    missed: int
    sessions_held: int


class RulesItemBody(AboutItem):
    """A pair for whom rules no longer hold."""

    of: Literal["item_rules"] = "item_rules"
    broken_rules: tuple[HardRule, ...]


class ReviewItemBody(AboutItem):
    """A review that is missing."""

    of: Literal["item_review"] = "item_review"
    goes_on: bool
    asleep: bool
    """Both as in `AboutReview`."""
    closes_on: date | None
    """When the pairing closes without it."""


class ProposalsBody(Body):
    """Pairs that wait for confirmation."""

    of: Literal["proposals"] = "proposals"
    pairs: Annotated[tuple[ProposedPairLine, ...], Field(min_length=1)]


class CohortPlainBody(Body):
    """Nothing beyond its occasion."""

    of: Literal["cohort_plain"] = "cohort_plain"


class WaitingBody(Body):
    """A place on the waiting list."""

    of: Literal["waiting"] = "waiting"
    position: int | None
    """Among those who wait for a free place; absent: nobody fits at present."""


class BriefingBody(WithAppointment):
    """A date on which mentors, or mentees, are briefed."""

    of: Literal["briefing"] = "briefing"
    side: Side
    """The reader's, whose briefing it is."""
    room: str | None
    link: str | None
    again: bool
    """The reader has missed an earlier date."""


class CohortPauseBody(Body):
    """A pause of the whole cohort."""

    of: Literal["cohort_pause"] = "cohort_pause"
    return_on: date | None
    """Absent while it is not known."""


class CohortEndBody(Body):
    """The end of the programme."""

    of: Literal["cohort_end"] = "cohort_end"
    ends_on: date


PairingBody: TypeAlias = (
    PlainBody
    | InvitationBody
    | ApprovalBody
    | TopicsBody
    | AgreementBody
    | PlanBody
    | SessionBody
    | BookingBody
    | NewDateBody
    | ReportBody
    | AppointmentBody
    | CancellationBody
    | PauseBody
    | TermBody
    | ExtensionBody
    | WindDownBody
    | ReviewRequestBody
    | ReviewReminderBody
    | ReviewReceivedBody
    | ClosingBody
    | FollowUpBody
    | ItemBody
    | ReportsItemBody
    | LapsesItemBody
    | RulesItemBody
    | ReviewItemBody
)
"""What the letters of a pairing can tell."""
CohortBody: TypeAlias = (
    ItemBody
    | ProposalsBody
    | WaitingBody
    | BriefingBody
    | CohortPlainBody
    | CohortPauseBody
    | CohortEndBody
)
"""What the letters of a cohort can tell."""
