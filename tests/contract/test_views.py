"""The views answer what operators and HR ask."""

from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest

from adapters.postgres.follower import advance
from adapters.postgres.journal import PostgresJournal
from adapters.postgres.pool import open_pool
from adapters.postgres.views import NoticeCount, SessionCount, StageFigures, Views
from domain.cohort.events import CohortClosed
from domain.cohort.progress import PairingProgress, WatchedPairing
from domain.cohort.vocabulary import CohortEndReason
from domain.engine.roles import Role
from domain.pairing.events.base import PairingEvent
from domain.pairing.events.course import (
    PairingArchived,
    PairingClosed,
    PairingReopened,
    StageEntered,
)
from domain.pairing.events.messages import ItemOpened, ItemSettled, NoticeIssued, NoticeSettled
from domain.pairing.events.preparation import InvitationDeclined
from domain.pairing.events.sessions import SessionHeld, SessionMissed
from domain.pairing.vocabulary import EndReason, Stage
from domain.programme.ids import PairingId, PersonId
from domain.programme.people import Side
from domain.telling.items import Item
from domain.telling.kinds import ItemKind, NoticeKind
from domain.telling.notices import DeliveryOutcome, Notice
from tests.contract import cohorts
from tests.contract.pairings import START, records
from tests.unit.cohort.story import CohortStory, row, running, waiting

HELD = SessionHeld(
    occurred_at=START, session_id="s-1", held_at=START, minutes=60, source=Role.MENTOR
)
MISSED = SessionMissed(occurred_at=START, session_id="s-2", absent=Side.MENTEE, source=Role.MENTOR)
RUNNING = StageEntered(occurred_at=START, stage=Stage.SESSIONS, left=Stage.PLANNING)
OVER = StageEntered(occurred_at=START, stage=Stage.CLOSED, left=Stage.SESSIONS)
ANNULLED = PairingClosed(occurred_at=START, reason=EndReason.ANNULLED)
DECLINED = InvitationDeclined(occurred_at=START, side=Side.MENTEE)
SILENT, UNDELIVERABLE = (
    ItemOpened(
        occurred_at=START,
        item=Item(
            id=kind,
            kind=kind,
            opened_at=START + timedelta(hours=number),
            due_on=START.date(),
            remind_at=START,
            cause="silence",
        ),
    )
    for number, kind in enumerate((ItemKind.SILENT_PAIR, ItemKind.MAIL_UNDELIVERABLE))
)
TALKED = ItemSettled(occurred_at=START, item_id=ItemKind.SILENT_PAIR)


def told(number: str, outcome: DeliveryOutcome | None) -> list[PairingEvent]:
    """An invitation, and how it fared."""
    notice = Notice(id=number, kind=NoticeKind.INVITATION, to="p-1", cause="pairing.opened.v1")
    issued = NoticeIssued(occurred_at=START, notice=notice)
    if outcome is None:
        return [issued]
    return [
        issued,
        NoticeSettled(occurred_at=START, notice_id=number, outcome=outcome),
    ]


@pytest.fixture
async def views(database_url: str, postgres_journal: PostgresJournal) -> AsyncIterator[Views]:
    """Four pairings: in its sessions, declined, annulled, and one whose invitation was refused."""
    for pairing_id, history in (
        ("running", [RUNNING, HELD, MISSED, SILENT, UNDELIVERABLE]),
        (
            "declined",
            [DECLINED, SILENT, TALKED, *told("1", None), *told("2", DeliveryOutcome.TAKEN_BACK)],
        ),
        ("annulled", [HELD, *told("1", DeliveryOutcome.DELIVERED), ANNULLED, OVER]),
        ("refused", told("1", DeliveryOutcome.REFUSED)),
    ):
        await postgres_journal.append(f"pairing-{pairing_id}", 0, records(pairing_id, history))
    async with await open_pool(database_url) as pool:
        yield Views(pool)


async def progress(views: Views) -> list[PairingProgress]:
    """The pairings of the cohort, all of which can be read."""
    found = await views.pairings("c-1")
    readable = [row for row in found if isinstance(row, PairingProgress)]
    assert len(readable) == len(found)
    return readable


async def test_pairings_by_stage(views: Views) -> None:
    """The stages of a cohort are counted with their open items, and without annulled pairings."""
    assert await views.stages("c-1") == [
        StageFigures(stage=Stage.INVITED, pairings=2, paused=0, open_items=0),
        StageFigures(stage=Stage.SESSIONS, pairings=1, paused=0, open_items=2),
    ]


