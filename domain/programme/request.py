"""What an operator asks for: one JSON object describes one cohort of a programme.

The defaults are those of real programmes (Jordan & Sorell, HBR 2019; NHS Yorkshire & Humber;
Guy's & St Thomas' ReMEDI); every one of them can be set in the request.
"""

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator
from pydantic.fields import FieldInfo

from domain.engine.base import NO_NUMBER, Day, FreeText, Frozen, OpaqueId, one_line
from domain.programme.confidentiality import OUR_TEXTS, ConfidentialityTexts
from domain.programme.ids import PersonId
from domain.programme.mail_hours import MailHours
from domain.programme.people import HolidayRegion, Locale, Side, TimeZoneName
from domain.programme.preparation import PreparationRules
from domain.programme.preparation_days import PreparationDays
from domain.programme.quantities import ClockHours, Days, Weeks, WorkingHours
from domain.programme.readiness import Prerequisite, Readiness
from domain.programme.session_rules import SessionPattern, SessionRules
from domain.programme.survey_days import SurveyDays
from domain.programme.topics import Title, Topic
from domain.programme.weights import Weights

MOST_SHUTDOWNS = 20
"""In a cohort: those of its file and those announced later."""
MOST_PAIRS = 2_000
"""The most pairs composed by hand: as many as a cohort takes people."""


def _up_to(most: int) -> FieldInfo:
    """The upper limit for the JSON Schema only: `domain.cohort.limits` checks it when a cohort
    begins, so that journals stay readable when a limit is lowered."""
    found: FieldInfo = Field(json_schema_extra={"maxItems": most})
    return found


class ProgrammeContext(StrEnum):
    """What the exchange is tied to."""

    STANDALONE = "standalone"
    CHANGE_PROCESS = "change_process"
    MANAGEMENT_DEVELOPMENT = "management_development"


FirstDay = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2199, 12, 31)), NO_NUMBER]
"""First day of a programme, 2000 to 2199: a date in any other year is a typo."""


class FixedTerm(Frozen):
    """A programme with an end."""

    kind: Literal["fixed"] = "fixed"
    start: FirstDay
    weeks: Weeks = 26

    @property
    def end(self) -> date:
        """The first day after the term."""
        return self.start + timedelta(weeks=self.weeks)


class OngoingTerm(Frozen):
    """A regular, ongoing exchange with a review at intervals, until someone ends it."""

    kind: Literal["ongoing"] = "ongoing"
    start: FirstDay
    review_every_weeks: Annotated[int, Field(ge=4, le=104)] = 26


Term = Annotated[FixedTerm | OngoingTerm, Field(discriminator="kind")]


class OwnerRole(StrEnum):
    """Who looks after a cohort. Items belong to a role, so that no one's leave stops them."""

    LEAD = "lead"
    DEPUTY = "deputy"
    SPONSOR = "sponsor"
    CONFIDANT = "confidant"
    """Looks after reports of misconduct, and nothing else."""


class Owners(Frozen):
    """The people in the roles, as ids of the roster."""

    lead: PersonId | None = None
    deputy: PersonId | None = None
    sponsor: PersonId | None = None
    confidant: PersonId | None = None
    """To whom alone misconduct is reported; absent: the lead."""

    def of(self, role: OwnerRole) -> PersonId | None:
        """The person who holds a role."""
        match role:
            case OwnerRole.LEAD:
                return self.lead
            case OwnerRole.DEPUTY:
                return self.deputy
            case OwnerRole.SPONSOR:
                return self.sponsor
            case OwnerRole.CONFIDANT:
                return self.confidant

    def role_of(self, person: PersonId) -> OwnerRole | None:
        """The first role that a person holds."""
        return next((role for role in OwnerRole if self.of(role) == person), None)

    @property
    def people(self) -> tuple[PersonId, ...]:
        """Lead, deputy and sponsor, in this order; each person once."""
        holders = (self.lead, self.deputy, self.sponsor)
        return tuple(dict.fromkeys(holder for holder in holders if holder is not None))

    @property
    def everybody(self) -> tuple[PersonId, ...]:
        """Everyone who holds a role, the confidant last; each person once."""
        everybody = (*self.people, *([self.confidant] if self.confidant else []))
        return tuple(dict.fromkeys(everybody))


