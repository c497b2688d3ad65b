"""What a named role has to do. Events open and close items, so that nothing is forgotten."""

from collections.abc import Iterable
from enum import StrEnum

from domain.engine.base import Frozen, Instant, OpaqueId
from domain.engine.tables import complete
from domain.engine.words import spelled_out
from domain.programme.people import Side
from domain.programme.request import OwnerRole


class ItemKind(StrEnum):
    """Reasons for which the engine asks a human for help."""

    INVITATION_EXPIRED = "invitation_expired"
    ASSESSMENT_MISSING = "assessment_missing"
    EXPECTATIONS_MISSING = "expectations_missing"
    AGREEMENT_NOT_ACCEPTED = "agreement_not_accepted"
    PLAN_NOT_ACCEPTED = "plan_not_accepted"
    FIRST_SESSION_NOT_BOOKED = "first_session_not_booked"
    MENTEE_KEEPS_CANCELLING = "mentee_keeps_cancelling"
    MENTOR_KEEPS_CANCELLING = "mentor_keeps_cancelling"
    CONFLICTING_REPORTS = "conflicting_reports"
    SILENT_PAIR = "silent_pair"
    MENTOR_WANTS_OUT = "mentor_wants_out"
    """Confidential: asked for in the junior's own check-in; the partner never learns of it."""
    RULE_BROKEN = "rule_broken"
    PERSON_LEFT = "person_left"
    STILL_PAUSED = "still_paused"
    REVIEW_MISSING = "review_missing"
    MAIL_UNDELIVERABLE = "mail_undeliverable"
    MATCHES_NOT_CONFIRMED = "matches_not_confirmed"
    NOBODY_FITS = "nobody_fits"
    PAIRING_NOT_STARTED = "pairing_not_started"
    PAIRING_NOT_REACHED = "pairing_not_reached"


class Item(Frozen):
    """One thing to do for the owners of the cohort."""

    id: OpaqueId
    kind: ItemKind
    owner: OwnerRole = OwnerRole.LEAD
    side: Side | None = None
    session_id: OpaqueId | None = None
    opened_at: Instant
    cause: str
    """Wire tag of the event, or kind of the deadline, that brought it about."""


def shown_as(kinds: Iterable[ItemKind]) -> tuple[str, ...]:
    """The names under which everybody with access to the Temporal UI may see them, each once."""
    confidential = {ItemKind.MENTOR_WANTS_OUT: "in_confidence"}
    return tuple(dict.fromkeys(confidential.get(kind, kind.value) for kind in kinds))


def shown_in_words(kinds: Iterable[ItemKind]) -> str:
    """The same names, in one line."""
    return ", ".join(map(spelled_out, shown_as(kinds)))


def in_words(kind: ItemKind) -> str:
    """What the item asks for, as HR reads it in the Temporal UI."""
    return _WORDS[kind]


_WORDS = complete(
    ItemKind,
    {
        ItemKind.INVITATION_EXPIRED: "An invitation was never answered: ask what stood in the way",
        ItemKind.ASSESSMENT_MISSING: "An assessment is missing: ask the person",
        ItemKind.EXPECTATIONS_MISSING: "Expectations are missing: ask the person",
        ItemKind.AGREEMENT_NOT_ACCEPTED: (
            "The agreement is not accepted by both: talk to the person"
        ),
        ItemKind.PLAN_NOT_ACCEPTED: "The action plan is not accepted by both: talk to the person",
        ItemKind.FIRST_SESSION_NOT_BOOKED: (
            "The first session is still not booked: help the two to start"
        ),
        ItemKind.MENTEE_KEEPS_CANCELLING: "The mentee keeps cancelling: talk about priority",
        ItemKind.MENTOR_KEEPS_CANCELLING: "The mentor keeps cancelling: talk about time",
        ItemKind.CONFLICTING_REPORTS: (
            "The two report different things about a session: decide what counts"
        ),
        ItemKind.SILENT_PAIR: "The pair is silent: ask how it goes, or propose to end",
        ItemKind.MENTOR_WANTS_OUT: "In confidence: the mail to the owners says what it is about",
        ItemKind.RULE_BROKEN: (
            "A hard rule no longer holds for the two: decide whether they go on or end"
        ),
        ItemKind.PERSON_LEFT: (
            "Somebody leaves the company: let the two say goodbye; the review comes by itself"
        ),
        ItemKind.STILL_PAUSED: "The pause goes on without a return date: ask",
        ItemKind.REVIEW_MISSING: "A review is missing: ask the person",
        ItemKind.MAIL_UNDELIVERABLE: (
            "A mail could not be delivered: correct the address, tell the person another way"
        ),
        ItemKind.MATCHES_NOT_CONFIRMED: "The proposed pairs wait for confirmation",
        ItemKind.NOBODY_FITS: "Nobody fits under the rules: relax a named rule or add people",
        ItemKind.PAIRING_NOT_STARTED: "A pairing could not be started: see the reason",
        ItemKind.PAIRING_NOT_REACHED: (
            "A pairing does not take what the cohort tells it: look what stops it"
        ),
    },
    verb="puts into words",
)
