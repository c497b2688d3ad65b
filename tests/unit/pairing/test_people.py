"""People leave, their data change, and signals about them cannot be taken."""

import pytest

from domain.engine.errors import Problem
from domain.engine.orders import RejectMessage
from domain.pairing.commands import (
    Accept,
    End,
    RecordRuleCheck,
    Reopen,
    ReportSession,
    SubmitReview,
)
from domain.pairing.events.course import (
    DeadlineElapsed,
    PairingArchived,
    PairingClosed,
    PairingReopened,
    PartnershipEnded,
    StageEntered,
)
from domain.pairing.events.messages import MessageRejected
from domain.pairing.events.people import (
    PersonDataChanged,
    PersonLeaving,
    PersonStaying,
    RulesChecked,
)
from domain.pairing.events.reviews import (
    ReviewCalledOff,
    ReviewClosed,
    ReviewOpened,
    ReviewSubmitted,
)
from domain.pairing.events.sessions import SessionCancelled
from domain.pairing.facts import PersonChanged, PersonLeft, PersonStays
from domain.pairing.vocabulary import DeadlineKind, EndReason, Stage
from domain.programme.people import Side
from domain.programme.request import HardRule
from domain.telling.kinds import ItemKind, NoticeKind
from tests.unit.pairing.story import BOTH, MENTEE, MENTOR, OPERATOR, Story, day, ongoing
from tests.unit.pairing.ways import HELD, REVIEW, all_held, booked, given, held, planned, reviewed

Kind = DeadlineKind
ME, YOU = (Side.MENTOR,), (Side.MENTEE,)


def leaves(story: Story, on: float | None = None, person: str = "p-senior") -> Story:
    """It becomes known that a side leaves, on a day or already."""
    last_day = None if on is None else day(on).date()
    return story.when(PersonLeft, person_id=person, last_day=last_day)


# -- leaving -------------------------------------------------------------------------------------


def test_case_36_somebody_who_is_gone_ends_the_pairing_at_once() -> None:
    """When a side is gone, appointments are called off and only the partner is told."""
    story = leaves(booked(given(Stage.SESSIONS)))
    story.then(PersonLeaving, PairingClosed, SessionCancelled, StageEntered)
    story.tells((NoticeKind.CLOSED, ME), (NoticeKind.SESSION_CANCELLED, ME))
    story.leaves_open(ItemKind.PERSON_LEFT)
    assert story.state.desk.items[0].side is Side.MENTEE


def test_a_day_in_the_past_means_gone() -> None:
    """A last day in the past means that the person is gone (case 38)."""
    leaves(given(Stage.PLANNING), on=-3).enters(Stage.CLOSED)


def test_somebody_whose_last_day_is_today_is_still_there() -> None:
    """On their last day a person is still there; the pairing ends on the next day."""
    story = leaves(given(Stage.PLANNING), on=0).then(PersonLeaving).enters(Stage.PLANNING)
    assert story.due(Kind.LAST_DAY).due == day(1)


def test_case_36_a_known_last_day_brings_the_review_forward() -> None:
    """A known last day moves the review before it, and only the owners are told."""
    story = leaves(held(given(Stage.SESSIONS)), on=60).then(PersonLeaving).tells()
    story.opens(ItemKind.PERSON_LEFT).enters(Stage.SESSIONS)
    assert story.due(Kind.REVIEW_DUE).due == day(49)
    assert Kind.WIND_DOWN not in [deadline.kind for deadline in story.state.deadlines]
    story = story.on(Kind.REVIEW_DUE).then(DeadlineElapsed, ReviewOpened, StageEntered)
    story = story.when(SubmitReview, MENTOR, **REVIEW).when(SubmitReview, MENTEE, **REVIEW)
    story.then(ReviewSubmitted, ReviewClosed, PairingClosed, StageEntered)
    story.tells((NoticeKind.CLOSED, BOTH))
    assert story.state.ending
    assert story.state.ending.reason is EndReason.LEFT_COMPANY


