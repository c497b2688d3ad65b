"""Why: for every notice and item a cause and a rule, and what comes next."""

from domain.pairing.commands import (
    AcceptAgreement,
    PausePairing,
    ReportSession,
    ResumePairing,
    SubmitExpectations,
)
from domain.pairing.explain import Explanation, explain
from domain.pairing.vocabulary import DeadlineKind, Stage
from domain.pairing.waiting import awaited
from domain.programme.people import Side
from domain.programme.request import Deadlines, OwnerRole
from domain.telling.catalogue import because
from domain.telling.kinds import NoticeKind
from tests.unit.pairing.story import MENTEE, MENTOR, Story, day
from tests.unit.pairing.ways import EXPECTATIONS, MENTOR_ABSENT, booked, given

Kind = DeadlineKind


def why(story: Story) -> str:
    """The reason of the latest notice."""
    return explain(story.state).notices[0].why


def undecided(**changes: object) -> Story:
    """The mentee has not accepted the agreement."""
    story = given(Stage.EXPECTATIONS, **changes).both(SubmitExpectations, **EXPECTATIONS)
    agreement = story.state.preparation.agreement
    return story.when(AcceptAgreement, MENTOR, version=agreement.version if agreement else "")


def test_a_reminder_is_explained_by_a_cause_a_rule_and_its_number() -> None:
    """A reminder is explained by what happened, the rule, and the number that the cohort
    configured."""
    story = undecided().on(Kind.REMINDER)
    assert why(story) == (
        "The agreement was not accepted 7 days after it was drafted (agreement_reminder_days)"
    )
    story = undecided(deadlines=Deadlines(agreement_reminder_days=3)).on(Kind.REMINDER)
    assert " 3 days " in why(story)


def test_a_notice_says_to_whom_when_and_how_it_fared() -> None:
    """An explanation says to whom a notice went, when, and how it fared; the latest comes first."""
    story = undecided().on(Kind.REMINDER)
    reason = explain(story.state).notices[0]
    assert (reason.what, reason.to, reason.at) == ("agreement_reminder", Side.MENTEE, day(7))
    assert (reason.cause, reason.outcome) == ("reminder", None)
    assert reason.until
    assert reason.until > day(40)


def test_an_item_says_what_to_do_about_whom_and_since_when() -> None:
    """An explanation of an item says what the owners have to do, about whom, and since when."""
    reason = explain(undecided().on(Kind.ESCALATION).state).items[0]
    assert (reason.to, reason.about) == (OwnerRole.LEAD, Side.MENTEE)
    assert "agreement" in reason.what
    assert reason.why.endswith("(agreement_item_days)")
    assert reason.cause == "escalation"


def test_the_mail_about_an_item_has_the_items_own_reason() -> None:
    """The mail about an item has the reason of the item, not just that there is one."""
    story = undecided().on(Kind.ESCALATION)
    latest = explain(story.state).notices[0]
    assert latest.to is OwnerRole.LEAD
    assert latest.why == explain(story.state).items[0].why


def test_the_same_mail_may_have_different_reasons() -> None:
    """The same mail has different reasons if the first session or the next one was not booked."""
    first = given(Stage.SESSIONS).on(Kind.FIRST_BOOKING_MENTEE)
    assert "first_booking_mentee_days" in why(first)
    late = booked(given(Stage.SESSIONS)).after_outage(days=21)
    assert why(late).endswith("there are 2 working days to answer (after_outage_working_days)")
    paused = booked(given(Stage.SESSIONS)).at(day(8)).when(PausePairing, MENTOR)
    claimed = paused.when(ReportSession, MENTEE, **MENTOR_ABSENT)
    assert "during the pause" in why(claimed.when(ResumePairing, MENTOR))


def test_several_numbers_are_listed() -> None:
    """An explanation by a rule with several numbers lists all of them."""
    story = given(Stage.SESSIONS).when(PausePairing, MENTEE).on(Kind.PAUSE_QUESTION)
    assert "4, 8, 12 weeks" in explain(story.state).items[0].why


def test_an_explanation_survives_json() -> None:
    """An explanation survives JSON, as it does on its way through a query."""
    explanation = explain(undecided().on(Kind.ESCALATION).state)
    assert Explanation.model_validate_json(explanation.model_dump_json()) == explanation


def test_it_holds_nobodys_words() -> None:
    """Explanations contain no words of people: neither goals nor off-limit topics."""
    assert "salaries" not in explain(undecided().state).model_dump_json()


# -- who is waited for ---------------------------------------------------------------------------


def test_it_is_said_who_is_waited_for_until_when_and_what_comes_next() -> None:
    """An explanation says who is awaited, until when, and what the engine does next."""
    now = awaited(undecided().state)
    assert (now.sides, now.asked_for) == ((Side.MENTEE,), "the acceptance of the agreement")
    assert now.next_step == (
        "Reminder: the acceptance of the agreement not yet given by the mentee"
    )
    assert now.next_due == day(7)
    assert now.until == day(42)


def test_every_stage_that_waits_says_for_what() -> None:
    """Every stage that waits for people says for what; the others say that they do not."""
    asked = {stage: awaited(given(stage).state) for stage in Stage}
    silent = [stage for stage, now in asked.items() if not now.asked_for]
    assert silent == [Stage.SESSIONS, Stage.CLOSED, Stage.PARTNERSHIP]
    assert all(bool(now.sides) == bool(now.asked_for) for now in asked.values())
    assert all(now.next_step and now.next_due for now in asked.values())


def test_a_pause_waits_for_its_end() -> None:
    """A pairing in a pause waits for the end of the pause, with or without a date."""
    story = given(Stage.PLANNING)
    open_end = awaited(story.when(PausePairing, MENTEE).state)
    assert (open_end.sides, open_end.until) == ((), day(182))
    dated = awaited(story.when(PausePairing, MENTEE, return_on=day(28).date()).state)
    assert dated.until == day(28)


def test_an_archived_pairing_waits_for_nothing() -> None:
    """An archived pairing waits for nothing, and nothing falls due."""
    now = awaited(given().on(Kind.GIVE_UP).on(Kind.REOPEN_OVER).state)
    assert (now.next_step, now.next_due, now.until) == (None, None, None)


def test_a_cause_is_known_in_any_version() -> None:
    """A notice whose cause is an event of an older version is explained like any other."""
    usual = because(NoticeKind.INVITATION, "pairing.opened.v1")
    reopened = because(NoticeKind.INVITATION, "pairing.stage_entered.v1")
    assert reopened == because(NoticeKind.INVITATION, "pairing.stage_entered.v9") != usual