async def test_every_pairing_of_a_cohort(views: Views) -> None:
    """Each pairing shows how far it has come, what it waits for, and why it is over."""
    annulled, declined, refused, running = await progress(views)
    assert running == PairingProgress(
        pairing_id="running",
        stage=Stage.SESSIONS,
        sessions_planned=3,
        sessions_held=1,
        sessions_missed=1,
        items=(ItemKind.SILENT_PAIR, ItemKind.MAIL_UNDELIVERABLE),
    )
    assert (declined.mentor_said, declined.mentee_said, declined.items) == (None, False, ())
    assert annulled.end_reason is EndReason.ANNULLED
    assert annulled.closed_at is not None
    assert (annulled.can_be_reopened, running.can_be_reopened) == (True, False)
    assert refused.stage is Stage.INVITED


async def test_the_pairs_of_a_roster_are_those_of_all_cohorts(views: Views) -> None:
    """The read tables name all pairs of a roster, whatever the cohort, and which still run."""
    found = await views.pairs("staff")
    assert [pair.running for pair in found] == [False, True, True, True]
    assert await views.pairs("another") == []


async def test_case_12_pairs_that_were_rejected_are_known_to_all_cohorts_of_the_roster(
    views: Views, postgres_journal: PostgresJournal
) -> None:
    """Pairs that people rejected in a cohort are among those of its roster, and take no seat."""
    story = CohortStory(confirm=True)
    story.matched("anna+bert", "cleo+dora")
    story.confirm(["anna+bert"], ["cleo+dora"])
    await postgres_journal.append("cohort-c", 0, story.records)
    found = [(pair.cohort, pair.mentor, pair.running) for pair in await views.pairs("acme")]
    assert found == [("c", "cleo", False)]


async def test_who_was_never_invited_is_no_pair(
    views: Views, postgres_journal: PostgresJournal
) -> None:
    """Two whose pairing found no seat may still be proposed to each other."""
    before = len(await views.pairs("staff"))
    no_seat = PairingClosed(occurred_at=START, reason=EndReason.NO_SEAT)
    await postgres_journal.append("pairing-none", 0, records("none", [no_seat, OVER]))
    assert len(await views.pairs("staff")) == before


async def test_an_early_parting_is_seen(views: Views, postgres_journal: PostgresJournal) -> None:
    """After a no-fault exit both are seekers; a pairing that was reopened is not."""
    parted = PairingClosed(
        occurred_at=START, reason=EndReason.NO_FIT, no_fault=True, left_behind=(Side.MENTEE,)
    )
    reopened = PairingReopened(occurred_at=START, by=Role.OPERATOR)
    await postgres_journal.append("pairing-parted", 0, records("parted", [parted, OVER]))
    again = records("again", [parted, OVER, reopened, RUNNING])
    await postgres_journal.append("pairing-again", 0, again)
    rows = {row.pairing_id: row for row in await progress(views)}
    assert {row.pairing_id for row in rows.values() if row.no_fault} == {"parted"}
    assert rows[PairingId("parted")].left_behind == (Side.MENTEE,)
    assert rows[PairingId("again")].left_behind == ()
    assert rows[PairingId("again")].stage is Stage.SESSIONS


async def test_the_watch_sees_what_can_go_on_in_cohorts_that_are_not_closed(
    views: Views, postgres_journal: PostgresJournal
) -> None:
    """The watch sees pairings that are not archived, and archived ones that were reported."""
    cohort = running("anna+bert", "carl+dora", "emil+fina")
    cohort.watched("c-002", "c-003")
    cohort.watched(again=("c-003",))
    await postgres_journal.append("cohort-c", 0, cohort.records)
    archived = PairingArchived(occurred_at=START)
    for number, history in (("1", []), ("2", [archived]), ("3", [archived])):
        pairing = records(f"c-00{number}", history, cohort_id="c")
        await postgres_journal.append(f"pairing-c-00{number}", 0, pairing)
    assert await views.watched() == [
        WatchedPairing(pairing_id="c-001", cohort_id="c", can_go_on=True, reported=False),
        WatchedPairing(pairing_id="c-002", cohort_id="c", can_go_on=False, reported=True),
    ]
    (item,) = await views.open_items("c")
    assert (item.pairing_id, item.kind) == ("c-002", ItemKind.PAIRING_NOT_RUNNING)


async def test_the_watch_looks_for_pairings_of_which_nothing_is_recorded(
    views: Views, postgres_journal: PostgresJournal
) -> None:
    """A pairing that its cohort has started is looked for even if it came to an end in Temporal
    before anything of it was recorded; one that is still to be started is not."""
    cohort = running("anna+bert", "carl+dora")
    cohort.watched("c-002")
    await postgres_journal.append("cohort-c", 0, cohort.records)
    await postgres_journal.append("pairing-c-001", 0, records("c-001", [], cohort_id="c"))
    waiting = CohortStory()
    waiting.matched("anna+bert")
    await postgres_journal.append("cohort-w", 0, waiting.records)
    assert await views.watched() == [
        WatchedPairing(pairing_id="c-001", cohort_id="c", can_go_on=True, reported=False),
        WatchedPairing(pairing_id="c-002", cohort_id="c", can_go_on=True, reported=True),
    ]


