"""Open items come back to whoever has to deal with them until they are done (case 58)."""

from datetime import date, timedelta

import pytest

from domain.pairing.commands import (
    AcknowledgeItem,
    AnswerCheckIn,
    BookSession,
    ChangeOwners,
    PausePairing,
    PutOnHold,
    SettleItem,
    SnoozeItem,
)
from domain.pairing.details import pairing_details
from domain.pairing.events.messages import ItemAcknowledged, ItemSnoozed, NoticeIssued
from domain.pairing.events.people import OwnersChanged
from domain.pairing.letters import letter
from domain.pairing.vocabulary import CheckIn, CheckInAnswer, DeadlineKind, HoldReason, Stage
from domain.programme.calendar import WorkingCalendar
from domain.programme.mail_hours import MailHours
from domain.programme.request import Deadlines, Owners
from domain.telling.bodies import ItemBody
from domain.telling.haste import send_at
from domain.telling.items import Item
from domain.telling.kinds import ItemKind, NoticeKind
from domain.telling.notices import DeliveryOutcome, Notice
from tests.unit.pairing.story import MENTEE, MENTOR, OPERATOR, Story, day
from tests.unit.pairing.ways import given, held

OWNERS = Owners(lead="p-lead", deputy="p-deputy", sponsor="p-sponsor")
OPENED = day(14)
"""A Monday: the first session is not booked, and the lead is told."""
DUE = date(2027, 3, 22)
"""Five working days later."""


def with_item(**changes: object) -> Story:
    """The first session was not booked in spite of all reminders."""
    story = given(Stage.SESSIONS, **{"owners": OWNERS} | changes).on(
        DeadlineKind.FIRST_BOOKING_ITEM
    )
    assert story.now.date() == OPENED.date()
    return story


def item(story: Story) -> Item:
    """The item, which is still open."""
    (found,) = [
        one for one in story.state.desk.items if one.kind is ItemKind.FIRST_SESSION_NOT_BOOKED
    ]
    return found


def told(story: Story) -> list[tuple[str, str]]:
    """Who of the owners was told of it in the last step, and on which day."""
    return [
        (event.notice.to, f"{event.occurred_at:%m-%d %H}")
        for event in story.events
        if isinstance(event, NoticeIssued)
        and event.notice.item is ItemKind.FIRST_SESSION_NOT_BOOKED
    ]


def latest(story: Story) -> Notice:
    """The latest notice about it."""
    return story.on_their_way[-1]


def test_case_58_an_item_is_due_in_working_days() -> None:
    """An item names the day by which it is to be dealt with: five working days after it was opened,
    a shutdown left out, or as many as the programme says."""
    assert item(with_item()).due_on == DUE
    assert item(with_item(deadlines=Deadlines(item_due_days=1))).due_on == date(2027, 3, 16)
    closed = WorkingCalendar(time_zone="UTC", days_off=(date(2027, 3, 17), date(2027, 3, 18)))
    assert item(with_item(calendar=closed)).due_on == date(2027, 3, 24)


def test_case_58_an_overdue_item_goes_to_the_deputy_as_well_and_comes_back() -> None:
    """On the morning after its day an item comes back to the lead and goes to the deputy, and then
    every five working days until it is done."""
    story = with_item()
    both = ["p-lead", "p-deputy"]
    assert told(story) == [("p-lead", "03-15 09")]
    again = story.until(day(36))
    mornings = ["03-23 00", "03-30 00", "04-06 00"]
    assert told(again) == [(one, morning) for morning in mornings for one in both]
    starts_at = day(40)
    done = again.when(BookSession, MENTEE, session_id="s-1", starts_at=starts_at).leaves_open()
    assert DeadlineKind.ITEM_REMINDER not in [line.kind for line in done.state.deadlines]


def test_case_58_the_next_owner_whose_mails_arrive_stands_in() -> None:
    """If the deputy's mails do not arrive, the sponsor stands in; without anybody else the lead
    alone is reminded."""
    story = with_item().until(day(23))
    story = story.fared(latest(story), DeliveryOutcome.REFUSED).until(day(30))
    assert [who for who, _ in told(story)] == ["p-lead", "p-sponsor"]
    alone = with_item(owners=Owners(lead="p-lead")).until(day(23))
    assert [who for who, _ in told(alone)] == ["p-lead"]


def test_case_58_what_somebody_deals_with_stays_with_the_lead() -> None:
    """Once somebody has said that they deal with it, nobody stands in; the lead is reminded all the
    same, and the details say so."""
    story = with_item()
    story = story.when(AcknowledgeItem, OPERATOR, item_id=item(story).id).then(ItemAcknowledged)
    assert "the lead, who is on it, by Mon 22 Mar 2027" in pairing_details(story.state, None)
    story.when(AcknowledgeItem, OPERATOR, item_id=item(story).id).then()
    assert [who for who, _ in told(story.until(day(31)))] == ["p-lead", "p-lead"]


def test_case_58_an_item_can_wait_until_a_day() -> None:
    """An item that was put off comes back to its owner on the morning of that day, is due by then,
    and goes to the deputy if it stays open."""
    story = with_item()
    put_off = story.when(SnoozeItem, OPERATOR, item_id=item(story).id, until=day(28).date())
    put_off.then(ItemSnoozed)
    assert item(put_off).due_on == date(2027, 3, 29)
    assert "not before Mon 29 Mar 2027" in pairing_details(put_off.state, None)
    put_off.when(SnoozeItem, OPERATOR, item_id=item(story).id, until=day(28).date()).then()
    again = put_off.until(day(36))
    assert told(again) == [("p-lead", "03-29 00"), ("p-lead", "04-05 00"), ("p-deputy", "04-05 00")]
    assert item(again).snoozed_until is None


