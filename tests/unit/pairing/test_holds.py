"""Holds: everything rests until the office decides (case 45), also while a rule is broken
(case 11)."""

from datetime import timedelta

import pytest

from domain.cohort.progress import progress_of
from domain.engine.confidence import IN_CONFIDENCE
from domain.engine.roles import Role
from domain.pairing.commands import (
    MESSAGES,
    Annul,
    End,
    Extend,
    LiftHold,
    PausePairing,
    PutOnHold,
    RecordRuleCheck,
    Reopen,
    ReportSession,
    ResumePairing,
    Waive,
)
from domain.pairing.details import pairing_details
from domain.pairing.events.course import (
    CohortBreakBegun,
    CohortBreakOver,
    HoldBegun,
    HoldLifted,
    PairingClosed,
    PairingPaused,
    StageEntered,
)
from domain.pairing.events.people import RulesChecked, RuleWaived
from domain.pairing.events.sessions import SessionCancelled
from domain.pairing.explain import explain
from domain.pairing.facts import PersonChanged, SessionCompleted
from domain.pairing.gate import fitting
from domain.pairing.letters import letter
from domain.pairing.search_values import search_values
from domain.pairing.taking_back import taken_back
from domain.pairing.vocabulary import DeadlineKind, EndReason, HoldReason, SessionStatus, Stage
from domain.programme.people import Side
from domain.programme.request import Deadlines, HardRule, OwnerRole, Owners
from domain.telling.kinds import ItemKind, NoticeKind
from domain.telling.notices import DeliveryOutcome
from tests.unit.pairing.messages import FIELDS, TABLE
from tests.unit.pairing.story import (
    ASSISTANT,
    BOTH,
    INTEGRATION,
    MENTEE,
    MENTOR,
    OPERATOR,
    Story,
    day,
)
from tests.unit.pairing.ways import HELD, booked, given, held, on_hold

RUNNING = [stage for stage in Stage if not stage.is_over]
WORDS = "Remarks about her looks"
MISCONDUCT = {"reason": HoldReason.MISCONDUCT, "words": WORDS}
BROKEN = {"reason": HoldReason.RULE_BROKEN}
CONFIDANT = Owners(lead="p-lead", deputy="p-deputy", confidant="p-confidant")


def owners_told(story: Story) -> list[str]:
    """Who of the owners was told of an item in confidence in the last step."""
    notices = [event.notice for event in story.events if hasattr(event, "notice")]
    return [one.to for one in notices if one.item is IN_CONFIDENCE]


@pytest.mark.parametrize("stage", RUNNING)
def test_case_45_everything_of_a_pairing_stops_at_once(stage: Stage) -> None:
    """When misconduct is reported nothing falls due any more in any stage but the end of the hold
    and the reminder of whoever has to decide, and until the end of the hold the two are told
    nothing more than that their pairing rests."""
    story = given(stage).when(PutOnHold, OPERATOR, **MISCONDUCT).then(HoldBegun)
    story.tells((NoticeKind.ON_HOLD, BOTH)).enters(stage)
    story.waits_for(DeadlineKind.ITEM_REMINDER, DeadlineKind.HOLD_OVER)
    end = story.due(DeadlineKind.HOLD_OVER).due
    assert end - story.now == timedelta(weeks=8)
    assert story.until(end - timedelta(minutes=1)).notices == []


def test_case_45_what_was_booked_is_called_off() -> None:
    """All appointments to come are called off, which counts against nobody."""
    story = booked(booked(given(Stage.SESSIONS), 1, on=7), 2, on=40)
    story = story.when(PutOnHold, OPERATOR, **MISCONDUCT)
    story.then(SessionCancelled, SessionCancelled, HoldBegun)
    assert {session.status for session in story.state.sessions} == {SessionStatus.PLANNED}
    assert story.state.lapses == ()


@pytest.mark.parametrize("role", [MENTOR, MENTEE, ASSISTANT])
@pytest.mark.parametrize("name", TABLE)
def test_case_45_the_two_can_do_nothing_meanwhile(name: str, role: Role) -> None:
    """Whatever the two or an assistant send while the pairing rests is refused in neutral words."""
    said = on_hold().when(MESSAGES[name], role, **FIELDS.get(name, {}))
    assert not said.events
    words = " ".join(str(problem) for problem in said.problems)
    assert "the pairing rests at present" in words
    assert "misconduct" not in words


