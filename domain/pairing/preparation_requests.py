"""The requests to a pairing about what comes before the first session besides answers."""

from domain.pairing.messages import Request
from domain.programme.ids import PersonId
from domain.programme.people import Side
from domain.programme.request import WaiverReason


class AnswerApproval(Request):
    """Record whether a line manager approves. No reason is asked for, and none is kept."""

    name = "answer_approval"
    summary = "Record whether the line manager of one side approves"
    side: Side
    manager_id: PersonId
    """Who has answered: the line manager of the roster; the operator may name somebody else."""
    approved: bool


class ConfirmContact(Request):
    """The two have been in touch: a call, or a coffee. One word for both is enough."""

    name = "confirm_contact"
    summary = "Say that the two have been in touch for the first time"


class WaiveBriefing(Request):
    """Let the two begin although not both are briefed."""

    name = "waive_briefing"
    summary = "Let the two begin although not both are briefed, with a reason that is recorded"
    reason: WaiverReason
