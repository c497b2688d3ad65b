"""Which owner of a cohort hears of what: lead, deputy, sponsor, in this order."""

from domain.cohort.letters import letter
from domain.programme.request import Owners
from domain.telling.kinds import ItemKind, KnownKind, NoticeKind
from domain.telling.notices import DeliveryOutcome, Notice
from tests.unit.cohort.story import CohortStory, running

ITEM, REFUSED = NoticeKind.ITEM_OPENED, DeliveryOutcome.REFUSED
Told = tuple[str, NoticeKind, KnownKind | None]
UNDELIVERABLE = ItemKind.MAIL_UNDELIVERABLE


def told(story: CohortStory) -> list[Told]:
    """Who was told what in the last step."""
    return [(notice.to, notice.kind, notice.item) for notice in story.notices]


def latest(story: CohortStory, to: str, kind: NoticeKind | None = None) -> Notice:
    """The latest mail on its way to a person."""
    return [
        notice for notice in story.on_their_way if notice.to == to and kind in (None, notice.kind)
    ][-1]


def settle(story: CohortStory, notice: Notice, outcome: DeliveryOutcome = REFUSED) -> list[Told]:
    """Settle the mail with this outcome; returns what people are told because of it."""
    story.fared(notice, outcome)
    return told(story)


def test_case_58_pairs_that_the_lead_cannot_be_asked_about_are_the_deputys() -> None:
    """If “confirm the pairs” is refused, the next owner gets it, and hears of the mailbox, too."""
    story = CohortStory(confirm=True)
    story.matched("anna+bert")
    question = NoticeKind.MATCHES_TO_CONFIRM
    assert told(story) == [("p-lead", question, None)]
    assert settle(story, latest(story, "p-lead")) == [
        ("p-deputy", question, None),
        ("p-deputy", ITEM, UNDELIVERABLE),
    ]
    assert settle(story, latest(story, "p-deputy", question)) == [("p-sponsor", question, None)]
    assert settle(story, latest(story, "p-deputy", ITEM)) == [("p-sponsor", ITEM, UNDELIVERABLE)]
    assert settle(story, latest(story, "p-sponsor", question)) == []
    assert settle(story, latest(story, "p-sponsor", ITEM)) == []
    assert story.items == [UNDELIVERABLE]


def test_who_stands_in_is_asked_the_same_until_the_same_moment() -> None:
    """The deputy gets the pairs, reasons and last day of the mail that the lead did not get."""
    story = CohortStory(confirm=True)
    story.matched("anna+bert")
    first = latest(story, "p-lead")
    settle(story, first)
    second = latest(story, "p-deputy", NoticeKind.MATCHES_TO_CONFIRM)
    assert (second.until, second.cause) == (first.until, first.cause)
    assert letter(story.state, second, story.now).body == letter(story.state, first, story.now).body


def test_a_reminder_that_the_lead_does_not_get_goes_to_the_deputy() -> None:
    """The reminder about unconfirmed pairs is passed on like the question itself."""
    story = CohortStory(confirm=True)
    story.matched("anna+bert")
    settle(story, latest(story, "p-lead"), DeliveryOutcome.DELIVERED)
    story.days(6)
    assert told(story) == [("p-lead", NoticeKind.MATCHES_REMINDER, None)]
    assert settle(story, latest(story, "p-lead"))[0] == (
        "p-deputy",
        NoticeKind.MATCHES_REMINDER,
        None,
    )


def test_a_question_that_was_answered_meanwhile_is_not_passed_on() -> None:
    """Once the pairs are confirmed, a late bounce of the question only tells of the mailbox."""
    story = CohortStory(confirm=True)
    story.matched("anna+bert")
    question = latest(story, "p-lead")
    story.confirm("all")
    assert settle(story, question) == [("p-deputy", ITEM, UNDELIVERABLE)]


def test_an_item_that_the_lead_does_not_get_goes_to_the_deputy() -> None:
    """The mail about an open item is passed on, and the refused mailbox is an item of its own."""
    story = CohortStory(confirm=True)
    story.matched("anna+bert")
    settle(story, latest(story, "p-lead"), DeliveryOutcome.DELIVERED)
    story.days(10)
    item = ItemKind.MATCHES_NOT_CONFIRMED
    assert ("p-lead", ITEM, item) in told(story)
    assert settle(story, latest(story, "p-lead", ITEM)) == [
        ("p-deputy", ITEM, item),
        ("p-deputy", ITEM, UNDELIVERABLE),
    ]


def test_an_owner_in_two_roles_is_not_written_to_twice() -> None:
    """A lead who is the deputy as well does not stand in for themselves: the sponsor does."""
    owners = Owners(lead="p-lead", deputy="p-lead", sponsor="p-sponsor")
    story = CohortStory(confirm=True, owners=owners.model_dump())
    story.matched("anna+bert")
    assert settle(story, latest(story, "p-lead")) == [
        ("p-sponsor", NoticeKind.MATCHES_TO_CONFIRM, None),
        ("p-sponsor", ITEM, UNDELIVERABLE),
    ]


def test_answers_go_to_the_first_owner_whose_mails_arrive() -> None:
    """Once the lead's mailbox refuses mails, letters name the deputy as the one to answer to."""
    story = CohortStory(confirm=True)
    story.matched("anna+bert")
    settle(story, latest(story, "p-lead"))
    deputys = latest(story, "p-deputy", NoticeKind.MATCHES_TO_CONFIRM)
    assert letter(story.state, deputys, story.now).lead == "p-deputy"


def test_a_mail_that_a_participant_does_not_get_is_an_item_of_the_lead() -> None:
    """A refused mail about a pause goes to no one else; the lead hears that it was refused."""
    story = running("anna+bert")
    story.pause()
    assert settle(story, latest(story, "bert")) == [("p-lead", ITEM, UNDELIVERABLE)]
