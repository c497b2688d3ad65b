"""Mails do not reach people, bounce, or arrive after all."""

from typing import Any

import pytest

from domain.pairing.commands import Accept, End, RecordRuleCheck
from domain.pairing.events.messages import NoticeSettled
from domain.pairing.facts import MailBounced, MailFared, PersonChanged
from domain.pairing.vocabulary import DeadlineKind, EndReason, Stage
from domain.programme.people import Side
from domain.programme.request import Owners
from domain.telling.again import LOST
from domain.telling.catalogue import because
from domain.telling.kinds import ItemKind, NoticeKind
from domain.telling.notices import DeliveryOutcome
from domain.telling.orders import TOLD_BY_THE_POST, GiveUpNotice
from tests.unit.pairing.story import OPERATOR, Story
from tests.unit.pairing.ways import given, held

Kind = DeadlineKind


def settled(story: Story, outcome: DeliveryOutcome, place: int = 0) -> Story:
    """A notice on its way fares somehow."""
    return story.fared(story.on_their_way[place], outcome)


def test_good_news_changes_nothing() -> None:
    """A delivered mail is no event of a pairing, unless a rule waits for it."""
    story = given()
    told = settled(story, DeliveryOutcome.DELIVERED)
    assert not told.problems
    assert (told.events, told.state) == ((), story.state)


FAILURES = [outcome for outcome in TOLD_BY_THE_POST if outcome is not DeliveryOutcome.DELIVERED]


@pytest.mark.parametrize("outcome", FAILURES)
def test_case_47_a_mail_that_never_arrives_is_an_item(outcome: DeliveryOutcome) -> None:
    """A mail that cannot be delivered is an item."""
    story = settled(given(), outcome).then(NoticeSettled).opens(ItemKind.MAIL_UNDELIVERABLE)
    assert story.state.desk.items[0].side is Side.MENTOR


def test_one_item_per_person_is_enough_and_a_mail_that_arrives_settles_it() -> None:
    """A person's failed mails are one item, which only a mail that reaches that person settles."""
    story = given().on(Kind.REMINDER)
    mentors, mentees = story.on_their_way[0], story.on_their_way[1]
    story = story.fared(mentors, DeliveryOutcome.REFUSED)
    story = story.fared(mentees, DeliveryOutcome.DELIVERED).then()
    story.leaves_open(ItemKind.MAIL_UNDELIVERABLE)
    again = next(notice for notice in story.on_their_way if notice.side is Side.MENTOR)
    story = story.fared(again, DeliveryOutcome.DELIVERED).then(NoticeSettled)
    story.leaves_open()


def test_a_failing_mail_to_the_owners_does_not_go_round_in_circles() -> None:
    """Undeliverable mails about items do not open further items without end."""
    story = settled(given(), DeliveryOutcome.REFUSED)
    for _ in range(6):
        if story.on_their_way:
            story = settled(story, DeliveryOutcome.REFUSED, place=-1)
    assert len(story.state.desk.items) <= 3


def test_a_cohort_without_owners_still_keeps_its_items() -> None:
    """A cohort without owners opens items all the same, without mails."""
    story = given(Stage.SESSIONS, owners=Owners()).on(Kind.FIRST_BOOKING_ITEM)
    assert story.state.desk.items
    assert all(notice.side for notice in story.on_their_way)


def test_a_deputy_stands_in_for_a_lead() -> None:
    """If there is no lead, the deputy gets the items, which belong to a role (case 58)."""
    story = given(Stage.SESSIONS, owners=Owners(deputy="p-deputy")).on(Kind.FIRST_BOOKING_ITEM)
    assert story.on_their_way[-1].to == "p-deputy"


def test_a_mail_may_bounce_after_it_was_delivered() -> None:
    """A bounce after the delivery is known by its notice; a second one changes nothing."""
    story = settled(given(), DeliveryOutcome.DELIVERED)
    bounced: dict[str, Any] = {"notice_id": story.state.desk.told[0].notice.id}
    story = story.when(MailBounced, **bounced).then(NoticeSettled)
    story.opens(ItemKind.MAIL_UNDELIVERABLE)
    story.when(MailBounced, **bounced).then()
    story.when(MailBounced, notice_id="unknown").refused("notice_id")


def test_good_news_that_comes_after_a_bounce_settles_nothing() -> None:
    """A mail that came back has not arrived, even if its delivery is told only then."""
    story = given()
    notice = story.on_their_way[0]
    story = story.when(MailBounced, notice_id=notice.id)
    story.fared(notice, DeliveryOutcome.DELIVERED).then().leaves_open(ItemKind.MAIL_UNDELIVERABLE)


@pytest.mark.parametrize(
    "outcome", [outcome for outcome in DeliveryOutcome if outcome not in TOLD_BY_THE_POST]
)
def test_what_the_post_does_not_tell_is_refused(outcome: DeliveryOutcome) -> None:
    """Bounces come from the mail system, and of what was taken back nothing is told."""
    story = given()
    story.fared(story.on_their_way[0], outcome).refused("outcome")


