"""What is to be said of every kind of notice and item: the form of the catalogue's entries."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.programme.request import Deadlines, OwnerRole
from domain.telling.bodies import AboutItem, ItemBody
from domain.telling.body import Body, WithAppointment
from domain.telling.haste import Haste
from domain.telling.lines import CalendarAction


def _check_deadline(name: str | None) -> None:
    if name is not None and name not in Deadlines.model_fields:
        raise ValueError(f"there is no deadline {name}")


@dataclass(frozen=True)
class Because:
    """A reason in one sentence; ``{n}`` stands for the number of the rule."""

    why: str
    rule: str | None = None
    """Name of a field of `Deadlines`; absent when nothing was configured for it."""

    def __post_init__(self) -> None:
        if ("{n}" in self.why) is not (self.rule is not None):
            raise ValueError(f"a rule and its number belong together: {self.why}")
        _check_deadline(self.rule)

    def in_words(self, deadlines: Deadlines) -> str:
        """The sentence with the number that this programme has."""
        if self.rule is None:
            return self.why
        value = getattr(deadlines, self.rule)
        number = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
        return f"{self.why.format(n=number)} ({self.rule})"


TIME_TO_ANSWER = Because(
    "Nothing worked for a while, or a mail went out late: there are {n} working days to answer",
    "after_outage_working_days",
)
"""Why people are asked once more after an outage."""
SENT_AGAIN = Because(
    "It did not reach the person, whose data in the roster have changed since: it is sent again"
)
"""Why a mail goes out that did not arrive before, by the events that bring it about."""
DATA_CHANGED = ("pairing.person_data_changed", "cohort.person_reported")
AFTER_OUTAGE = {"pairing.deadline_postponed": TIME_TO_ANSWER}


BY_STAGE = ("reminder", "escalation", "give_up")
"""The deadlines of whatever the present stage of a pairing waits for."""


@dataclass(frozen=True, kw_only=True)
class NoticeSpec:
    """Everything that is said of one kind of notice."""

    because: Because
    """Why it is sent."""
    after: Mapping[str, Because] = field(default_factory=dict)
    """Other reasons, by cause: an event without its version, or the kind of a deadline."""
    body: type[Body]
    """What its letter tells."""
    haste: Haste
    """When its mail goes."""
    answered_with: tuple[str, ...] = ()
    """Names of the updates that answer it."""
    question: str | None = None
    """What it asks, where its answers do not say so: one update answers several questions, or it
    asks for something else besides. A request and its reminders have the same."""
    answer_by: str | None = None
    """Kind of the pairing's deadline until which an answer is of use; absent when the rule that
    sends the notice says until when, or nothing is asked for."""
    answer_within: str | None = None
    """The same where nothing falls due: name of the field of `Deadlines` that has the days."""
    reminded_by: tuple[str, ...] = ()
    """Kinds of the pairing's deadlines that come next if nobody answers: a reminder, a word to the
    owners, an end. A mail that can wait leaves time before the first of them."""
    while_paused: bool = False
    """Told during a pause, too."""
    calendar: CalendarAction | None = None
    """Absent when no calendar entry comes with it."""

    def __post_init__(self) -> None:
        _check_deadline(self.answer_within)
        if self.calendar and not issubclass(self.body, WithAppointment):
            raise ValueError(f"no appointment for a calendar entry in {self.body.__name__}")


@dataclass(frozen=True, kw_only=True)
class ItemSpec:
    """Everything that is said of one kind of item."""

    task: str
    """What the owner is asked to do, as HR reads it in the Temporal UI."""
    because: Because
    """Why it was opened."""
    body: type[AboutItem] = ItemBody
    """What the owner's letter tells."""
    haste: Haste = Haste.DAILY
    """When the owner's mail goes."""
    owner: OwnerRole = OwnerRole.LEAD
    """Whose it is."""
    command: str | None = None
    """What helps, as it is typed; ``{cohort_id}`` stands for the cohort."""
    by_itself: str | None = None
    """Kind of the pairing's deadline that overtakes the item if its owner does nothing; absent:
    it waits."""
    after_the_end: bool = False
    """It still has to be dealt with when the pairing is over."""
    in_confidence: bool = False
    """Only the owners learn, from their mail, what it is about and what brought it about.

    Both stand in the private part of the event that opens it, and nowhere else: everywhere else
    stands `in_confidence`, in the state of the pairing as well. So no rule can depend on it. Open
    to everybody are that there is such an item, since when, and its side and session if it has any.
    """

    def __post_init__(self) -> None:
        rules = (self.by_itself, self.after_the_end, self.body is not ItemBody)
        if self.in_confidence and any(rules):
            raise ValueError("nobody knows what an item in confidence is about: it has no rules")
