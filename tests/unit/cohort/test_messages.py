"""How a cohort answers: once, to the right address, and with what is possible instead."""

import re

import pytest

from domain.cohort.commands import EndCohort, PauseCohort, RelaxRule
from domain.cohort.events import COHORT_EVENTS, CohortMessageRejected
from domain.cohort.vocabulary import CohortStage
from domain.engine.errors import NotAllowed, Problem
from domain.engine.orders import RejectMessage
from domain.engine.roles import Role
from domain.programme.request import HardRule
from domain.telling.items import ItemKind
from domain.telling.notices import DeliveryOutcome
from domain.telling.orders import SettleNotice
from tests.unit.cohort.life import Life, running

PAUSE = PauseCohort(message_id="m", acting=Role.OPERATOR, cohort_id="c")


def test_the_same_message_again_gets_the_recorded_answer() -> None:
    """A repeated message changes nothing and is answered as the first time."""
    life = running("anna+bert")
    life.do(PAUSE)
    answer = life.receipt
    life.resume()
    assert life.do(PAUSE) == []
    assert life.receipt == answer
    assert life.state.pause is None


def test_the_answer_says_where_the_cohort_stands() -> None:
    """A receipt names message, stage and version, so that a sender can go on from there."""
    life = running("anna+bert")
    life.end()
    assert life.receipt is not None
    assert (life.receipt.message, life.receipt.stage) == ("end", CohortStage.ENDING)
    assert life.receipt.version == life.state.version


def test_an_id_is_good_for_one_message_only() -> None:
    """The id of an earlier message cannot be used for another one."""
    life = running("anna+bert")
    life.do(PAUSE)
    with pytest.raises(NotAllowed, match="was used before, for pause"):
        life.do(EndCohort(message_id="m", acting=Role.OPERATOR, cohort_id="c"))


def test_everything_that_is_wrong_is_named_at_once() -> None:
    """Another cohort, a role that may not and the wrong moment are named in one answer."""
    life = running("anna+bert")
    life.end()
    message = RelaxRule(
        message_id="m", acting=Role.MENTEE, cohort_id="d", rule=HardRule.ROLES, reason="why not"
    )
    with pytest.raises(NotAllowed) as caught:
        life.do(message)
    assert [problem.path for problem in caught.value.problems] == ["cohort_id", "acting", ""]


def test_what_cannot_be_taken_is_kept_for_its_sender() -> None:
    """An unknown signal leaves a record in the state."""
    life = Life()
    problem = Problem(path="", problem="there is no such signal")
    life.do(RejectMessage(message="hello", message_id="x", problems=(problem,)))
    assert life.one(CohortMessageRejected).message == "hello"
    assert life.state.desk.rejected[-1].message_id == "x"


def test_every_event_has_a_tag_of_its_own() -> None:
    """Wire tags say whose events they are, carry a version, and are unique."""
    tags = [event.tag for event in COHORT_EVENTS]
    assert len(set(tags)) == len(tags)
    assert all(re.fullmatch(r"cohort\.[a-z_]+\.v[1-9]", tag) for tag in tags)


# -- mails ---------------------------------------------------------------------------------------


def settle(life: Life, outcome: DeliveryOutcome) -> None:
    """The oldest mail on its way has fared so."""
    life.do(SettleNotice(notice_id=life.state.desk.outbox[0].id, outcome=outcome))


def test_a_mail_that_arrives_leaves_the_outbox() -> None:
    """A delivered notice is settled once and remembered with its outcome."""
    life = Life(confirm=True)
    life.matched("anna+bert")
    notice = life.state.desk.outbox[0]
    settle(life, DeliveryOutcome.DELIVERED)
    assert life.state.desk.outbox == ()
    assert life.state.desk.told[-1].outcome is DeliveryOutcome.DELIVERED
    assert life.do(SettleNotice(notice_id=notice.id, outcome=DeliveryOutcome.REFUSED)) == []


def test_a_mail_that_does_not_arrive_is_an_item() -> None:
    """A mail that does not arrive is an item; the next one that arrives settles it."""
    life = running("anna+bert")
    life.pause()
    settle(life, DeliveryOutcome.REFUSED)
    assert life.items == [ItemKind.MAIL_UNDELIVERABLE]
    settle(life, DeliveryOutcome.DELIVERED)
    assert life.items == [ItemKind.MAIL_UNDELIVERABLE]
    life.resume()
    while life.state.desk.outbox:
        settle(life, DeliveryOutcome.DELIVERED)
    assert life.items == []


def test_a_mail_about_an_undeliverable_mail_raises_no_further_item() -> None:
    """If no owner's mailbox takes mails, each of them is told once, and one item stays open."""
    life = running("anna+bert")
    life.pause()
    settle(life, DeliveryOutcome.REFUSED)
    for _ in range(10):
        if life.state.desk.outbox:
            settle(life, DeliveryOutcome.REFUSED)
    about_items = [sent.notice for sent in life.state.desk.told if sent.notice.item]
    assert [item.to for item in about_items] == ["p-lead", "p-deputy", "p-sponsor"]
    assert life.items == [ItemKind.MAIL_UNDELIVERABLE]


def test_after_the_end_an_undeliverable_mail_is_no_item() -> None:
    """After the end an undeliverable mail is recorded, but opens no item."""
    life = running("anna+bert")
    life.end()
    life.days(60)
    assert life.stage() is CohortStage.CLOSED
    assert not life.state.archived
    while life.state.desk.outbox:
        settle(life, DeliveryOutcome.GAVE_UP)
    assert life.items == []
    assert life.state.archived