def test_case_45_no_tool_reports_a_session_meanwhile() -> None:
    """A meeting tool cannot report a session while the pairing rests."""
    story = on_hold().at(day(1))
    story.when(SessionCompleted, INTEGRATION, session_id="s-1", held_at=day(0, 10)).refused("")
    story.when(ReportSession, OPERATOR, **HELD, held_at=day(0, 10)).refused("")
    story.when(Extend, OPERATOR, weeks=4).refused("")
    assert "report_session" not in fitting(story.state)
    assert {"lift", "end", "annul", "person_left"} < set(fitting(story.state))


def test_case_45_only_the_confidant_is_told_and_every_working_day() -> None:
    """The item goes to the confidant of the cohort and to nobody else, comes back on every working
    day until the hold is lifted, and is passed on to nobody when the confidant's mail is
    refused."""
    story = given(Stage.SESSIONS, owners=CONFIDANT).when(PutOnHold, OPERATOR, **MISCONDUCT)
    assert owners_told(story) == ["p-confidant"]
    (item,) = story.state.desk.items
    assert (item.kind, item.owner) == (IN_CONFIDENCE, OwnerRole.CONFIDANT)
    again = story.until(day(7, 10))  # five working days later
    assert owners_told(again) == ["p-confidant"] * 5
    refused = story.fared(story.on_their_way[-1], DeliveryOutcome.REFUSED)
    assert owners_told(refused) == []
    lifted = again.when(LiftHold, OPERATOR).leaves_open()
    assert owners_told(lifted.until(day(30))) == []


def test_case_45_no_answer_of_the_confidant_reaches_the_lead() -> None:
    """Answers to the mail about misconduct do not go to the lead, as those to other mails do."""
    story = given(Stage.SESSIONS, owners=CONFIDANT).when(PutOnHold, OPERATOR, **MISCONDUCT)
    leads = {
        notice.kind: letter(story.state, notice, story.now).lead for notice in story.on_their_way
    }
    assert leads[NoticeKind.ITEM_OPENED] is None
    assert leads[NoticeKind.ON_HOLD] == "p-lead"


@pytest.mark.parametrize(
    "owners", [Owners(lead="p-lead"), Owners(lead="p-lead", confidant="p-senior")]
)
def test_case_45_without_a_confidant_the_lead_is_told(owners: Owners) -> None:
    """Where nobody is named, or the confidant is one of the two, the lead decides."""
    story = given(Stage.SESSIONS, owners=owners).when(PutOnHold, OPERATOR, **MISCONDUCT)
    assert owners_told(story) == ["p-lead"]


def test_case_45_the_other_owners_get_no_ordinary_items_from_it() -> None:
    """The confidant is no owner otherwise: an ordinary item goes to the lead, and from there to the
    deputy."""
    story = given(Stage.SESSIONS, owners=CONFIDANT).on(DeadlineKind.FIRST_BOOKING_ITEM)
    assert story.state.owners == ("p-lead", "p-deputy")
    assert story.on_their_way[-1].to == "p-lead"


def test_case_45_words_and_reason_are_private() -> None:
    """Why a pairing rests, and in which words it was reported, stands in the private part of one
    event and nowhere else: not in data, state, details, history, search values, read tables or
    letters."""
    story = on_hold(owners=CONFIDANT)
    ended = story.when(End, OPERATOR, reason=EndReason.HOLD, words=WORDS, left_behind=["mentee"])
    for one in (story, ended):
        state = one.state
        shown = [
            state.model_dump_json(),
            pairing_details(state, None),
            explain(state).model_dump_json(),
            str(search_values(state)),
            progress_of(state).model_dump_json(),
            *(str(record.data) for record in one.records),
            *(letter(state, n, one.now).model_dump_json() for n in one.on_their_way if n.side),
        ]
        secrets = ("misconduct", "Remarks")
        assert [text for text in shown if any(word in text.lower() for word in secrets)] == []
    private = [record.private for record in story.records if record.name == "pairing.hold_begun"]
    assert private == [{"reason": "misconduct", "words": "Remarks"}]


def test_case_45_both_kinds_of_holds_look_the_same() -> None:
    """What both read, and what is recorded of the hold itself, is the same whatever its reason."""
    one, other = (
        given(Stage.SESSIONS).when(PutOnHold, OPERATOR, **why) for why in (MISCONDUCT, BROKEN)
    )
    assert one.notices == other.notices
    begun = [[r.data for r in s.records if r.name == "pairing.hold_begun"] for s in (one, other)]
    assert begun[0] == begun[1]


def test_case_45_reminders_that_wait_to_be_sent_are_taken_back() -> None:
    """Reminders to the two that have not left yet are taken back when the hold begins."""
    before = given().on(DeadlineKind.REMINDER)
    after = before.when(PutOnHold, OPERATOR, **MISCONDUCT)
    waiting = [notice.id for notice in before.notices]
    assert waiting
    assert set(taken_back(before.state, after.state, after.now)) == set(waiting)


