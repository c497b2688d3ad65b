"""Notices before the sessions: from the invitation to the plan."""

from datetime import date

from domain.pairing.commands import (
    Accept,
    AcceptPlan,
    Annul,
    Decline,
    Reopen,
    SubmitAssessment,
    SubmitExpectations,
)
from domain.pairing.vocabulary import DeadlineKind, Stage
from domain.telling.kinds import NoticeKind
from tests.unit.pairing.story import MENTEE, MENTOR, OPERATOR, Story, a_setup, opened
from tests.unit.pairing.ways import (
    APPROVAL,
    ASSESSMENT,
    EXPECTATIONS,
    GETTING_IN_TOUCH,
    accepted,
    accepted_agreement,
    agreed,
    assessed,
    given,
)
from tests.unit.witnesses.witness import TO_BOTH, TO_MENTEE, TO_MENTOR, Told

Kind, Due = NoticeKind, DeadlineKind


def _mentor_accepted() -> Story:
    return given(Stage.INVITED).when(Accept, MENTOR)


def _draft() -> Story:
    """Both have said what they expect."""
    return given(Stage.EXPECTATIONS).both(SubmitExpectations, **EXPECTATIONS)


def _changed(told: Story) -> Story:
    """The mentor expects another rhythm now."""
    return told.when(SubmitExpectations, MENTOR, **EXPECTATIONS | {"cadence_days": 14})


def _with_data() -> Story:
    """The mentor would like another topic while sessions go on, and both agree."""
    wish = EXPECTATIONS | {"topics": ("data",)}
    return accepted_agreement(given(Stage.SESSIONS).when(SubmitExpectations, MENTOR, **wish))


def _amended() -> Story:
    """The mentor moves the second session to a day earlier than planned."""
    amendment = {"session_id": "s-2", "on": date(2027, 3, 30)}
    return given(Stage.PLANNING).when(AcceptPlan, MENTOR, version=1, amendments=[amendment])


