"""Items about a pairing before its sessions: what opens them, and what settles them."""

from domain.engine.roles import Role
from domain.pairing.commands import (
    Accept,
    AcceptAgreement,
    AcceptPlan,
    Reopen,
    SubmitAssessment,
    SubmitExpectations,
)
from domain.pairing.facts import PeopleBriefed
from domain.pairing.preparation_requests import AnswerApproval, ConfirmContact, WaiveBriefing
from domain.pairing.vocabulary import DeadlineKind, Stage
from domain.programme.people import Side
from domain.telling.kinds import ItemKind
from tests.unit.pairing.story import BOTH, MENTEE, MENTOR, OPERATOR, Story
from tests.unit.pairing.ways import ASSESSMENT, EXPECTATIONS, GETTING_IN_TOUCH, given, held
from tests.unit.witnesses.witness import Opened, Settled

Kind, Due = ItemKind, DeadlineKind
THE_MENTOR, THE_MENTEE = (Side.MENTOR,), (Side.MENTEE,)


def _drafted() -> Story:
    """Both have said what they expect, and nobody has accepted what follows."""
    return given(Stage.EXPECTATIONS).both(SubmitExpectations, **EXPECTATIONS)


def _expects_something_else(story: Story) -> Story:
    return story.when(SubmitExpectations, MENTOR, **EXPECTATIONS | {"cadence_days": 14})


def _agrees(story: Story) -> Story:
    assert story.state.preparation.agreement
    return story.when(AcceptAgreement, MENTOR, version=story.state.preparation.agreement.version)


ITEMS: dict[ItemKind, tuple[Opened[Story], ...]] = {
    Kind.INVITATION_EXPIRED: (
        Opened(
            "the mentee never answers the invitation",
            lambda: given(Stage.INVITED).when(Accept, MENTOR).on(Due.GIVE_UP),
            sides=THE_MENTEE,
            settled=Settled("the pairing is reopened", lambda story: story.when(Reopen, OPERATOR)),
        ),
    ),
    Kind.NOT_IN_TOUCH: (
        Opened(
            "nobody has said within two weeks that the two are in touch",
            lambda: given(Stage.SESSIONS, **GETTING_IN_TOUCH).on(Due.FIRST_CONTACT_ITEM),
            settled=Settled(
                "the mentee says that they are",
                lambda story: story.when(ConfirmContact, MENTEE),
            ),
        ),
        Opened(
            "nobody has said within two weeks that the two are in touch, and they meet",
            lambda: given(Stage.SESSIONS, **GETTING_IN_TOUCH).on(Due.FIRST_CONTACT_ITEM),
            settled=Settled("they have met for a session", held),
        ),
    ),
    Kind.NOT_BRIEFED: (
        Opened(
            "the first session has waited for both briefings for a week",
            lambda: given(Stage.SESSIONS, to_be_briefed=BOTH).on(Due.BRIEFING_MISSING),
            sides=BOTH,
            settled=Settled(
                "the mentor was briefed",
                lambda story: story.when(PeopleBriefed, Role.ENGINE, sides=[Side.MENTOR]),
                THE_MENTOR,
            ),
        ),
        Opened(
            "the first session has waited for the mentee's briefing for a week",
            lambda: given(Stage.SESSIONS, to_be_briefed=THE_MENTEE).on(Due.BRIEFING_MISSING),
            sides=THE_MENTEE,
            settled=Settled(
                "the operator lets the two begin without",
                lambda story: story.when(WaiveBriefing, OPERATOR, reason="Is on a ship"),
            ),
        ),
    ),
    Kind.APPROVAL_MISSING: (
        Opened(
            "no line manager has answered after a week",
            lambda: given(Stage.APPROVAL).on(Due.ESCALATION),
            sides=BOTH,
            settled=Settled(
                "the mentor's line manager approves",
                lambda story: story.when(
                    AnswerApproval, OPERATOR, side="mentor", manager_id="p-boss", approved=True
                ),
                THE_MENTOR,
            ),
        ),
    ),
    Kind.ASSESSMENT_MISSING: (
        Opened(
            "nobody has assessed anything after two weeks",
            lambda: given(Stage.ASSESSMENT).on(Due.ESCALATION),
            sides=BOTH,
            settled=Settled(
                "the mentor hands in an assessment",
                lambda story: story.when(SubmitAssessment, MENTOR, **ASSESSMENT),
                THE_MENTOR,
            ),
        ),
    ),
    Kind.EXPECTATIONS_MISSING: (
        Opened(
            "nobody has said after two weeks what to expect",
            lambda: given(Stage.EXPECTATIONS).on(Due.ESCALATION),
            sides=BOTH,
            settled=Settled(
                "the mentor says what to expect",
                lambda story: story.when(SubmitExpectations, MENTOR, **EXPECTATIONS),
                THE_MENTOR,
            ),
        ),
    ),
    Kind.AGREEMENT_NOT_ACCEPTED: (
        Opened(
            "nobody has accepted the agreement",
            lambda: _drafted().on(Due.ESCALATION),
            sides=BOTH,
            settled=Settled("the mentor accepts it", _agrees, THE_MENTOR),
        ),
    ),
    Kind.PLAN_NOT_ACCEPTED: (
        Opened(
            "nobody has accepted the plan",
            lambda: given(Stage.PLANNING).on(Due.ESCALATION),
            sides=BOTH,
            settled=Settled(
                "the mentor accepts it",
                lambda story: story.when(AcceptPlan, MENTOR, version=1),
                THE_MENTOR,
            ),
        ),
        Opened(
            "only the mentor has accepted the plan",
            lambda: given(Stage.PLANNING).when(AcceptPlan, MENTOR, version=1).on(Due.ESCALATION),
            sides=THE_MENTEE,
            settled=Settled("the mentor expects something else now", _expects_something_else),
        ),
    ),
}
