"""Line managers are asked where the programme wants that, once both people have said yes."""

import pytest

from domain.pairing.commands import Accept, Decline, End, Reopen
from domain.pairing.details import pairing_details
from domain.pairing.events.course import DeadlineElapsed, PairingClosed, StageEntered
from domain.pairing.events.messages import NoticeIssued
from domain.pairing.events.preparation import ApprovalGiven, ApprovalRefused, InvitationDeclined
from domain.pairing.letters import letter
from domain.pairing.preparation_requests import AnswerApproval
from domain.pairing.vocabulary import DeadlineKind, EndReason, Stage
from domain.programme.people import Side
from domain.telling.approval import ApprovalBody
from domain.telling.kinds import ItemKind, NoticeKind
from tests.unit.pairing.story import (
    BOTH,
    INTEGRATION,
    MENTEE,
    MENTOR,
    OPERATOR,
    Story,
    a_setup,
    opened,
)
from tests.unit.pairing.ways import APPROVAL, accepted, approved, given

Kind = DeadlineKind
TO_MANAGERS = (NoticeKind.APPROVAL_REQUEST, NoticeKind.APPROVAL_REMINDER)


def answers(story: Story, side: Side, approved: bool) -> Story:
    """The line manager of a side answers, and a system passes it on."""
    manager = story.state.setup.managers.of(side)
    return story.when(AnswerApproval, INTEGRATION, side=side, manager_id=manager, approved=approved)


def managers_told(story: Story) -> list[tuple[NoticeKind, str]]:
    """The mails of the last step to line managers."""
    told = [event.notice for event in story.events if isinstance(event, NoticeIssued)]
    return [(notice.kind, notice.to) for notice in told if notice.kind in TO_MANAGERS]


def test_case_10_line_managers_are_asked_only_after_both_have_said_yes() -> None:
    """Nobody's manager hears of a programme that they do not want: with one yes nobody is asked,
    with both each manager gets a mail, and the two are told that it takes a while."""
    one = opened(a_setup(**APPROVAL)).when(Accept, MENTOR)
    assert managers_told(one) == []
    story = one.when(Accept, MENTEE).enters(Stage.APPROVAL)
    request = NoticeKind.APPROVAL_REQUEST
    assert managers_told(story) == [(request, "p-boss"), (request, "p-board")]
    assert {notice.kind for notice in story.notices if notice.side} == {NoticeKind.APPROVAL_PENDING}


def test_case_10_without_the_setting_nobody_is_asked() -> None:
    """By default two yeses lead to the assessment at once."""
    accepted(given(Stage.INVITED)).enters(Stage.ASSESSMENT)


def test_case_10_the_manager_does_not_read_who_the_partner_is() -> None:
    """The question to a line manager names their own employee and the time it takes, and no
    partner."""
    story = given(Stage.APPROVAL)
    notices = [sent.notice for sent in story.state.desk.told if sent.notice.item_side]
    found = letter(story.state, notices[0], story.now)
    assert isinstance(found.body, ApprovalBody)
    assert (found.person, found.partner, found.body.sessions) == ("p-junior", None, 6)


def test_case_10_the_two_go_on_when_every_manager_has_approved() -> None:
    """One approval waits for the other; with both, knowledge and experience are asked for."""
    story = answers(given(Stage.APPROVAL), Side.MENTOR, True).then(ApprovalGiven)
    assert "**Waiting for** the line manager of the mentee: the approval" in pairing_details(
        story.state, None
    )
    story = answers(story, Side.MENTEE, True).then(ApprovalGiven, StageEntered)
    story.enters(Stage.ASSESSMENT)
    answers(
        given(Stage.APPROVAL, **APPROVAL | {"to_be_approved": (Side.MENTOR,)}), Side.MENTOR, True
    ).enters(Stage.ASSESSMENT)


def test_case_10_a_refusal_is_a_withdrawal_without_blame() -> None:
    """A manager's no ends it: both read the same kind words without a reason, no fault is kept, and
    the partner comes first for somebody else."""
    story = answers(given(Stage.APPROVAL), Side.MENTOR, False)
    story.then(ApprovalRefused, PairingClosed, StageEntered).enters(Stage.CLOSED)
    story.tells((NoticeKind.INVITATION_WITHDRAWN, BOTH))
    assert story.state.ending
    assert story.state.ending.reason is EndReason.NOT_APPROVED
    assert story.state.ending.left_behind == (Side.MENTEE,)
    assert not story.state.ending.no_fault


