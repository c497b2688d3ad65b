"""What the two answer and agree to on the way to their first session."""

from domain.engine.base import Frozen, Instant, OpaqueId
from domain.pairing.sides import Both
from domain.pairing.vocabulary import Channel
from domain.programme.confidentiality import ConfidentialityTexts
from domain.programme.ids import TopicId
from domain.programme.people import Side
from domain.programme.quantities import Level0To5, Rating1To5
from domain.programme.request import WaiverReason


class Assessment(Frozen):
    """One side's assessment. Answers may come in parts; they are kept."""

    knowledge: dict[TopicId, Level0To5] = {}
    confidence: dict[TopicId, Rating1To5] = {}
    experience: tuple[OpaqueId, ...] | None = None
    """Tags of the horizon of experience; absent: not answered yet."""


class Expectations(Frozen):
    """One side's expectations. Goals and off-limit topics are private words."""

    topics: tuple[TopicId, ...]
    channel: Channel
    cadence_days: int
    notice_hours: int
    goals: tuple[str, ...] = ()
    off_limits: tuple[str, ...] = ()


class Agreement(Frozen):
    """What the two agree on. A change makes a new version and voids earlier acceptances."""

    version: str
    """First 16 hex digits of the SHA-256 of the agreement's content."""
    topics: tuple[TopicId, ...]
    channel: Channel
    cadence_days: int
    notice_hours: int
    differences: tuple[str, ...]
    confidentiality: ConfidentialityTexts
    goals_mentor: tuple[str, ...] = ()
    goals_mentee: tuple[str, ...] = ()
    off_limits: tuple[str, ...] = ()


class Preparation(Frozen):
    """What the two have answered and agreed to on the way to their first session."""

    accepted: Both[bool] = Both[bool]()
    """The invitation: yes or no."""
    approved: Both[bool] = Both[bool]()
    """By the line manager: yes or no."""
    assessments: Both[Assessment] = Both[Assessment]()
    expectations: Both[Expectations] = Both[Expectations]()
    agreement: Agreement | None = None
    proposed: Agreement | None = None
    """Another version, while sessions go on: until both accept it, the agreement holds."""
    agreement_accepted: Both[str] = Both[str]()
    """Version of what is to be accepted."""
    plan_accepted: Both[int] = Both[int]()
    """Version of the plan."""
    sessions_agreed: int = 0
    """Sessions of the plan that both accepted; what an extension adds does not count."""
    briefed: tuple[Side, ...] = ()
    """As the cohort knows it."""
    briefing_waiver: WaiverReason | None = None
    """Why they may begin although not both are briefed."""
    in_touch_since: Instant | None = None
    """When somebody said that the two had been in touch; absent: nobody has so far."""

    @property
    def to_accept(self) -> Agreement | None:
        """The version that counts next: what is proposed, else what is agreed or to be agreed."""
        return self.proposed or self.agreement