class Deadlines(PreparationDays, SurveyDays):
    """All periods after which the engine reminds, asks or gives up.

    Days are calendar days; a deadline that ends on a day off moves to the next working day, and
    those of the same matter that follow it keep their distance in working days.
    """

    confirmation_days: Days = 9
    confirmation_reminder_days: Days = 4
    invitation_days: Days = 14
    invitation_reminder_days: Days = 7
    preparation_reminder_days: Days = 7
    """Assessment and expectations: days until the missing side is reminded."""
    preparation_item_days: Days = 14
    preparation_give_up_days: Days = 42
    """Days until a preparation without an answer ends the pairing."""
    agreement_reminder_days: Days = 7
    agreement_item_days: Days = 10
    agreement_give_up_days: Days = 42
    plan_reminder_days: Days = 5
    plan_item_days: Days = 10
    plan_give_up_days: Days = 42
    first_booking_mentee_days: Days = 7
    first_booking_mentor_days: Days = 10
    first_booking_item_days: Days = 14
    next_booking_days: Days = 14
    session_reminder_hours: ClockHours = 24
    late_cancellation_hours: ClockHours = 24
    report_after_hours: ClockHours = 2
    report_again_hours: WorkingHours = 72
    unconfirmed_after_days: Days = 7
    objection_hours: WorkingHours = 48
    """How long a side that was reported absent may object before the absence counts."""
    reflection_reminder_days: Days = 5
    junior_check_in_days: Days = 2
    silence_days: Annotated[int, Field(ge=1, le=3660)] = 42
    """Days without a session or a booking after which both are asked “did you meet?”."""
    silence_again_days: Days = 7
    silence_item_days: Days = 14
    wind_down_days: Days = 30
    review_days: Days = 7
    review_reminder_days: Days = 9
    """Days since the review began; by default two days after it was due."""
    review_item_days: Days = 14
    hard_stop_days: Days = 21
    late_review_days: Annotated[int, Field(ge=0, le=20)] = 2
    """Days for which a review is still taken when its time has run out; days off do not count."""
    no_fault_exit_days: Days = 30
    """Days after the first session in which either may leave because the two do not fit, as before
    it: no fault is recorded, and both are matched again with priority. 0: never."""
    pause_question_weeks: Annotated[tuple[Weeks, ...], Field(max_length=6)] = (4, 8, 12)
    pause_max_weeks: Weeks = 26
    hold_max_weeks: Weeks = 8
    """After which a pairing on hold ends, if nobody has decided."""
    reopen_days: Days = 30
    partnership_days: Days = 365
    """How often learning partners are asked whether they are still in touch."""
    item_due_days: Annotated[int, Field(ge=1, le=60)] = 5
    """Working days in which the owner of an item is to deal with it."""
    item_again_days: Annotated[int, Field(ge=1, le=60)] = 5
    """Working days after which an item that is overdue comes back, again and again until it is
    done."""
    item_snooze_days: Annotated[int, Field(ge=1, le=365)] = 30
    """Days for which an item can be put off at a time."""
    waiting_first_days: Days = 1
    """Days after which a person without a partner is told that they wait."""
    waiting_again_days: Days = 30
    """Days after which they are told that they still wait, again and again; the question whether a
    person wants another partner is repeated as often."""
    delivery_give_up_days: Annotated[int, Field(ge=1, le=30)] = 3
    """Days for which a mail is tried again while the mail server is down."""
    progress_check_hours: Annotated[int, Field(ge=1, le=168)] = 24
    """Hours between two looks of the cohort at its pairings."""
    after_outage_working_days: Annotated[int, Field(ge=1, le=20)] = 2
    """After an outage, working days in which nothing ends because nobody has answered."""

    @model_validator(mode="after")
    def _reminders_come_before_ends(self) -> Self:
        for earlier, later in _ORDERED:
            if getattr(self, earlier) > getattr(self, later):
                raise ValueError(f"{earlier} must not be longer than {later}")
        return self


_ORDERED = (
    ("confirmation_reminder_days", "confirmation_days"),
    ("invitation_reminder_days", "invitation_days"),
    ("approval_reminder_days", "approval_item_days"),
    ("approval_item_days", "approval_days"),
    ("preparation_reminder_days", "preparation_item_days"),
    ("preparation_item_days", "preparation_give_up_days"),
    ("agreement_reminder_days", "agreement_item_days"),
    ("agreement_item_days", "agreement_give_up_days"),
    ("plan_reminder_days", "plan_item_days"),
    ("plan_item_days", "plan_give_up_days"),
    ("first_contact_days", "first_contact_item_days"),
    ("first_booking_mentee_days", "first_booking_mentor_days"),
    ("first_booking_mentor_days", "first_booking_item_days"),
    ("waiting_first_days", "waiting_again_days"),
    ("silence_again_days", "silence_item_days"),
    ("review_days", "review_reminder_days"),
    ("review_reminder_days", "review_item_days"),
    ("review_item_days", "hard_stop_days"),
    ("survey_reminder_days", "survey_days"),
)


MaxExtensions = Annotated[int, Field(ge=0, le=10)]


class HardRule(StrEnum):
    """Rules that a pair must meet; one can be relaxed by name and with a reason, never silently."""

    ROLES = "roles"
    AGE_GAP = "age_gap"
    LEVEL_GAP = "level_gap"
    REPORTING_LINE = "reporting_line"
    DEPARTMENT = "department"
    DO_NOT_MATCH = "do_not_match"
    CAPACITY = "capacity"
    LANGUAGE = "language"
    TOPICS = "topics"


WaiverReason = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=3, max_length=300),
    AfterValidator(one_line),
]
"""Why a rule is set aside: in general words, without names, because all who may see the cohort read
it."""


class Waiver(Frozen):
    """A rule that is set aside, by name and with a reason; it is recorded."""

    reason: WaiverReason