@pytest.mark.parametrize("days", [-1, 0, 31])
def test_an_item_cannot_be_put_off_for_ever(days: int) -> None:
    """An item is put off until a day ahead, and for thirty days at most, or as many as the
    programme says."""
    until = day(14 + days).date()
    story = with_item()
    story.when(SnoozeItem, OPERATOR, item_id=item(story).id, until=until).refused("until")
    patient = with_item(deadlines=Deadlines(item_snooze_days=31))
    said = patient.when(SnoozeItem, OPERATOR, item_id=item(patient).id, until=until)
    assert bool(said.problems) == (days < 1)


def test_what_is_in_confidence_cannot_be_put_off() -> None:
    """An item in confidence comes back on every working day, whatever anybody says."""
    wants_out = {"check_in": CheckIn.JUNIOR, "answer": CheckInAnswer.END_WITHOUT_NAMING_ME}
    story = held(given(Stage.SESSIONS)).when(AnswerCheckIn, MENTOR, **wants_out)
    (found,) = story.state.desk.items
    until = day(3).date()
    story.when(SnoozeItem, OPERATOR, item_id=found.id, until=until).refused("item_id")


def test_only_open_items_and_only_by_the_office() -> None:
    """An item can be taken on and put off while it is open, and by the office alone."""
    story = with_item()
    id_ = item(story).id
    story.when(AcknowledgeItem, MENTOR, item_id=id_).refused("acting")
    settled = story.when(SettleItem, OPERATOR, item_id=id_)
    settled.when(AcknowledgeItem, OPERATOR, item_id=id_).refused("item_id")
    settled.when(SnoozeItem, OPERATOR, item_id=id_, until=day(20).date()).refused("item_id")


def test_case_58_items_come_back_in_a_pause_as_well() -> None:
    """An item comes back while its pairing is paused or on hold as well."""
    for rest in (
        with_item().when(PausePairing, MENTOR),
        with_item().when(PutOnHold, OPERATOR, reason=HoldReason.RULE_BROKEN),
    ):
        assert [who for who, _ in told(rest.until(day(23)))] == ["p-lead", "p-deputy"]


def test_case_58_what_is_overdue_is_in_the_mail_of_the_morning_after() -> None:
    """An item comes back so early that it goes with the first post of that very day, to the lead
    and to the deputy; so does one that was put off."""
    story = with_item(mail_hours=MailHours())
    until = date(2027, 4, 3)  # a Saturday
    put_off = story.when(SnoozeItem, OPERATOR, item_id=item(story).id, until=until)
    for waiting, morning in ((story, day(22, 8)), (put_off, day(35, 8))):
        late = waiting.until(morning)
        (issued,) = {one.occurred_at for one in late.events if isinstance(one, NoticeIssued)}
        haste = letter(late.state, latest(late), issued).haste
        awake = issued + timedelta(seconds=5)  # a worker takes its time
        assert send_at(haste, awake, awake, MailHours(), late.state.calendar) == morning


def test_case_58_the_deputy_hears_of_an_overdue_item_once() -> None:
    """A deputy who was told of an overdue item along with the lead does not get it once more when
    the lead's mail is refused."""
    story = with_item().until(day(22))
    assert [who for who, _ in told(story)] == ["p-lead", "p-deputy"]
    to_lead = story.on_their_way[-2]
    assert (to_lead.to, to_lead.item) == ("p-lead", ItemKind.FIRST_SESSION_NOT_BOOKED)
    assert told(story.fared(to_lead, DeliveryOutcome.REFUSED)) == []


def test_a_letter_says_by_when_and_whether_it_is_late() -> None:
    """The letter about an item names the day by which it is to be dealt with, and says once it is
    overdue."""
    story = with_item()
    first = letter(story.state, latest(story), story.now).body
    assert isinstance(first, ItemBody)
    assert (first.item.due_on, first.item.overdue) == (DUE, False)
    late = story.until(day(23))
    again = letter(late.state, latest(late), late.now).body
    assert isinstance(again, ItemBody)
    assert (again.item.due_on, again.item.overdue) == (DUE, True)


def test_case_58_new_owners_hear_at_once_of_what_is_open() -> None:
    """When other people look after a pairing, the one in charge hears of every open item, reminders
    go to the new owners, and an owner who knows of an item is not told of it again."""
    story = with_item()
    new = {"lead": "p-new", "deputy": "p-lead"}
    changed = story.when(ChangeOwners, OPERATOR, owners=new).then(OwnersChanged)
    assert [who for who, _ in told(changed)] == ["p-new"]
    assert [who for who, _ in told(changed.until(day(23)))] == ["p-new", "p-lead"]
    changed.when(ChangeOwners, OPERATOR, owners=new).then()
    back = changed.when(ChangeOwners, OPERATOR, owners=OWNERS).then(OwnersChanged)
    assert told(back) == []


def test_several_items_are_told_of_each_for_itself() -> None:
    """Two items whose time comes in the same minute make a notice each, with ids of their own."""
    story = with_item(deadlines=Deadlines(first_booking_mentor_days=10, silence_days=1))
    story = story.until(day(80))
    ids = [
        event.notice.id
        for event in story.events
        if isinstance(event, NoticeIssued) and event.notice.kind is NoticeKind.ITEM_OPENED
    ]
    assert len(story.state.desk.items) > 1
    assert len(ids) == len(set(ids))
