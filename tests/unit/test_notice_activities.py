"""Delivering a notice: once, to whoever the roster knows, and without telling names to Temporal."""

import pytest
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.notices import NoticeActivities
from activities.ports import Cast, LetterIncomplete, MailServerUnavailable
from adapters.notify.examples import LEAD, MENTEE, MENTOR, examples
from domain.letters import Letter
from domain.notices import DeliveryOutcome, NoticeKind
from tests.fakes.mailer import FakeDeliveryLedger, FakeMailer
from tests.fakes.roster import InMemoryRoster

EXAMPLES = {example.name: example.letter for example in examples()}
INVITATION = EXAMPLES["invitation"]


class Desk:
    """The activity with everything it needs, in memory."""

    def __init__(self) -> None:
        self.mailer = FakeMailer()
        self.roster = InMemoryRoster()
        self.roster.put("example", MENTOR, MENTEE, LEAD)
        self.activities = NoticeActivities(self.mailer, self.roster, FakeDeliveryLedger())

    async def deliver(self, letter: Letter) -> DeliveryOutcome:
        """Run the activity as a worker would."""
        outcome = await ActivityEnvironment().run(self.activities.deliver, letter)
        return DeliveryOutcome(outcome)


@pytest.fixture
def desk() -> Desk:
    """A fresh desk."""
    return Desk()


async def test_letter_reaches_the_mailer_with_its_people(desk: Desk) -> None:
    """Recipient, partner and lead are looked up when the mail is sent."""
    assert await desk.deliver(INVITATION) is DeliveryOutcome.DELIVERED
    ((letter, cast),) = desk.mailer.sent
    assert letter == INVITATION
    assert cast == Cast(recipient=MENTOR, partner=MENTEE, lead=LEAD)


async def test_pairs_are_named_once_each(desk: Desk) -> None:
    """A letter about pairs comes with everybody in them."""
    matches = EXAMPLES["matches_to_confirm"]
    twice = matches.model_copy(update={"pairs": matches.pairs * 2})
    await desk.deliver(twice)
    assert desk.mailer.sent[0][1].named == (MENTOR, MENTEE)


async def test_taken_notice_is_not_sent_again(desk: Desk) -> None:
    """A retried delivery answers what happened and sends nothing."""
    await desk.deliver(INVITATION)
    assert await desk.deliver(INVITATION) is DeliveryOutcome.DELIVERED
    assert desk.mailer.kinds() == [NoticeKind.INVITATION]


async def test_outage_is_raised_and_leaves_the_notice_to_be_sent(desk: Desk) -> None:
    """While the server is down the delivery fails; retried later, the mail goes out once."""
    desk.mailer.down = True
    with pytest.raises(MailServerUnavailable):
        await desk.deliver(INVITATION)
    desk.mailer.down = False
    assert await desk.deliver(INVITATION) is DeliveryOutcome.DELIVERED
    assert desk.mailer.kinds() == [NoticeKind.INVITATION]


async def test_refused_mail_is_an_outcome_and_may_be_tried_anew(desk: Desk) -> None:
    """A refusal is answered, not raised, and is no proof of delivery."""
    desk.mailer.refusing.add(MENTOR.id)
    assert await desk.deliver(INVITATION) is DeliveryOutcome.REFUSED
    desk.mailer.refusing.clear()
    assert await desk.deliver(INVITATION) is DeliveryOutcome.DELIVERED
    assert desk.mailer.kinds() == [NoticeKind.INVITATION]


async def test_unknown_person_has_no_address(desk: Desk) -> None:
    """Somebody whom the roster does not know any more gets no mail, and nothing fails."""
    notice = INVITATION.notice.model_copy(update={"to": "p-gone"})
    letter = INVITATION.model_copy(update={"notice": notice})
    assert await desk.deliver(letter) is DeliveryOutcome.NO_ADDRESS
    assert not desk.mailer.sent


async def test_unknown_partner_or_lead_does_not_stop_the_mail(desk: Desk) -> None:
    """The mail is written without them."""
    letter = INVITATION.model_copy(update={"partner": "p-gone", "lead": None})
    assert await desk.deliver(letter) is DeliveryOutcome.DELIVERED
    assert desk.mailer.sent[0][1] == Cast(recipient=MENTOR)


async def test_incomplete_letter_is_not_retried(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A letter that cannot be written now never can: the failure is final and names the fields."""

    async def incomplete(_letter: Letter, _cast: Cast) -> DeliveryOutcome:
        raise LetterIncomplete("a letter invitation needs topics")

    monkeypatch.setattr(desk.mailer, "send", incomplete)
    with pytest.raises(ApplicationError, match="needs topics") as failure:
        await desk.deliver(INVITATION)
    assert failure.value.non_retryable