def test_the_last_day_ends_the_pairing_in_any_stage() -> None:
    """In any stage, the pairing ends on the next working day after a last day."""
    for stage in (Stage.INVITED, Stage.ASSESSMENT, Stage.REVIEW):
        story = leaves(given(stage), on=4).on(Kind.LAST_DAY)
        story.then(DeadlineElapsed, PairingClosed, StageEntered)
        assert story.now == day(7)
        assert all(notice.side is Side.MENTOR for notice in story.notices)


def test_a_near_last_day_opens_the_review_at_once() -> None:
    """A last day in the near future opens the review at once."""
    story = leaves(given(Stage.SESSIONS), on=8)
    assert story.due(Kind.REVIEW_DUE).due == day(0)


def test_a_last_day_after_the_term_changes_nothing_about_it() -> None:
    """A last day after the term does not change the review."""
    story = leaves(given(Stage.SESSIONS), on=300)
    assert story.due(Kind.REVIEW_DUE).due == day(182)


def test_case_38_a_resignation_that_is_put_off_puts_the_review_back() -> None:
    """A last day that is put off moves the review back."""
    for changes in ({}, ongoing()):
        story = given(Stage.SESSIONS, **changes)
        before = story.due(Kind.REVIEW_DUE).due
        story = leaves(leaves(story, on=60).at(day(1)), on=1000)
        assert story.due(Kind.REVIEW_DUE).due == before
        assert story.due(Kind.LAST_DAY).due.date() > day(1000).date()


def test_an_ongoing_pairing_looks_back_as_usual_when_somebody_leaves_much_later() -> None:
    """If a person leaves long after it, the next review is periodic; the last is before the last
    day."""
    story = leaves(held(given(Stage.SESSIONS, **ongoing(8))), on=300).on(Kind.REVIEW_DUE)
    assert story.state.review
    assert not story.state.review.final
    story = reviewed(story).on(Kind.REVIEW_DUE)
    story = reviewed(story).enters(Stage.SESSIONS)
    while not (story.state.review and story.state.review.final):
        story = reviewed(story) if story.state.review else story.on(Kind.REVIEW_DUE)
    assert story.now < day(300)
    assert story.state.review.then is EndReason.LEFT_COMPANY


def test_a_last_day_is_remembered_while_the_two_prepare() -> None:
    """A last day known during the preparation is kept: sessions begin with a review that is
    near."""
    story = leaves(given(Stage.PLANNING), on=60)
    items = (Kind.REMINDER, Kind.ITEM_REMINDER)
    story.waits_for(*items, Kind.ESCALATION, Kind.GIVE_UP, Kind.LAST_DAY)
    story = planned(story).enters(Stage.SESSIONS)
    assert story.due(Kind.REVIEW_DUE).due == day(49)


def test_the_first_of_two_who_leave_decides() -> None:
    """If both leave, the earlier last day counts, whichever is reported first."""
    story = leaves(leaves(given(Stage.SESSIONS), on=60), on=40, person="p-junior")
    assert story.due(Kind.LAST_DAY).due == day(42)
    story = leaves(leaves(given(Stage.SESSIONS), on=40), on=60, person="p-junior")
    assert story.due(Kind.LAST_DAY).due == day(42)


def test_the_same_news_twice_is_no_news() -> None:
    """The same last day again changes nothing; a stranger's, or one out of range, is refused."""
    story = leaves(given(Stage.SESSIONS), on=60)
    leaves(story, on=60).then()
    leaves(leaves(given(Stage.CLOSED))).then()
    leaves(given(Stage.SESSIONS), person="p-other").refused("person_id")
    leaves(given(Stage.SESSIONS), on=100_000).refused("last_day")


# -- who is told what by somebody's leaving -------------------------------------------------------


def test_on_their_last_day_people_still_hear_of_everything() -> None:
    """On their last day people still get mails: how it ended, and the certificate."""
    story = leaves(held(given(Stage.SESSIONS)), on=60, person="p-junior")
    story = story.on(Kind.REVIEW_DUE)
    story = reviewed(story.at(day(60))).enters(Stage.CLOSED)
    story.tells((NoticeKind.CLOSED, BOTH))


