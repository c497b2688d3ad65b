"""Everybody is briefed before the first session: invited, recorded, invited again (case 16)."""

from datetime import UTC, datetime

import pytest

from cli import show_words
from domain.cohort.briefing_events import BriefingAdded, BriefingRecorded, PeopleInvited
from domain.cohort.commands import RecordBriefing, RecordNewsPassedOn
from domain.cohort.details import cohort_details
from domain.cohort.instructing import facts_of
from domain.cohort.overview import figures
from domain.cohort.vocabulary import CohortDeadlineKind
from domain.cohort.work import news_to_pass_on, terms_of
from domain.engine.errors import NotAllowed
from domain.engine.roles import Role
from domain.engine.timetable import due_of
from domain.pairing.facts import PeopleBriefed
from domain.pairing.vocabulary import EndReason, Stage
from domain.programme.people import Side
from domain.telling.bodies import BriefingBody
from domain.telling.kinds import ItemKind, NoticeKind
from tests.unit.cohort.briefed import ROOM, invited, over, with_briefings
from tests.unit.cohort.story import CohortStory, row, running

LATER = {"side": "mentor", "starts_at": "2027-02-01T10:00Z", **ROOM}


def _invitations(story: CohortStory) -> list[tuple[str, tuple[str, ...]]]:
    return [(event.briefing_id, event.people) for event in story.all(PeopleInvited)]


def _told(story: CohortStory) -> dict[str, tuple[Side, ...]]:
    """Which of its two each pairing learns to be briefed."""
    news = news_to_pass_on(story.state)
    assert news is not None
    facts = facts_of(story.state, news)
    story.do(RecordNewsPassedOn(news_id=news.id))
    return {fact.pairing_id: fact.sides for fact in facts if isinstance(fact, PeopleBriefed)}


def _bodies(story: CohortStory) -> list[BriefingBody]:
    letters = (outgoing.letter for outgoing in story.bag.letters)
    return [letter.body for letter in letters if isinstance(letter.body, BriefingBody)]


def test_case_16_people_are_invited_once_both_have_said_yes() -> None:
    """Mentor and mentee are invited to the first date of their side when both have said yes to the
    pairing, and not again at the next look."""
    story = with_briefings("anna+bert", "carl+dora")
    assert _invitations(story) == []
    story.looked(row(1, Stage.ASSESSMENT), row(2, Stage.INVITED))
    assert _invitations(story) == [("mentors-1", ("anna",)), ("mentees-1", ("bert",))]
    kind = NoticeKind.BRIEFING_INVITATION
    assert [(one.kind, one.to) for one in story.notices] == [(kind, "anna"), (kind, "bert")]
    story.looked(row(1, Stage.ASSESSMENT), row(2, Stage.EXPECTATIONS))
    assert _invitations(story) == [("mentors-1", ("carl",)), ("mentees-1", ("dora",))]


def test_case_16_whoever_missed_a_briefing_is_invited_to_the_next() -> None:
    """Somebody who was not there is invited to the next date, with word of why; who was there is
    not."""
    story = over("anna+bert", "carl+dora")
    story.record("mentors-1", attended="all", missed=["carl"])
    assert story.one(BriefingRecorded).attended == ("anna",)
    assert _invitations(story) == [("mentors-2", ("carl",))]
    (body,) = _bodies(story)
    assert (body.again, body.appointment.starts_at.day, body.room) == (True, 18, ROOM["room"])


def test_case_16_the_pairings_learn_who_is_briefed() -> None:
    """Each pairing of those whose attendance is recorded learns which of its two are briefed by
    now."""
    story = over("anna+bert", "carl+dora", "anna+fred")
    story.record("mentors-1", attended=["anna"])
    assert _told(story) == {"c-001": (Side.MENTOR,), "c-003": (Side.MENTOR,)}
    story.record("mentees-1", missed="all", attended=["bert"])
    both = {"c-001": (Side.MENTOR, Side.MENTEE), "c-002": (), "c-003": (Side.MENTOR,)}
    assert _told(story) == both


def test_case_16_a_wrong_record_is_put_right() -> None:
    """A later word about the same person and date replaces the earlier one, and pairings learn
    it; the same word again changes nothing."""
    story = over("anna+bert")
    story.record("mentors-1", attended=["anna"])
    assert _told(story) == {"c-001": (Side.MENTOR,)}
    assert story.record("mentors-1", attended=["anna"]) == []
    story.record("mentors-1", missed=["anna"])
    assert _invitations(story) == [("mentors-2", ("anna",))]
    assert _told(story) == {"c-001": ()}


