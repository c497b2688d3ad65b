"""Who loses the partner when a pairing closes, and whose wish it was."""

from collections.abc import Callable

import pytest

from domain.pairing.commands import (
    Accept,
    Annul,
    Decline,
    End,
    PausePairing,
    SubmitAssessment,
    SubmitReview,
)
from domain.pairing.events.course import PairingClosed
from domain.pairing.events.preparation import InvitationDeclined
from domain.pairing.events.reviews import EndConfirmed
from domain.pairing.facts import PersonLeft
from domain.pairing.vocabulary import DeadlineKind, EndReason, Stage
from domain.programme.people import Side
from domain.telling.kinds import NoticeKind
from domain.telling.notices import DeliveryOutcome
from tests.unit.pairing.story import MENTEE, MENTOR, OPERATOR, Story, day, ongoing
from tests.unit.pairing.ways import ASSESSMENT, REVIEW, given, held, on_hold

BOTH = tuple(Side)
ENDS: dict[str, tuple[Callable[[], Story], tuple[Side, ...]]] = {
    "the mentee declines": (lambda: given().when(Decline, MENTEE), (Side.MENTOR,)),
    "only the mentor says yes": (
        lambda: given().when(Accept, MENTOR).until(day(15)),
        (Side.MENTOR,),
    ),
    "nobody answers": (lambda: given().until(day(15)), ()),
    "only the mentor prepares": (
        lambda: given(Stage.ASSESSMENT).when(SubmitAssessment, MENTOR, **ASSESSMENT).until(day(60)),
        (Side.MENTOR,),
    ),
    "the mentee pauses too long": (
        lambda: given(Stage.SESSIONS).when(PausePairing, MENTEE).on(DeadlineKind.PAUSE_MAX),
        (Side.MENTOR,),
    ),
    "the office pauses too long": (
        lambda: given(Stage.SESSIONS).when(PausePairing, OPERATOR).on(DeadlineKind.PAUSE_MAX),
        BOTH,
    ),
    "the mentor leaves": (
        lambda: given(Stage.SESSIONS).when(PersonLeft, person_id="p-junior"),
        (Side.MENTEE,),
    ),
    "the mentee wants to end": (
        lambda: given(Stage.SESSIONS).when(End, MENTEE, reason=EndReason.TIME),
        (Side.MENTOR,),
    ),
    "the office ends it for a role change": (
        lambda: given(Stage.SESSIONS).when(End, OPERATOR, reason=EndReason.ROLE_CHANGE),
        BOTH,
    ),
    "the office ends a hold, and says who is left behind": (
        lambda: on_hold().when(End, OPERATOR, reason=EndReason.HOLD, left_behind=["mentee"]),
        (Side.MENTEE,),
    ),
    "the office ends a hold, and does not say who is left behind": (
        lambda: on_hold().when(End, OPERATOR, reason=EndReason.HOLD),
        (),
    ),
    "nobody decides about a hold": (lambda: on_hold().on(DeadlineKind.HOLD_OVER), ()),
    "they part without fault": (
        lambda: given(Stage.ASSESSMENT).when(End, MENTEE, reason=EndReason.NO_FIT),
        BOTH,
    ),
    "it is annulled": (lambda: given(Stage.SESSIONS).when(Annul, OPERATOR), BOTH),
}


@pytest.mark.parametrize("end", ENDS)
def test_case_43_an_end_says_who_lost_the_partner(end: str) -> None:
    """Every end of a pairing records the sides that did not want it."""
    tell, left_behind = ENDS[end]
    assert closing(tell()).left_behind == left_behind


def test_case_06_an_end_of_an_invitation_is_a_no() -> None:
    """An `end` of a mentee who was only invited is a decline, and the mentor, who had said yes, is
    left behind."""
    story = given().when(Accept, MENTOR).when(End, MENTEE, reason=EndReason.TIME)
    assert [event.side for event in story.events if isinstance(event, InvitationDeclined)] == [
        Side.MENTEE
    ]
    closed = closing(story)
    assert (closed.reason, closed.left_behind) == (EndReason.DECLINED, (Side.MENTOR,))


def test_case_54_the_end_of_a_cohort_lets_an_open_review_run_to_its_end() -> None:
    """A closing review that is open when the cohort ends goes on, and closes the pairing well."""
    story = given(Stage.REVIEW).at(day(1)).when(SubmitReview, MENTOR, **REVIEW)
    story = story.when(End, OPERATOR, reason=EndReason.PROGRAMME_ENDED, quiet=True)
    story = story.then(EndConfirmed).enters(Stage.REVIEW).tells()
    story = story.when(SubmitReview, MENTEE, **REVIEW)
    assert closing(story).reason is EndReason.PROGRAMME_ENDED


def test_case_54_the_end_of_a_cohort_turns_a_periodic_review_into_the_closing_one() -> None:
    """A periodic review that is open when the cohort ends gives way to the closing one, which both
    are asked for and which closes the pairing well."""
    story = held(given(Stage.SESSIONS, **ongoing(8))).on(DeadlineKind.REVIEW_DUE)
    story = story.when(End, OPERATOR, reason=EndReason.PROGRAMME_ENDED, quiet=True)
    assert story.state.review is not None
    assert (story.state.stage, story.state.review.final) == (Stage.REVIEW, True)
    story.tells((NoticeKind.REVIEW_REQUEST, BOTH))
    story = story.both(SubmitReview, **REVIEW)
    assert closing(story).reason is EndReason.PROGRAMME_ENDED


def test_whoever_got_no_invitation_has_not_let_it_expire() -> None:
    """A side whose invitation and reminder were refused is left behind like one that said yes."""
    story = refused(given().when(Accept, MENTOR))
    story = refused(story.until(day(10)))
    assert closing(story.until(day(15))).left_behind == BOTH


def refused(story: Story) -> Story:
    """Everything that the mentee was told lately was refused."""
    for notice in [one for one in story.on_their_way if one.to == "p-senior"]:
        story = story.fared(notice, DeliveryOutcome.REFUSED)
    return story


def closing(story: Story) -> PairingClosed:
    """The end of the pairing, which happened last."""
    (event,) = [event for event in story.events if isinstance(event, PairingClosed)]
    return event