def test_between_the_last_day_and_the_end_only_the_other_is_told() -> None:
    """Between a last day and the end of the pairing only the partner is told."""
    story = leaves(booked(given(Stage.SESSIONS), on=4), on=4).at(day(5))
    story.when(ReportSession, MENTOR, **HELD).tells((NoticeKind.REFLECTION_REQUEST, ME))
    story.on(Kind.LAST_DAY).tells((NoticeKind.CLOSED, ME))


def test_a_partner_who_has_left_is_not_asked_year_after_year() -> None:
    """A partnership ends at once if one has left, and no one gets a mail."""
    story = leaves(given(Stage.PARTNERSHIP)).then(PersonLeaving, PartnershipEnded, StageEntered)
    story.tells().opens().enters(Stage.CLOSED)


def test_a_partnership_lasts_until_the_last_day() -> None:
    """A follow-up before a partner's last day is asked as ever."""
    story = leaves(given(Stage.PARTNERSHIP), on=120).then(PersonLeaving).opens()
    story = story.on(Kind.FOLLOW_UP).tells((NoticeKind.FOLLOW_UP, BOTH))
    story = story.on(Kind.LAST_DAY)
    story.then(DeadlineElapsed, PartnershipEnded, StageEntered, PairingArchived)
    story.tells().enters(Stage.CLOSED)


def ended(story: Story) -> Story:
    """The two run out of time."""
    return story.when(End, MENTOR, reason=EndReason.TIME).enters(Stage.CLOSED)


def test_a_pairing_is_not_reopened_for_somebody_who_has_left_meanwhile() -> None:
    """A pairing cannot be reopened for a person who has left, unless that was wrong (case 38)."""
    story = leaves(ended(given(Stage.SESSIONS))).then(PersonLeaving).tells().opens()
    story.waits_for(Kind.REOPEN_OVER)
    story.when(Reopen, OPERATOR).refused("")
    story = leaves(story, on=90).then(PersonLeaving).waits_for(Kind.REOPEN_OVER)
    story = story.when(Reopen, OPERATOR).then(PairingReopened, StageEntered, PersonLeaving)
    assert NoticeKind.REOPENED in [notice.kind for notice in story.notices]
    assert story.due(Kind.LAST_DAY).due == day(91)


def test_a_pairing_can_be_reopened_until_the_next_working_day() -> None:
    """A pairing whose 30 days for reopening end on a Saturday can be reopened on Monday morning."""
    story = given(Stage.SESSIONS).at(day(3)).when(End, MENTOR, reason=EndReason.TIME)
    assert story.due(Kind.REOPEN_OVER).due == day(35)
    story.at(day(35, 8)).when(Reopen, OPERATOR).then(PairingReopened, StageEntered)
    story.at(day(36)).when(Reopen, OPERATOR).refused("")


def test_a_last_day_that_was_known_holds_after_a_reopening() -> None:
    """A known last day holds after a reopening."""
    story = ended(leaves(given(Stage.SESSIONS), on=90)).when(Reopen, OPERATOR)
    story.then(PairingReopened, StageEntered, PersonLeaving)
    assert story.due(Kind.LAST_DAY).due == day(91)
    assert story.due(Kind.REVIEW_DUE).due < day(91)


def test_case_38_a_resignation_that_was_withdrawn_is_forgotten_by_reopening() -> None:
    """Reopening forgets a last day that had ended the pairing and was wrong (cases 38 and 55)."""
    story = leaves(given(Stage.SESSIONS)).when(Reopen, OPERATOR)
    story.then(PairingReopened, StageEntered)
    assert (NoticeKind.REOPENED, Side.MENTEE) in [
        (notice.kind, notice.side) for notice in story.notices
    ]
    assert not any(story.state.has_left(side, day(300).date()) for side in Side)


# -- changes in the roster -----------------------------------------------------------------------


def checked(story: Story, *broken: HardRule) -> Story:
    """The rules were checked again for the mentee."""
    return story.does(RecordRuleCheck(side=Side.MENTEE, broken=broken))


def test_case_37_a_change_in_the_roster_asks_for_a_check() -> None:
    """Changed data asks for one check per side, however often it is reported."""
    story = given(Stage.SESSIONS).when(PersonChanged, person_id="p-senior").then(PersonDataChanged)
    assert story.state.rule_check.pending == YOU
    story.when(PersonChanged, person_id="p-senior").then()
    story = story.when(PersonChanged, person_id="p-junior").then(PersonDataChanged)
    assert story.state.rule_check.pending == (Side.MENTEE, Side.MENTOR)
    given(Stage.CLOSED).when(PersonChanged, person_id="p-senior").then()


