"""A line manager cannot be asked, is another one by now, or says nothing: nobody pays for it."""

import pytest

from domain.pairing.commands import Accept, End, LiftHold, RecordRuleCheck, Reopen
from domain.pairing.events.messages import NoticeIssued
from domain.pairing.events.people import ManagerChanged, PersonDataChanged, RulesChecked
from domain.pairing.facts import MailBounced, PersonChanged
from domain.pairing.letters import letter
from domain.pairing.preparation_requests import AnswerApproval
from domain.pairing.sides import Both
from domain.pairing.vocabulary import DeadlineKind, EndReason, Stage
from domain.programme.people import Side
from domain.telling.bodies import ItemBody
from domain.telling.kinds import ItemKind, NoticeKind
from domain.telling.notices import DeliveryOutcome, Notice
from tests.unit.pairing.letters import of
from tests.unit.pairing.story import (
    BOTH,
    INTEGRATION,
    MENTOR,
    OPERATOR,
    Story,
    a_setup,
    day,
    opened,
)
from tests.unit.pairing.ways import APPROVAL, accepted, given, on_hold

Kind = DeadlineKind
ME, YOU = (Side.MENTOR,), (Side.MENTEE,)


def questions(story: Story) -> list[Notice]:
    """The questions to line managers in the last step."""
    kinds = (NoticeKind.APPROVAL_REQUEST, NoticeKind.APPROVAL_REMINDER)
    told = [event.notice for event in story.events if isinstance(event, NoticeIssued)]
    return [notice for notice in told if notice.kind in kinds]


def lost(outcome: DeliveryOutcome = DeliveryOutcome.REFUSED) -> Story:
    """The question to the mentor's line manager does not arrive."""
    story = given(Stage.APPROVAL)
    (notice,) = [sent for sent in story.on_their_way if sent.to == "p-boss"]
    if outcome is DeliveryOutcome.BOUNCED:
        return story.when(MailBounced, notice_id=notice.id)
    return story.fared(notice, outcome)


def looked_up(story: Story, mentor: str | None = "p-boss", mentee: str | None = "p-board") -> Story:
    """The mentor has changed in the roster, and the look at it says who the managers are."""
    changed = story.when(PersonChanged, person_id="p-junior")
    managers = Both[str](mentor=mentor, mentee=mentee)
    return changed.does(RecordRuleCheck(side=Side.MENTOR, broken=(), managers=managers))


def left_behind(story: Story) -> tuple[Side, ...]:
    """Who lost the partner by the end through no wish of their own."""
    assert story.state.ending
    return story.state.ending.left_behind


@pytest.mark.parametrize(
    "outcome", [DeliveryOutcome.REFUSED, DeliveryOutcome.BOUNCED, DeliveryOutcome.NO_ADDRESS]
)
def test_case_47_an_item_names_whose_line_manager_got_no_question(outcome: DeliveryOutcome) -> None:
    """If the question to a line manager does not arrive, the owners are asked at once to get the
    approval another way, and read whose it is."""
    story = lost(outcome).opens(ItemKind.APPROVAL_MISSING)
    (told,) = [sent for sent in story.on_their_way if sent.kind is NoticeKind.ITEM_OPENED]
    assert of(ItemBody, letter(story.state, told, story.now)).item.about is Side.MENTOR
    fields = {"side": Side.MENTOR, "manager_id": "p-boss", "approved": True}
    story.when(AnswerApproval, OPERATOR, **fields).leaves_open()


def test_case_47_a_question_that_nobody_waits_for_any_more_is_no_item() -> None:
    """A mail to a line manager that came back is of no interest once the approval is recorded."""
    story = given(Stage.APPROVAL)
    (notice,) = [sent for sent in story.on_their_way if sent.to == "p-boss"]
    fields = {"side": Side.MENTOR, "manager_id": "p-boss", "approved": True}
    story.when(AnswerApproval, OPERATOR, **fields).fared(notice, DeliveryOutcome.REFUSED).opens()


@pytest.mark.parametrize("person", ["p-boss", "p-junior"])
def test_case_47_the_question_goes_again_once_the_managers_address_is_right(person: str) -> None:
    """When the roster has changed for the line manager, or for the employee, a question that was
    lost is asked again with its date; what has arrived is not."""
    story = lost().when(PersonChanged, person_id=person).then(PersonDataChanged)
    (again,) = questions(story)
    assert (again.to, again.item_side) == ("p-boss", Side.MENTOR)
    assert again.until == story.due(Kind.GIVE_UP).due
    assert questions(given(Stage.APPROVAL).when(PersonChanged, person_id=person)) == []


def test_news_of_a_line_manager_whom_nobody_asks_are_refused() -> None:
    """A pairing knows the line managers whom it asks, and nobody else."""
    given(Stage.INVITED).when(PersonChanged, person_id="p-boss").refused("person_id")