NOTICES: dict[NoticeKind, tuple[Told, ...]] = {
    Kind.INVITATION: (
        Told("a pairing is opened", TO_BOTH, lambda: opened(a_setup())),
        Told(
            "an invitation that expired is reopened, for who has not said yes",
            TO_MENTEE,
            lambda: _mentor_accepted().on(Due.GIVE_UP).when(Reopen, OPERATOR),
        ),
    ),
    Kind.INVITATION_REMINDER: (
        Told(
            "only the mentor has said yes when the time for an answer is half over",
            TO_MENTEE,
            lambda: _mentor_accepted().on(Due.REMINDER),
        ),
        Told(
            "the time to answer ran out while nothing worked",
            TO_MENTEE,
            lambda: _mentor_accepted().after_outage(days=20),
        ),
    ),
    Kind.INVITATION_WITHDRAWN: (
        Told(
            "the partner says no",
            TO_MENTOR,
            lambda: _mentor_accepted().when(Decline, MENTEE),
        ),
        Told(
            "the partner never answers",
            TO_MENTOR,
            lambda: _mentor_accepted().on(Due.GIVE_UP),
        ),
        Told(
            "the pairing is annulled before both have answered",
            TO_BOTH,
            lambda: given(Stage.INVITED).when(Annul, OPERATOR),
        ),
    ),
    Kind.APPROVAL_REQUEST: (
        Told(
            "both have said yes",
            ("p-boss", "p-board"),
            lambda: accepted(given(Stage.INVITED, **APPROVAL)),
        ),
    ),
    Kind.APPROVAL_REMINDER: (
        Told(
            "no line manager has answered after four days",
            ("p-boss", "p-board"),
            lambda: given(Stage.APPROVAL).on(Due.REMINDER),
        ),
        Told(
            "the time to answer ran out while nothing worked",
            ("p-boss", "p-board"),
            lambda: given(Stage.APPROVAL).after_outage(days=20),
        ),
    ),
    Kind.APPROVAL_PENDING: (
        Told("both have said yes", TO_BOTH, lambda: accepted(given(Stage.INVITED, **APPROVAL))),
    ),
    Kind.ASSESSMENT_REQUEST: (
        Told("both have said yes", TO_BOTH, lambda: accepted(given(Stage.INVITED))),
    ),
    Kind.ASSESSMENT_REMINDER: (
        Told(
            "the mentee's assessment is missing after a week",
            TO_MENTEE,
            lambda: (
                given(Stage.ASSESSMENT)
                .when(SubmitAssessment, MENTOR, **ASSESSMENT)
                .on(Due.REMINDER)
            ),
        ),
        Told(
            "nothing worked while the reminder was due, and the owners are asked by now",
            TO_BOTH,
            lambda: given(Stage.ASSESSMENT).after_outage(days=15),
        ),
        Told(
            "the time to answer ran out while nothing worked",
            TO_BOTH,
            lambda: given(Stage.ASSESSMENT).after_outage(days=60),
        ),
    ),
    Kind.FIRST_CONTACT_REMINDER: (
        Told(
            "nobody has said within a week of both yeses that the two are in touch",
            TO_BOTH,
            lambda: given(Stage.ASSESSMENT, **GETTING_IN_TOUCH).on(Due.FIRST_CONTACT),
        ),
    ),
    Kind.EXPECTATIONS_REQUEST: (
        Told("both assessments are complete", TO_BOTH, lambda: assessed(given(Stage.ASSESSMENT))),
        Told(
            "both say yes whose assessments were complete before",
            TO_BOTH,
            lambda: accepted(assessed(given(Stage.INVITED))),
        ),
    ),
    Kind.EXPECTATIONS_REMINDER: (
        Told(
            "the mentee's expectations are missing after a week",
            TO_MENTEE,
            lambda: (
                given(Stage.EXPECTATIONS)
                .when(SubmitExpectations, MENTOR, **EXPECTATIONS)
                .on(Due.REMINDER)
            ),
        ),
        Told(
            "the time to answer ran out while nothing worked",
            TO_BOTH,
            lambda: given(Stage.EXPECTATIONS).after_outage(days=60),
        ),
    ),
    Kind.AGREEMENT_READY: (Told("both have said what they expect", TO_BOTH, _draft),),
    Kind.AGREEMENT_CHANGED: (
        Told("the mentor expects something else now", TO_BOTH, lambda: _changed(_draft())),
        Told(
            "the mentor expects something else while the plan waits",
            TO_BOTH,
            lambda: _changed(given(Stage.PLANNING)),
        ),
        Told(
            "the mentor expects something else while sessions go on",
            TO_BOTH,
            lambda: _changed(given(Stage.SESSIONS)),
        ),
    ),
    Kind.AGREEMENT_REMINDER: (
        Told(
            "nobody has accepted the draft after a week", TO_BOTH, lambda: _draft().on(Due.REMINDER)
        ),
        Told(
            "the time to answer ran out while nothing worked",
            TO_BOTH,
            lambda: _draft().after_outage(days=60),
        ),
    ),
    Kind.PLAN_READY: (
        Told(
            "both have accepted the agreement", TO_BOTH, lambda: agreed(given(Stage.EXPECTATIONS))
        ),
    ),
    Kind.PLAN_CHANGED: (
        Told("the mentor changes the plan", TO_MENTEE, _amended),
        Told("both have agreed on other topics while sessions go on", TO_BOTH, _with_data),
    ),
    Kind.PLAN_REMINDER: (
        Told(
            "only the mentor has accepted the plan after some days",
            TO_MENTEE,
            lambda: _amended().on(Due.REMINDER),
        ),
        Told(
            "the time to answer ran out while nothing worked",
            TO_BOTH,
            lambda: given(Stage.PLANNING).after_outage(days=60),
        ),
    ),
}