async def test_the_watch_leaves_closed_cohorts_alone(
    views: Views, postgres_journal: PostgresJournal
) -> None:
    """Of pairings whose cohort is closed or unknown the watch sees none: nobody could be told."""
    cohort = running("anna+bert")
    cohort.looked(row(1, Stage.CLOSED, EndReason.PROGRAMME_ENDED))
    await postgres_journal.append("cohort-c", 0, cohort.records)
    await postgres_journal.append("pairing-c-001", 0, records("c-001", [], cohort_id="c"))
    assert await views.watched() == []


async def test_case_50_the_pairings_of_a_person_are_all_to_which_something_can_still_happen(
    views: Views, postgres_journal: PostgresJournal
) -> None:
    """Of the pairings of a person those are found that run or are over, until they are archived,
    and whether their cohort is closed; those of others are not."""
    gone = CohortClosed(occurred_at=START, reason=CohortEndReason.COMPLETED)
    await postgres_journal.append("cohort-c", 0, cohorts.records("c", []))
    await postgres_journal.append("cohort-d", 0, cohorts.records("d", [gone]))
    over = PairingClosed(occurred_at=START, reason=EndReason.PROGRAMME_ENDED)
    archived = PairingArchived(occurred_at=START)
    streams: dict[str, list[PairingEvent]] = {
        "c-1": [RUNNING],
        "c-2": [RUNNING, over, OVER],
        "c-3": [RUNNING, over, OVER, archived],
        "d-1": [RUNNING, over, OVER],
        "d-2": [over, OVER, archived],
    }
    for pairing_id, history in streams.items():
        stream = records(pairing_id, history, cohort_id=pairing_id[0])
        await postgres_journal.append(f"pairing-{pairing_id}", 0, stream)
    found = await views.pairings_of("staff", [PersonId("p-1"), PersonId("p-nobody")])
    assert [(one.pairing_id, one.cohort_closed) for one in found] == [
        ("c-1", False),
        ("c-2", False),
        ("d-1", True),
    ]
    assert await views.pairings_of("staff", [PersonId("p-nobody")]) == []
    assert await views.pairings_of("another", [PersonId("p-1")]) == []


async def test_case_50_whoever_was_considered_is_known_in_cohorts_that_are_not_closed(
    views: Views, postgres_journal: PostgresJournal
) -> None:
    """A cohort has considered whom it proposed, whom it has wait, who has a partner elsewhere and
    who joined; not if it is closed, or of another roster."""
    story = CohortStory(confirm=True)
    story.matched("anna+bert", waiting=[waiting("cleo")], elsewhere=["dora"])
    story.add("emil")
    gone = CohortClosed(occurred_at=START, reason=CohortEndReason.COMPLETED)
    people = [PersonId(name) for name in ("anna", "bert", "cleo", "dora", "emil", "fred")]
    await postgres_journal.append("cohort-c", 0, story.records)
    found = (await views.reach("acme", people)).considered
    assert [(one.cohort_id, one.person) for one in found] == [
        ("c", name) for name in ("anna", "bert", "cleo", "dora", "emil")
    ]
    assert (await views.reach("another", people)).considered == []
    closing = cohorts.records("c", [gone])[1:]
    await postgres_journal.append("cohort-c", len(story.records), closing)
    assert (await views.reach("acme", people)).considered == []


async def test_open_items_longest_waiting_first(views: Views) -> None:
    """Open items come in the order in which they were opened; settled ones are gone."""
    items = await views.open_items("c-1")
    assert [(item.pairing_id, item.kind) for item in items] == [
        ("running", ItemKind.SILENT_PAIR),
        ("running", ItemKind.MAIL_UNDELIVERABLE),
    ]
    assert await views.open_items() == items
    assert await views.open_items("c-2") == []


async def test_notices_by_kind(views: Views) -> None:
    """Notices issued, delivered and undeliverable are counted; one taken back is no failure."""
    assert await views.notices("c-1") == [
        NoticeCount(kind=NoticeKind.INVITATION, issued=4, delivered=1, undeliverable=1)
    ]


async def test_sessions_of_a_cohort(views: Views) -> None:
    """Held and missed sessions are summed up, without annulled pairings."""
    assert await views.sessions("c-1") == SessionCount(pairings=3, planned=9, held=1, missed=1)
    assert await views.sessions("c-2") == SessionCount(pairings=0, planned=0, held=0, missed=0)


async def test_what_went_on_week_by_week(database_url: str, views: Views) -> None:
    """The figures of a week are there once the journal was followed, only of this cohort, and
    without what a pairing that was annulled has brought."""
    async with await open_pool(database_url) as pool:
        await advance(pool, "cohort_week")
    (week,) = await views.weeks("c-1")
    assert (week.week, week.mails, week.items_opened) == (date(2027, 3, 1), 3, 3)
    assert await views.weeks("c-2") == []