def test_case_16_the_same_record_twice_counts_once() -> None:
    """A record that is sent again under its message id is answered as the first time."""
    story = over("anna+bert")
    who = {"message_id": "tool-1", "acting": Role.INTEGRATION, "cohort_id": "c"}
    record = RecordBriefing(**who, briefing_id="mentors-1", missed="all")
    story.do(record)
    answer = story.receipt
    assert story.do(record) == []
    assert story.receipt == answer


def test_case_16_who_was_briefed_before_the_pairing_began_need_not_come_again() -> None:
    """Attendance can be recorded of people without a partner; a pairing that starts later learns
    it, and nobody is invited twice."""
    story = with_briefings("anna+bert")
    story.add("carl")
    story.matched("carl+dora")
    story.days(8)
    story.record("mentors-1", attended=["carl"])
    story.started(2)
    assert _told(story) == {"c-002": (Side.MENTOR,)}
    story.looked(row(2, Stage.ASSESSMENT))
    assert _invitations(story) == [("mentees-2", ("dora",))]


def test_case_16_a_person_may_begin_without_a_briefing() -> None:
    """With a reason that is recorded a person needs no briefing: their pairings learn it."""
    story = invited("anna+bert")
    story.waive("anna")
    assert _told(story) == {"c-001": (Side.MENTOR,)}
    (waiver,) = story.state.briefings.waived
    assert (waiver.person, waiver.reason) == ("anna", "Was there last year")
    assert story.waive("anna") == []
    with pytest.raises(NotAllowed, match="is not in this cohort"):
        story.waive("zoe")


def test_case_16_the_owners_are_asked_who_was_there() -> None:
    """A working day after a briefing of which nobody has said who came, the owners are asked; the
    record settles it."""
    story = invited("anna+bert")
    due = due_of(story.state.deadlines, CohortDeadlineKind.ATTENDANCE)
    assert due == datetime(2027, 1, 12, 11, tzinfo=UTC)
    story.on(CohortDeadlineKind.ATTENDANCE)
    assert story.items == [ItemKind.BRIEFING_NOT_RECORDED]
    story.on(CohortDeadlineKind.ATTENDANCE)
    story.record("mentors-1", attended="all")
    assert story.items == [ItemKind.BRIEFING_NOT_RECORDED]
    story.record("mentees-1", attended="all")
    assert story.items == []
    assert due_of(story.state.deadlines, CohortDeadlineKind.ATTENDANCE) is None


def test_case_16_the_owners_are_told_when_no_date_is_left() -> None:
    """A mentor who misses the last date is an item; a further one settles it, and invites them
    at once."""
    story = over("anna+bert")
    story.record("mentees-1", attended="all")
    story.record("mentors-1", missed="all")
    story.days(8)
    story.record("mentors-2", missed="all")
    assert story.items == [ItemKind.NO_BRIEFING_AHEAD]
    story.add_briefing(id="mentors-3", **LATER)
    assert story.one(BriefingAdded).briefing.id == "mentors-3"
    assert _invitations(story) == [("mentors-3", ("anna",))]
    assert story.items == []


def test_case_16_nobody_is_invited_at_the_last_moment() -> None:
    """With less than a day left, people are invited to the next date instead."""
    story = with_briefings("anna+bert")
    story.days(6.5)
    story.looked(row(1, Stage.ASSESSMENT))
    assert _invitations(story) == [("mentors-2", ("anna",)), ("mentees-1", ("bert",))]


def test_case_16_a_pause_invites_nobody() -> None:
    """During a pause of the cohort nobody is invited; after it they are."""
    story = with_briefings("anna+bert")
    story.pause()
    story.looked(row(1, Stage.ASSESSMENT))
    assert _invitations(story) == []
    story.resume()
    assert _invitations(story) == [("mentors-1", ("anna",)), ("mentees-1", ("bert",))]


def test_case_16_whose_pairing_is_over_is_not_expected_any_more() -> None:
    """When a pairing ends before the briefing, a mail that invites to it is taken back, and nobody
    asks who was there."""
    story = invited("anna+bert")
    sent = {notice.id for notice in story.notices}
    story.looked(row(1, Stage.CLOSED, EndReason.ANNULLED))
    assert set(story.bag.taken_back) == sent
    story.days(10)
    assert ItemKind.BRIEFING_NOT_RECORDED not in story.items