@pytest.mark.parametrize("unknown", ["none", "invitation-99-mentor", "greeting-1-mentor"])
def test_news_of_a_notice_that_was_never_issued_is_refused(unknown: str) -> None:
    """News of a notice that this pairing cannot have issued is refused."""
    story = given()
    notice = story.on_their_way[0].model_copy(update={"id": unknown})
    story.fared(notice, DeliveryOutcome.REFUSED).refused("notice_id")


def test_nobody_but_the_engine_tells_how_a_mail_fared() -> None:
    """Operators and integrations may tell of a bounce, and of nothing else about mails."""
    story = given()
    fields = {"notice_id": story.on_their_way[0].id, "outcome": "refused", "at": story.now}
    story.when(MailFared, OPERATOR, **fields).refused("acting")


def test_a_letter_that_cannot_be_written_is_an_item() -> None:
    """A letter that lacks what it tells of is given up as if it could not be sent."""
    story = given()
    story = story.does(GiveUpNotice(notice_id=story.on_their_way[0].id)).then(NoticeSettled)
    story.opens(ItemKind.MAIL_UNDELIVERABLE)


def test_a_mail_that_fails_after_the_archive_bothers_nobody() -> None:
    """After the archive a mail that fails opens no item."""
    story = given().on(Kind.GIVE_UP).on(Kind.REOPEN_OVER)
    settled(story, DeliveryOutcome.REFUSED).then(NoticeSettled).opens().leaves_open()


def test_an_outcome_is_recorded_once() -> None:
    """An outcome that the post tells again, or tells otherwise, is recorded once."""
    story = given()
    notice = story.on_their_way[0]
    story = story.fared(notice, DeliveryOutcome.REFUSED).then(NoticeSettled)
    story.fared(notice, DeliveryOutcome.REFUSED).then()
    story.fared(notice, DeliveryOutcome.GAVE_UP).then()


def changed(story: Story, side: Side = Side.MENTEE) -> Story:
    """The roster has other data of a side."""
    return story.when(PersonChanged, person_id=story.state.setup.person(side))


@pytest.mark.parametrize("outcome", LOST)
def test_case_47_what_was_refused_is_sent_again_once_the_address_is_put_right(
    outcome: DeliveryOutcome,
) -> None:
    """An invitation and its reminder that never arrived are sent again as one, with their date,
    when the roster says that the person has changed; once, and not to the partner."""
    story = given().on(Kind.REMINDER)
    for notice in story.on_their_way:
        if notice.side is Side.MENTOR:
            story = story.fared(notice, DeliveryOutcome.DELIVERED)
        elif outcome is DeliveryOutcome.BOUNCED:
            story = story.when(MailBounced, notice_id=notice.id)
        else:
            story = story.fared(notice, outcome)
    told = changed(story).tells((NoticeKind.INVITATION, [Side.MENTEE]))
    (again,) = told.notices
    assert (again.to, again.until) == ("p-senior", story.due(Kind.GIVE_UP).due)
    assert "is sent again" in because(again.kind, again.cause).why
    changed(told.does(RecordRuleCheck(side=Side.MENTEE, broken=()))).tells()
    told.fared(again, DeliveryOutcome.DELIVERED).leaves_open()


def nothing_arrives(story: Story, side: Side) -> Story:
    """Every mail to a side is refused."""
    for notice in story.on_their_way:
        if notice.side is side:
            story = story.fared(notice, DeliveryOutcome.REFUSED)
    return story


def test_case_47_an_assessment_and_its_reminder_are_sent_again_as_one() -> None:
    """A lost question for the assessment, which also asks for a first contact, and its lost
    reminder are sent again as one mail."""
    story = nothing_arrives(given(Stage.ASSESSMENT).on(Kind.REMINDER), Side.MENTEE)
    changed(story).tells((NoticeKind.ASSESSMENT_REQUEST, [Side.MENTEE]))


def test_case_47_two_questions_that_one_message_answers_are_both_sent_again() -> None:
    """A lost question whether they met is sent again also if the mentor's check-in, which is
    answered with the same message, was lost before it."""
    story = held(given(Stage.SESSIONS)).on(Kind.JUNIOR_CHECK_IN).on(Kind.SILENCE)
    again = changed(nothing_arrives(story, Side.MENTOR), Side.MENTOR)
    kinds = {notice.kind for notice in again.notices}
    assert {NoticeKind.JUNIOR_CHECK_IN, NoticeKind.DID_YOU_MEET} <= kinds


def test_case_47_what_is_of_no_use_any_more_is_not_sent_again() -> None:
    """An invitation that came back is not sent again once it is answered; the news of
    the end is, without any check of rules."""
    story = settled(given(), DeliveryOutcome.REFUSED, place=1)
    answered = story.both(Accept)
    assert NoticeKind.INVITATION not in {notice.kind for notice in changed(answered).notices}
    ended = given(Stage.SESSIONS).when(End, OPERATOR, reason=EndReason.TIME)
    told = next(one for one in ended.on_their_way if one.kind is NoticeKind.CLOSED)
    assert told.side is not None
    again = changed(ended.fared(told, DeliveryOutcome.REFUSED), told.side)
    again.tells((NoticeKind.CLOSED, [told.side]))
    assert again.state.rule_check.pending == ()
    changed(again, told.side).then()
