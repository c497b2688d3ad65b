"""Stage *invited*: both are asked before anything is formal, and a no is private."""

from domain.pairing.commands import Accept, Decline, End, PausePairing, Reopen, SubmitAssessment
from domain.pairing.events.course import (
    DeadlineElapsed,
    PairingClosed,
    PairingOpened,
    PairingReopened,
    StageEntered,
)
from domain.pairing.events.people import PersonLeaving
from domain.pairing.events.preparation import (
    AssessmentSubmitted,
    InvitationAccepted,
    InvitationDeclined,
)
from domain.pairing.facts import PersonLeft
from domain.pairing.vocabulary import DeadlineKind, EndReason, Stage
from domain.programme.people import Side
from domain.telling.kinds import ItemKind, NoticeKind
from tests.unit.pairing.story import BOTH, MENTEE, MENTOR, OPERATOR, a_setup, day, opened
from tests.unit.pairing.ways import ASSESSMENT, given

ME = (Side.MENTOR,)
YOU = (Side.MENTEE,)


def test_both_are_invited_when_a_pairing_begins() -> None:
    """When a pairing begins, both are invited, with a date for the answer and a reminder before
    it."""
    begun = opened(a_setup()).then(PairingOpened).tells((NoticeKind.INVITATION, BOTH))
    begun.waits_for(DeadlineKind.REMINDER, DeadlineKind.GIVE_UP).leaves_open()
    assert [notice.until for notice in begun.notices] == [day(14), day(14)]


def test_one_yes_waits_for_the_other() -> None:
    """After the first yes nothing happens, and no one is told."""
    given().when(Accept, MENTOR).then(InvitationAccepted).tells().enters(Stage.INVITED)


def test_two_yeses_lead_to_the_assessment() -> None:
    """The second yes begins the assessment, whichever side it comes from."""
    story = given().when(Accept, MENTEE).when(Accept, MENTOR)
    story.then(InvitationAccepted, StageEntered).enters(Stage.ASSESSMENT)


def test_a_second_yes_of_the_same_side_changes_nothing() -> None:
    """A second yes of the same side changes nothing, even under another message id."""
    story = given().when(Accept, MENTOR).when(Accept, MENTOR).then().tells()
    assert story.receipt is not None


def test_case_06_a_no_closes_the_pairing_and_only_the_partner_hears_of_it() -> None:
    """After a no only the partner is told, in kind words without the reason, which stays
    private."""
    story = given().when(Accept, MENTEE).when(Decline, MENTOR, reason="no time for this")
    story.then(InvitationDeclined, PairingClosed, StageEntered).enters(Stage.CLOSED)
    story.tells((NoticeKind.INVITATION_WITHDRAWN, YOU)).opens()
    assert story.records[-4].private == {"words": "no time for this"}
    assert "no time" not in story.state.model_dump_json()
    assert story.state.ending
    assert story.state.ending.reason is EndReason.DECLINED


def test_case_09_a_yes_after_the_partners_no_is_too_late() -> None:
    """A yes that comes after the partner's no is refused with the present stage."""
    given().when(Decline, MENTOR).when(Accept, MENTEE).refused("")


def test_a_yes_can_be_taken_back_while_the_partner_has_not_answered() -> None:
    """A yes can be taken back until the partner has answered."""
    given().when(Accept, MENTOR).when(Decline, MENTOR).enters(Stage.CLOSED).tells(
        (NoticeKind.INVITATION_WITHDRAWN, YOU)
    )


def test_case_01_only_the_silent_side_is_reminded() -> None:
    """After seven days only the side that has not answered is reminded, once."""
    story = given().when(Accept, MENTOR).on(DeadlineKind.REMINDER)
    story.then(DeadlineElapsed).tells((NoticeKind.INVITATION_REMINDER, YOU))
    assert story.now == day(7)
    assert story.notices[0].until == day(14)


def test_case_01_an_unanswered_invitation_expires() -> None:
    """When an invitation expires, the one who said yes is told, and the next candidate sought (case
    1)."""
    story = given().when(Accept, MENTOR).on(DeadlineKind.GIVE_UP)
    story.then(DeadlineElapsed, PairingClosed, StageEntered).enters(Stage.CLOSED)
    story.tells((NoticeKind.INVITATION_WITHDRAWN, ME)).opens(ItemKind.INVITATION_EXPIRED)
    assert story.state.desk.items[0].side is Side.MENTEE
    assert story.now == day(14)


def test_an_invitation_that_nobody_answered_bothers_nobody_again() -> None:
    """An invitation that expires sends the two no mail, and opens one item about both."""
    story = given().on(DeadlineKind.GIVE_UP).tells().opens(ItemKind.INVITATION_EXPIRED)
    assert story.state.desk.items[0].side is None


def test_an_assessment_may_come_with_the_yes() -> None:
    """An assessment that comes before both have said yes is kept."""
    story = given()
    for side in (MENTOR, MENTEE):
        story = story.when(SubmitAssessment, side, **ASSESSMENT).then(AssessmentSubmitted)
    story = story.both(Accept).enters(Stage.EXPECTATIONS)
    story.tells((NoticeKind.EXPECTATIONS_REQUEST, BOTH))


def test_an_invitation_can_be_withdrawn_by_the_operator() -> None:
    """When the operator withdraws an open invitation, both are told."""
    story = given().when(Accept, MENTOR).when(End, OPERATOR, reason=EndReason.ROLE_CHANGE)
    story.then(PairingClosed, StageEntered).tells((NoticeKind.INVITATION_WITHDRAWN, BOTH))


def test_somebody_who_has_left_gets_no_mail_that_the_invitation_is_withdrawn() -> None:
    """When an invitation is withdrawn, a person who has left gets no mail."""
    story = given().when(PersonLeft, person_id="p-junior")
    story.then(PersonLeaving, PairingClosed, StageEntered)
    story.tells((NoticeKind.INVITATION_WITHDRAWN, YOU)).leaves_open(ItemKind.PERSON_LEFT)


def test_an_invitation_can_wait() -> None:
    """A pause stops the clock of an invitation; saying yes or no is still possible."""
    paused = given().when(PausePairing, MENTEE)
    paused.when(Accept, MENTOR).then(InvitationAccepted)
    paused.when(Decline, MENTOR).enters(Stage.CLOSED)


def test_a_declined_pairing_can_be_reopened_and_the_decliner_is_asked_again() -> None:
    """When a declined pairing is reopened, the decliner is asked again and the partner's yes
    stands."""
    declined = given().when(Accept, MENTEE).when(Decline, MENTOR)
    story = declined.when(Reopen, OPERATOR).then(PairingReopened, StageEntered)
    story.enters(Stage.INVITED).tells((NoticeKind.INVITATION, ME), (NoticeKind.REOPENED, BOTH))
    story.waits_for(DeadlineKind.REMINDER, DeadlineKind.GIVE_UP)
    story.when(Accept, MENTOR).enters(Stage.ASSESSMENT)