def test_case_45_lifted_it_goes_on_where_it_stopped() -> None:
    """When the hold is lifted every deadline goes on with what was left of it, the term is longer
    by the time, and both are told."""
    story = given(Stage.SESSIONS).at(day(3))
    before = [(line.kind, line.due) for line in story.state.deadlines]
    rested = story.when(PutOnHold, OPERATOR, **MISCONDUCT).until(day(17))
    lifted = rested.when(LiftHold, OPERATOR).then(HoldLifted).tells((NoticeKind.RESUMED, BOTH))
    assert lifted.state.pause is None
    after = [(line.kind, line.due - timedelta(days=14)) for line in lifted.state.deadlines]
    assert after == before
    assert lifted.state.ends_on is not None
    assert story.state.ends_on is not None
    assert lifted.state.ends_on - story.state.ends_on == timedelta(days=14)
    lifted.when(LiftHold, OPERATOR).then()


def test_case_45_a_pause_beneath_goes_on_after_the_hold() -> None:
    """A pause that was there before goes on when the hold is lifted, as long as it has not reached
    its day of return; nobody is called back in between."""
    paused = given(Stage.SESSIONS).when(PausePairing, MENTEE, return_on=day(28).date())
    story = paused.when(PutOnHold, OPERATOR, **MISCONDUCT).until(day(10))
    story = story.when(LiftHold, OPERATOR).then(HoldLifted, PairingPaused)
    story.tells((NoticeKind.PAUSED, BOTH)).waits_for(DeadlineKind.PAUSE_RETURN)
    assert story.until(day(29)).state.pause is None
    late = paused.when(PutOnHold, OPERATOR, **MISCONDUCT).until(day(30)).when(LiftHold, OPERATOR)
    late.then(HoldLifted).tells((NoticeKind.RESUMED, BOTH))


def test_case_45_a_pause_of_the_cohort_comes_and_goes_beneath() -> None:
    """A pause of the whole cohort that begins and ends during a hold changes nothing of it; one
    that still lasts when the hold is lifted goes on."""
    story = on_hold().at(day(1)).when(PausePairing, OPERATOR, quiet=True).then(CohortBreakBegun)
    story.waits_for(DeadlineKind.ITEM_REMINDER, DeadlineKind.HOLD_OVER)
    lifted = story.when(LiftHold, OPERATOR).then(HoldLifted, PairingPaused).tells()
    assert lifted.state.pause is not None
    assert lifted.state.pause.quiet
    over = story.when(ResumePairing, OPERATOR, quiet=True).then(CohortBreakOver).tells()
    assert over.state.on_hold
    over.when(LiftHold, OPERATOR).then(HoldLifted).tells((NoticeKind.RESUMED, BOTH))


def test_case_45_the_office_neither_pauses_nor_resumes_what_rests() -> None:
    """On hold, a pause or its end by the office is refused: it lifts the hold instead."""
    on_hold().when(PausePairing, OPERATOR).refused("")
    on_hold().when(ResumePairing, OPERATOR).refused("")


def test_case_45_nobody_decides() -> None:
    """After the weeks that the programme grants a hold ends the pairing by itself; both read the
    same neutral words, neither is asked for another partner, and the confidant still has to
    decide."""
    story = given(Stage.SESSIONS, deadlines=Deadlines(hold_max_weeks=2))
    story = story.when(PutOnHold, OPERATOR, **MISCONDUCT).on(DeadlineKind.HOLD_OVER)
    story.tells((NoticeKind.CLOSED, BOTH)).enters(Stage.CLOSED).leaves_open(IN_CONFIDENCE)
    assert story.now == day(14)
    assert story.state.ending is not None
    assert (story.state.ending.reason, story.state.ending.left_behind) == (EndReason.HOLD, ())


def test_case_45_the_office_ends_it_at_once_whatever_the_reason() -> None:
    """An end while the pairing rests is at once, also for a reason that leads through the review,
    and also when the whole cohort ends."""
    story = held(given(Stage.SESSIONS)).when(PutOnHold, OPERATOR, **MISCONDUCT)
    for fields in (
        {"reason": EndReason.OBJECTIVES_REACHED},
        {"reason": "programme_ended", "quiet": True},
    ):
        story.when(End, OPERATOR, **fields).then(PairingClosed, StageEntered)
    story.when(Annul, OPERATOR).enters(Stage.CLOSED)