def test_case_11_a_broken_rule_is_for_the_owners_to_decide() -> None:
    """A broken rule is an item for the owners; until they decide, the pairing goes on."""
    story = given(Stage.SESSIONS).when(PersonChanged, person_id="p-senior")
    story = checked(story, HardRule.REPORTING_LINE).then(RulesChecked).tells()
    story.opens(ItemKind.RULE_BROKEN).enters(Stage.SESSIONS)
    assert story.state.rule_check.pending == ()
    story = checked(story.when(PersonChanged, person_id="p-senior"))
    story.then(RulesChecked).leaves_open()


def test_a_check_that_nobody_asked_for_is_ignored() -> None:
    """The result of a check that is not asked for any more is ignored."""
    checked(given(Stage.SESSIONS), HardRule.DEPARTMENT).then()


# -- what cannot be taken ------------------------------------------------------------------------


@pytest.mark.parametrize("stage", Stage)
def test_case_28_a_signal_that_cannot_be_taken_leaves_a_trace(stage: Stage) -> None:
    """A signal that cannot be used leaves a record in every stage."""
    problem = Problem(path="held_at", problem="is missing")
    order = RejectMessage(message="session_completed", message_id="x", problems=(problem,))
    story = given(stage).does(order).then(MessageRejected).tells().enters(stage)
    assert story.state.desk.rejected[-1].problems == (problem,)


def test_only_the_last_traces_are_kept() -> None:
    """Only the last rejected signals are kept, so that a sender in a loop cannot fill the state."""
    story = given()
    for number in range(60):
        order = RejectMessage(message="x", message_id=str(number), problems=())
        story = story.does(order)
    assert len(story.state.desk.rejected) == 40
    assert story.state.desk.rejected[-1].message_id == "59"


def test_receipts_are_kept_for_the_last_messages() -> None:
    """Receipts of the last messages are kept; the rules themselves catch older repetitions."""
    story = given().when(Accept, MENTOR)
    assert [receipt.message for receipt in story.state.receipts] == ["accept"]
    assert story.receipt == story.state.receipts[0]


def stays(story: Story) -> Story:
    """It is known that the mentee does not leave after all."""
    return story.when(PersonStays, person_id="p-senior")


def test_case_38_a_resignation_is_withdrawn_without_trace() -> None:
    """A resignation that is withdrawn leaves term, review and deadlines as before; the item is
    settled, nobody is written to, and both may still become partners."""
    before = given(Stage.SESSIONS)
    story = stays(leaves(before, on=60)).then(PersonStaying).tells()
    assert story.state.departure == before.state.departure
    assert story.state.deadlines == before.state.deadlines
    assert story.state.desk.items == ()
    story = reviewed(all_held(story.at(day(100))), partnership=True)
    assert story.state.stage is Stage.PARTNERSHIP


def test_a_farewell_that_has_begun_is_called_off() -> None:
    """If the closing review has begun because of a last day, there are sessions again instead."""
    story = leaves(held(given(Stage.SESSIONS)), on=60).until(day(50)).enters(Stage.REVIEW)
    story = stays(story).then(PersonStaying, ReviewCalledOff, StageEntered).enters(Stage.SESSIONS)
    assert story.due(Kind.REVIEW_DUE).due > day(100)


def test_the_last_day_of_the_other_side_holds() -> None:
    """If both are to leave and one stays, the last day of the other decides."""
    story = leaves(given(Stage.SESSIONS), on=60)
    story = story.when(PersonLeft, person_id="p-junior", last_day=day(90).date())
    assert stays(story).due(Kind.LAST_DAY).due == day(91)


def test_who_was_not_to_leave_cannot_stay() -> None:
    """News that nobody leaves changes nothing where nobody was to leave, or all is over."""
    assert stays(given(Stage.SESSIONS)).events == ()
    assert stays(ended(given(Stage.SESSIONS))).events == ()