def test_case_16_who_is_to_be_briefed_after_all_is_asked_about() -> None:
    """Of somebody whose pairing ended before a briefing nobody asks whether they came, until they
    are in another pairing; then the owners are asked, and the next date follows."""
    story = invited("anna+bert")
    story.looked(row(1, Stage.CLOSED, EndReason.ANNULLED))
    story.days(10)
    story.matched("anna+carl")
    story.started(2)
    story.looked(row(2, Stage.ASSESSMENT))
    assert story.items == [ItemKind.BRIEFING_NOT_RECORDED]
    assert _invitations(story) == [("mentees-2", ("carl",))]
    story.record("mentors-1", missed=["anna"])
    assert story.items == []
    assert _invitations(story) == [("mentors-2", ("anna",))]


def test_case_16_a_pairing_that_may_run_again_learns_who_is_briefed() -> None:
    """A pairing that was closed, and may be reopened, learns of its people what the others do."""
    story = over("anna+bert")
    story.looked(row(1, Stage.CLOSED, EndReason.TIME, can_be_reopened=True))
    story.record("mentors-1", attended=["anna"])
    assert _told(story) == {"c-001": (Side.MENTOR,)}


def test_case_16_without_dates_nothing_waits_and_hr_reads_so() -> None:
    """A cohort file without briefings invites nobody and holds nobody up; its details say so."""
    story = running("anna+bert")
    story.looked(row(1, Stage.ASSESSMENT))
    assert _invitations(story) == []
    assert terms_of(story.state, story.state.pairings[0]).to_be_briefed == ()
    assert "No dates for mentors: nobody is invited" in cohort_details(story.state, None)


def test_case_16_the_gate_can_be_switched_off() -> None:
    """With the gate off people are invited all the same, but no first session waits for them."""
    story = over("anna+bert", gate=False)
    assert terms_of(story.state, story.state.pairings[0]).to_be_briefed == ()
    story.record("mentors-1", attended="all")
    assert story.state.news == ()


def test_case_16_hr_sees_how_far_the_briefings_are() -> None:
    """The figures of a cohort count who was briefed and who is still to be; the details list the
    dates."""
    story = over("anna+bert", "carl+dora")
    assert terms_of(story.state, story.state.pairings[0]).to_be_briefed == tuple(Side)
    story.record("mentors-1", attended=["anna"])
    numbers = figures(story.state)
    assert (numbers.briefed, numbers.to_brief) == (1, 3)
    details = cohort_details(story.state, None)
    assert "1 briefed, 3 still to be briefed" in details
    assert "1 attended, 1 not recorded" in details


def test_case_16_hr_sees_of_each_pairing_who_is_not_briefed() -> None:
    """`eyelevel show` of a cohort names for each pairing the sides that are still to be briefed."""
    story = over("anna+bert", "carl+dora")
    story.record("mentors-1", attended=["anna"])
    shown = show_words.of_cohort(story.state, answers=()).replace("\u2003", "")
    assert "|anna|bert|assessment|mentee|" in shown
    assert "|carl|dora|assessment|mentor and mentee|" in shown


@pytest.mark.parametrize(
    ("fields", "paths"),
    [
        ({"briefing_id": "mentors-9", "attended": "all"}, ["briefing_id"]),
        ({"briefing_id": "mentors-2", "attended": "all"}, ["briefing_id"]),
        ({"briefing_id": "mentors-1"}, ["attended"]),
        ({"briefing_id": "mentors-1", "attended": "all", "missed": "all"}, ["attended"]),
        (
            {"briefing_id": "mentors-1", "attended": ["anna", "zoe"], "missed": ["anna", "yan"]},
            ["attended[1]", "missed[0]", "missed[1]"],
        ),
    ],
)
def test_case_16_a_faulty_record_is_refused_as_a_whole(
    fields: dict[str, object], paths: list[str]
) -> None:
    """A record with any mistake changes nothing, and every mistake is named by its field."""
    story = over("anna+bert")
    before = story.state
    with pytest.raises(NotAllowed) as caught:
        story.record(**fields)  # type: ignore[arg-type]
    assert [problem.path for problem in caught.value.problems] == paths
    assert story.state == before


def test_case_16_a_date_is_added_once() -> None:
    """The same date again changes nothing; another one under its id, or in the past, is refused."""
    story = with_briefings("anna+bert")
    story.add_briefing(id="mentors-3", **LATER)
    assert story.add_briefing(id="mentors-3", **LATER) == []
    with pytest.raises(NotAllowed) as caught:
        story.add_briefing(id="mentors-3", **LATER | {"starts_at": "2026-02-01T10:00Z"})
    assert [problem.path for problem in caught.value.problems] == [
        "briefing.id",
        "briefing.starts_at",
    ]