def test_case_10_silence_is_reminded_of_becomes_an_item_and_ends_alike() -> None:
    """The manager who has not answered is reminded, the owners are asked to help, and in the end it
    is for both as if nobody had said anything: the same mail and reason as after a no;
    both are asked whether they want another partner."""
    story = answers(given(Stage.APPROVAL), Side.MENTEE, True).on(Kind.REMINDER)
    assert managers_told(story) == [(NoticeKind.APPROVAL_REMINDER, "p-boss")]
    story = story.on(Kind.ESCALATION).opens(ItemKind.APPROVAL_MISSING)
    story = story.on(Kind.GIVE_UP).then(DeadlineElapsed, PairingClosed, StageEntered)
    story.tells((NoticeKind.INVITATION_WITHDRAWN, BOTH)).leaves_open()
    assert story.state.ending
    assert story.state.ending.reason is EndReason.NOT_APPROVED
    assert story.state.ending.left_behind == BOTH


def test_case_10_whom_the_roster_does_not_know_the_owners_ask() -> None:
    """Without a known line manager the owners get an item at once, and the operator records who has
    approved."""
    nobody = APPROVAL | {"managers": {}, "to_be_approved": (Side.MENTOR,)}
    story = accepted(opened(a_setup(**nobody))).opens(ItemKind.APPROVAL_MISSING)
    assert managers_told(story) == []
    fields = {"side": Side.MENTOR, "manager_id": "p-head", "approved": True}
    story.when(AnswerApproval, INTEGRATION, **fields).refused("manager_id")
    story.when(AnswerApproval, OPERATOR, **fields).enters(Stage.ASSESSMENT).leaves_open()


@pytest.mark.parametrize("manager", ["p-other", "p-board", "p-junior", "p-senior"])
def test_case_10_only_the_named_line_manager_answers(manager: str) -> None:
    """A system cannot pass on the word of somebody else, nor of one of the two."""
    fields = {"side": Side.MENTOR, "manager_id": manager, "approved": True}
    given(Stage.APPROVAL).when(AnswerApproval, INTEGRATION, **fields).refused("manager_id")


@pytest.mark.parametrize("one", ["p-junior", "p-senior"])
def test_case_10_neither_of_the_two_approves(one: str) -> None:
    """The operator names whoever has decided, but none of the two."""
    fields = {"side": Side.MENTOR, "manager_id": one, "approved": True}
    given(Stage.APPROVAL).when(AnswerApproval, OPERATOR, **fields).refused("manager_id")


def test_an_approval_that_nobody_needs_is_refused() -> None:
    """Where only the mentor's manager is asked, one of the mentee is refused; the same answer again
    changes nothing."""
    setup = APPROVAL | {"to_be_approved": (Side.MENTOR,)}
    answers(given(Stage.APPROVAL, **setup), Side.MENTEE, True).refused("side")
    once = answers(given(Stage.APPROVAL), Side.MENTOR, True)
    answers(once, Side.MENTOR, True).then()


def test_whoever_withdraws_while_a_manager_is_asked_says_no() -> None:
    """An end by one of the two before the approval is a decline, and needs no reason of the
    list."""
    story = given(Stage.APPROVAL).when(End, MENTEE, reason=EndReason.TIME)
    story.then(InvitationDeclined, PairingClosed, StageEntered)
    given(Stage.APPROVAL).when(Decline, MENTEE).refused("")


def test_case_10_a_no_in_error_is_reopened_and_asked_again() -> None:
    """Reopened after a no, the manager is asked again and can approve."""
    story = answers(given(Stage.APPROVAL), Side.MENTOR, False).when(Reopen, OPERATOR)
    story.enters(Stage.APPROVAL)
    assert (NoticeKind.APPROVAL_REQUEST, "p-boss") in managers_told(story)
    approved(story).enters(Stage.ASSESSMENT)