def test_case_45_the_other_side_may_be_asked_for_another_partner() -> None:
    """The office says at the end who is asked whether they want another partner, and only at the
    end of a hold."""
    story = on_hold().when(End, OPERATOR, reason=EndReason.HOLD, left_behind=["mentee"])
    assert progress_of(story.state).left_behind == (Side.MENTEE,)
    running = given(Stage.SESSIONS)
    running.when(End, OPERATOR, reason=EndReason.HOLD).refused("reason")
    running.when(End, OPERATOR, reason=EndReason.TIME, left_behind=["mentee"]).refused(
        "left_behind"
    )


def test_a_second_hold_changes_nothing_unless_it_is_the_first_about_misconduct() -> None:
    """The same hold again changes nothing; misconduct that is reported while two rest for a broken
    rule opens its item, and the hold ends when it would have ended."""
    rule = given(Stage.SESSIONS).when(PutOnHold, OPERATOR, **BROKEN).opens()
    rule.at(day(1)).when(PutOnHold, OPERATOR, **BROKEN).then()
    both = rule.at(day(1)).when(PutOnHold, OPERATOR, **MISCONDUCT).then(HoldBegun)
    both.opens(ItemKind.MISCONDUCT)
    assert both.due(DeadlineKind.HOLD_OVER) == rule.due(DeadlineKind.HOLD_OVER)
    both.when(PutOnHold, OPERATOR, **MISCONDUCT).then()


# -- a rule that no longer holds -----------------------------------------------------------------


def checked(story: Story, *broken: HardRule) -> Story:
    """Data of the mentee changed, and the rules were checked again."""
    story = story.when(PersonChanged, person_id="p-senior")
    return story.does(RecordRuleCheck(side=Side.MENTEE, broken=broken))


WAIVED = {"rule": HardRule.REPORTING_LINE, "reason": "for three weeks only"}


def test_case_11_a_waiver_is_remembered_with_its_reason() -> None:
    """A waiver of a broken rule is recorded with its reason and settles the item, and every check
    from then on leaves the rule out."""
    story = checked(given(Stage.SESSIONS), HardRule.REPORTING_LINE).opens(ItemKind.RULE_BROKEN)
    story = story.when(Waive, OPERATOR, **WAIVED).then(RuleWaived).leaves_open()
    assert [(one.rule, one.reason) for one in story.state.setup.waived] == [tuple(WAIVED.values())]
    assert story.state.rule_check.broken == ()
    story.when(Waive, OPERATOR, **WAIVED).then()
    checked(story).then(RulesChecked).leaves_open()


def test_case_11_each_broken_rule_is_waived_by_its_name() -> None:
    """Of two broken rules the other one stays for the owners to decide; a rule that is not broken
    cannot be waived, and the refusal names those that are."""
    story = checked(given(Stage.SESSIONS), HardRule.REPORTING_LINE, HardRule.DEPARTMENT)
    story = story.when(Waive, OPERATOR, **WAIVED).leaves_open(ItemKind.RULE_BROKEN)
    assert story.state.rule_check.broken == (HardRule.DEPARTMENT,)
    refused = story.when(Waive, OPERATOR, rule=HardRule.AGE_GAP, reason="close enough")
    refused.refused("rule")
    assert refused.problems[0].allowed == "department"


def test_case_11_a_broken_rule_is_raised_again_when_a_pairing_is_reopened() -> None:
    """Owners who reopen a pairing with a broken rule are asked to decide about the rule again."""
    story = checked(given(Stage.SESSIONS), HardRule.REPORTING_LINE)
    story = story.when(End, MENTEE, reason=EndReason.TIME).leaves_open()
    story = story.when(Reopen, OPERATOR).leaves_open(ItemKind.RULE_BROKEN)
    story.when(Waive, OPERATOR, **WAIVED).leaves_open()


def test_case_11_two_may_rest_until_it_is_decided() -> None:
    """The owners may put two on hold for whom a rule is broken, waive it meanwhile, and lift the
    hold; nothing of it is in confidence."""
    story = checked(given(Stage.SESSIONS), HardRule.REPORTING_LINE)
    story = story.when(PutOnHold, OPERATOR, **BROKEN).tells((NoticeKind.ON_HOLD, BOTH))
    story.waits_for(DeadlineKind.ITEM_REMINDER, DeadlineKind.HOLD_OVER)
    story.leaves_open(ItemKind.RULE_BROKEN)
    story = story.at(day(3)).when(Waive, OPERATOR, **WAIVED).then(RuleWaived).leaves_open()
    story.when(LiftHold, OPERATOR).then(HoldLifted).tells((NoticeKind.RESUMED, BOTH))