def test_case_10_a_new_line_manager_is_asked_and_has_the_whole_time() -> None:
    """Once the roster names another line manager, the question goes to them, their answer counts,
    and they have as long as the first one; that one's answer does not count any more."""
    story = looked_up(given(Stage.APPROVAL).at(day(9)), "p-new").then(RulesChecked, ManagerChanged)
    (question,) = questions(story)
    assert (question.to, question.kind) == ("p-new", NoticeKind.APPROVAL_REQUEST)
    assert question.until == story.due(Kind.GIVE_UP).due == day(23)
    fields = {"side": Side.MENTOR, "approved": True}
    story.when(AnswerApproval, INTEGRATION, manager_id="p-boss", **fields).refused("manager_id")
    story.when(AnswerApproval, INTEGRATION, manager_id="p-new", **fields)
    assert questions(looked_up(given(Stage.APPROVAL)).then(RulesChecked)) == []


def test_case_10_the_question_to_the_former_line_manager_is_taken_back() -> None:
    """A question that still waits to be sent to a line manager does not go once there is another;
    a reminder goes to the new one."""
    story = looked_up(given(Stage.APPROVAL), "p-new")
    assert {notice.to for notice in questions(story.on(Kind.REMINDER))} == {"p-new", "p-board"}


def test_case_10_a_line_manager_who_is_not_replaced_is_an_item() -> None:
    """If the roster names no line manager any more, the owners are asked at once."""
    looked_up(given(Stage.APPROVAL), None).opens(ItemKind.APPROVAL_MISSING)


def test_case_10_a_line_manager_who_changed_before_is_the_one_who_is_asked() -> None:
    """A new line manager that becomes known with the invitation hears of it only after two
    yeses."""
    story = looked_up(opened(a_setup(**APPROVAL)), "p-new").then(RulesChecked, ManagerChanged)
    assert questions(story) == []
    story = accepted(story)
    assert [notice.to for notice in questions(story)] == ["p-new", "p-board"]


def test_a_new_line_manager_is_of_no_interest_once_the_first_has_approved() -> None:
    """An approval that was given stands, whoever the line manager is by now."""
    fields = {"side": Side.MENTOR, "manager_id": "p-boss", "approved": True}
    story = given(Stage.APPROVAL).when(AnswerApproval, INTEGRATION, **fields)
    assert questions(looked_up(story, "p-new")) == []


def test_a_new_line_manager_is_asked_only_when_a_hold_is_over() -> None:
    """While everything rests no line manager is asked; with the lift, the new one is."""
    story = looked_up(on_hold(Stage.APPROVAL, **APPROVAL), "p-new")
    assert questions(story) == []
    lifted = story.at(day(1)).when(LiftHold, OPERATOR)
    assert [notice.to for notice in questions(lifted)] == ["p-new"]


@pytest.mark.parametrize("approved", [(), (Side.MENTEE,)])
def test_case_10_silence_of_a_line_manager_leaves_both_behind(approved: tuple[Side, ...]) -> None:
    """A person who said yes, and whose line manager said nothing, has lost the partner through no
    wish of their own, as the partner has."""
    story = given(Stage.APPROVAL)
    for side in approved:
        manager = story.state.setup.managers.of(side)
        fields = {"side": side, "manager_id": manager, "approved": True}
        story = story.when(AnswerApproval, INTEGRATION, **fields)
    assert left_behind(story.on(Kind.GIVE_UP)) == BOTH


def test_case_10_a_partner_cannot_tell_whose_no_it_was() -> None:
    """The partner reads the same whether a person says no while line managers are asked, or the
    person's line manager does; who said no gets no mail about it."""
    own = given(Stage.APPROVAL).when(End, MENTOR, reason=EndReason.TIME)
    own.tells((NoticeKind.INVITATION_WITHDRAWN, YOU))
    fields = {"side": Side.MENTOR, "manager_id": "p-boss", "approved": False}
    refused = given(Stage.APPROVAL).when(AnswerApproval, INTEGRATION, **fields)
    refused.tells((NoticeKind.INVITATION_WITHDRAWN, BOTH))
    assert left_behind(own) == left_behind(refused) == YOU


def test_case_55_who_said_no_before_the_approval_is_invited_again() -> None:
    """If a pairing is reopened that one of the two ended while line managers were asked, that one
    is invited again before any line manager is."""
    story = given(Stage.APPROVAL).when(End, MENTOR, reason=EndReason.TIME).when(Reopen, OPERATOR)
    story.enters(Stage.INVITED)
    assert (NoticeKind.INVITATION, Side.MENTOR) in [(one.kind, one.side) for one in story.notices]
    story.when(Accept, MENTOR).enters(Stage.APPROVAL)