class RuleWaiver(Waiver):
    """A hard rule that is set aside."""

    rule: HardRule


class ReadinessWaiver(Waiver):
    """A prerequisite that is set aside."""

    prerequisite: Prerequisite


class MatchingPolicy(Frozen):
    """The rules and weights of matching."""

    min_age_gap: Annotated[int, Field(ge=0, le=60)] = 10
    """Years between the years of birth."""
    min_level_gap: Annotated[int, Field(ge=0, le=30)] = 2
    same_department: bool = False
    mentor_capacity: Annotated[int, Field(ge=1, le=10)] = 2
    mentee_capacity: Annotated[int, Field(ge=1, le=10)] = 1
    weights: Weights = Weights()
    even_load: Annotated[float, Field(ge=0, le=1)] = 0.2
    """The least gain in score for which a mentor gets a further mentee, so that no mentor has two
    mentees while another has none for hardly a better score."""
    waiting_weight: Annotated[float, Field(ge=0, le=1)] = 0.02
    """What each whole week of waiting adds to the score of a pair, so that a free place goes to the
    best fit among those who have waited."""
    relaxed: Annotated[tuple[RuleWaiver, ...], _up_to(len(HardRule))] = ()

    def capacity(self, side: Side) -> int:
        """Pairings at the same time on one side, of people without a number of their own."""
        return self.mentor_capacity if side is Side.MENTOR else self.mentee_capacity


class ComposedPair(Frozen):
    """A pair matched by hand; the hard rules are checked nevertheless."""

    mentor: PersonId
    mentee: PersonId
    waivers: Annotated[tuple[RuleWaiver, ...], _up_to(len(HardRule))] = ()


class Shutdown(Frozen):
    """Days on which the company is closed, or some of its sites; both ends included."""

    first: Day
    last: Day
    sites: Annotated[tuple[HolidayRegion, ...], Field(max_length=50)] = ()
    """The sites that are closed, as the roster names them, with all regions below: ``DE`` also
    closes ``DE-BW``. Empty: the whole company."""

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.last < self.first:
            raise ValueError("last must not be before first")
        return self

    @property
    def days(self) -> tuple[date, ...]:
        """Each day of it."""
        length = (self.last - self.first).days + 1
        return tuple(self.first + timedelta(days=number) for number in range(length))

    def closes(self, site: str) -> bool:
        """Whether people of this site are off."""
        return not self.sites or any(f"{site}-".startswith(f"{name}-") for name in self.sites)


class CohortRequest(Frozen):
    """Everything that is needed to run a cohort. The smallest valid request has about ten lines."""

    title: Title
    roster: OpaqueId
    term: Term
    topics: Annotated[tuple[Topic, ...], Field(min_length=1, max_length=40)]
    owners: Owners
    readiness: Readiness
    readiness_waivers: Annotated[tuple[ReadinessWaiver, ...], _up_to(len(Prerequisite))] = ()
    context: ProgrammeContext = ProgrammeContext.STANDALONE
    purpose: FreeText | None = None
    """What the programme is for, in a sentence that is shown in invitations."""
    sessions: SessionPattern = SessionPattern()
    session_rules: SessionRules = SessionRules()
    confidentiality: ConfidentialityTexts = dict(OUR_TEXTS)
    """What the two promise each other: shown with the agreement, and part of what is accepted."""
    preparation: PreparationRules = PreparationRules()
    matching: MatchingPolicy = MatchingPolicy()
    pairs: Annotated[tuple[ComposedPair, ...], _up_to(MOST_PAIRS)] = ()
    max_extensions: MaxExtensions = 2
    """How often a pair may extend its fixed term."""
    late_joining_weeks: Weeks | None = None
    """Weeks after the start within which people may join a fixed term; absent: half of the term."""
    shortest_pairing_weeks: Weeks = 8
    """Weeks that a fixed term must still last for two to be matched; those who may join as
    late as that are matched all the same. Nobody is matched who leaves the company earlier."""
    confirm: bool = False
    """Invite only after the update ``confirm_matches``."""
    deadlines: Deadlines = Deadlines()
    locale: Locale = Locale.ENGLISH
    time_zone: TimeZoneName = "UTC"
    holiday_region: HolidayRegion | None = None
    """Holidays of the programme office; those of both people's sites always count too."""
    shutdowns: Annotated[tuple[Shutdown, ...], Field(max_length=MOST_SHUTDOWNS)] = ()
    mail_hours: MailHours | None = MailHours()
    """``null``: mails go at any hour of any day."""

    @model_validator(mode="after")
    def _topics_are_named_once(self) -> Self:
        ids = [topic.id for topic in self.topics]
        if len(set(ids)) != len(ids):
            raise ValueError("topics: every topic id may be used once only")
        return self

    @model_validator(mode="after")
    def _pairs_are_named_once(self) -> Self:
        pairs = [(pair.mentor, pair.mentee) for pair in self.pairs]
        if len(set(pairs)) != len(pairs):
            raise ValueError("pairs: every pair may be named once only")
        return self
