"""Deadlines of stages, pauses and the end of a pairing: what arms each, and what follows."""

from domain.pairing.commands import AnswerCheckIn, End, PausePairing, PutOnHold, SubmitExpectations
from domain.pairing.events.course import (
    PairingArchived,
    PairingClosed,
    PairingPaused,
    PairingResumed,
    PartnershipEnded,
    ReopeningOver,
    StageEntered,
)
from domain.pairing.events.reviews import (
    CheckInAsked,
    ReviewClosed,
    ReviewOpened,
    SurveyClosed,
    SurveyOpened,
)
from domain.pairing.facts import PersonAway, PersonLeft
from domain.pairing.vocabulary import (
    CheckIn,
    CheckInAnswer,
    DeadlineKind,
    EndReason,
    HoldReason,
    Stage,
)
from domain.programme.people import Side
from domain.telling.kinds import ItemKind, NoticeKind
from tests.unit.pairing.story import MENTEE, MENTOR, OPERATOR, Story, day, ongoing
from tests.unit.pairing.ways import EXPECTATIONS, GETTING_IN_TOUCH, booked, given, held
from tests.unit.witnesses.witness import Elapses

Kind = DeadlineKind
REVIEWED = (ReviewOpened, StageEntered, NoticeKind.REVIEW_REQUEST)
STOP = {"check_in": CheckIn.PARTNERSHIP, "answer": CheckInAnswer.STOP}
CLOSED = (PairingClosed, StageEntered, NoticeKind.CLOSED)


def _sessions() -> Story:
    """The plan is accepted, and nothing is booked."""
    return given(Stage.SESSIONS)


def _paused() -> Story:
    """A pause without a date of return."""
    return _sessions().when(PausePairing, MENTOR)


def _leaving(stage: Stage, after: int = 60) -> Story:
    """It is known on which day the mentee leaves the company."""
    return given(stage).when(PersonLeft, person_id="p-senior", last_day=day(after).date())


def _reason_of_review(story: Story) -> EndReason | None:
    """Why the pairing ends after its review; absent when it goes on."""
    return story.state.reviews[-1].then


def _reason_of_end(story: Story) -> EndReason | None:
    return story.state.ending.reason if story.state.ending else None


DEADLINES: dict[DeadlineKind, tuple[Elapses[Story], ...]] = {
    Kind.REMINDER: (
        Elapses(
            "an answer to the invitation is asked for",
            lambda: given(Stage.INVITED),
            (NoticeKind.INVITATION_REMINDER,),
        ),
        Elapses(
            "an assessment is asked for",
            lambda: given(Stage.ASSESSMENT),
            (NoticeKind.ASSESSMENT_REMINDER,),
        ),
        Elapses("a plan is drawn up", lambda: given(Stage.PLANNING), (NoticeKind.PLAN_REMINDER,)),
        Elapses(
            "a review is asked for", lambda: given(Stage.REVIEW), (NoticeKind.REVIEW_REMINDER,)
        ),
    ),
    Kind.ESCALATION: (
        Elapses(
            "expectations are asked for",
            lambda: given(Stage.EXPECTATIONS),
            (ItemKind.EXPECTATIONS_MISSING,),
        ),
        Elapses(
            "an agreement is drafted",
            lambda: given(Stage.EXPECTATIONS).both(SubmitExpectations, **EXPECTATIONS),
            (ItemKind.AGREEMENT_NOT_ACCEPTED,),
        ),
    ),
    Kind.GIVE_UP: (
        Elapses(
            "an invitation is sent",
            lambda: given(Stage.INVITED),
            (PairingClosed, StageEntered, ItemKind.INVITATION_EXPIRED),
        ),
        Elapses(
            "a plan is to be accepted",
            lambda: given(Stage.PLANNING),
            CLOSED,
        ),
        Elapses(
            "a review is asked for",
            lambda: given(Stage.REVIEW),
            (ReviewClosed, PairingClosed, StageEntered, NoticeKind.CLOSED),
        ),
    ),
    Kind.FIRST_CONTACT: (
        Elapses(
            "both have said yes, and nobody says that they are in touch",
            lambda: given(Stage.ASSESSMENT, **GETTING_IN_TOUCH),
            (NoticeKind.FIRST_CONTACT_REMINDER,),
        ),
    ),
    Kind.FIRST_CONTACT_ITEM: (
        Elapses(
            "both have said yes, and nobody says that they are in touch",
            lambda: given(Stage.ASSESSMENT, **GETTING_IN_TOUCH),
            (ItemKind.NOT_IN_TOUCH,),
        ),
    ),
    Kind.BRIEFING_MISSING: (
        Elapses(
            "the plan is accepted before the mentee is briefed",
            lambda: given(Stage.SESSIONS, to_be_briefed=(Side.MENTEE,)),
            (ItemKind.NOT_BRIEFED,),
        ),
    ),
    Kind.WIND_DOWN: (
        Elapses(
            "sessions go on in a fixed term",
            lambda: booked(_sessions(), on=141),
            (NoticeKind.WIND_DOWN,),
        ),
    ),
    Kind.REVIEW_DUE: (
        Elapses(
            "the two have met in a fixed term",
            lambda: held(_sessions()),
            REVIEWED,
            so_that=lambda story: _reason_of_review(story) is EndReason.PROGRAMME_ENDED,
        ),
        Elapses(
            "the sessions of an ongoing programme begin",
            lambda: given(Stage.SESSIONS, **ongoing()),
            REVIEWED,
            so_that=lambda story: _reason_of_review(story) is None,
        ),
        Elapses(
            "somebody is to leave whom the other has met",
            lambda: held(_leaving(Stage.SESSIONS)),
            REVIEWED,
            so_that=lambda story: _reason_of_review(story) is EndReason.LEFT_COMPANY,
        ),
    ),
    Kind.LAST_DAY: (
        Elapses(
            "somebody is to leave",
            lambda: _leaving(Stage.REVIEW, after=10),
            CLOSED,
        ),
        Elapses(
            "somebody in a partnership is to leave",
            lambda: _leaving(Stage.PARTNERSHIP),
            (PartnershipEnded, StageEntered),
        ),
    ),
    Kind.AWAY: (
        Elapses(
            "somebody is to be away for a while",
            lambda: _sessions().when(
                PersonAway,
                person_id="p-senior",
                away_from=day(3).date(),
                away_until=day(9).date(),
            ),
            (PairingPaused, NoticeKind.PAUSED),
        ),
    ),
    Kind.PAUSE_RETURN: (
        Elapses(
            "a pause with a date of return begins",
            lambda: _sessions().when(PausePairing, MENTEE, return_on=day(14).date()),
            (PairingResumed, NoticeKind.RESUMED),
        ),
    ),
    Kind.PAUSE_QUESTION: (
        Elapses(
            "a pause without a date of return begins",
            _paused,
            (ItemKind.STILL_PAUSED, NoticeKind.STILL_PAUSED),
        ),
    ),
    Kind.PAUSE_MAX: (
        Elapses(
            "a pause without a date of return begins",
            _paused,
            CLOSED,
        ),
    ),
    Kind.HOLD_OVER: (
        Elapses(
            "the pairing is put on hold",
            lambda: _sessions().when(PutOnHold, OPERATOR, reason=HoldReason.RULE_BROKEN),
            CLOSED,
        ),
    ),
    Kind.REOPEN_OVER: (
        Elapses("the pairing is closed", lambda: given(Stage.CLOSED), (ReopeningOver,)),
        Elapses(
            "a pairing is closed in which the two never met",
            lambda: _sessions().when(End, MENTEE, reason=EndReason.TIME),
            (ReopeningOver, PairingArchived),
        ),
        Elapses(
            "one of the two no longer wants to stay in touch",
            lambda: given(Stage.PARTNERSHIP).when(AnswerCheckIn, MENTEE, **STOP),
            (ReopeningOver,),
        ),
        Elapses(
            "one of two who stayed in touch has left the company",
            lambda: given(Stage.PARTNERSHIP).when(PersonLeft, person_id="p-senior"),
            (ReopeningOver,),
            so_that=lambda story: _reason_of_end(story) is EndReason.PROGRAMME_ENDED,
        ),
    ),
    Kind.PULSE: (
        Elapses(
            "the first session was held",
            lambda: held(_sessions()),
            (SurveyOpened, NoticeKind.PULSE),
        ),
    ),
    Kind.MIDPOINT: (
        Elapses(
            "two who have met are on their way through a fixed term",
            lambda: held(_sessions()),
            (SurveyOpened, NoticeKind.MIDPOINT),
        ),
        Elapses(
            "the two have not met",
            lambda: booked(_sessions(), on=141),
            (),
            so_that=lambda story: story.state.surveys == (),
        ),
    ),
    Kind.FOLLOW_UP: (
        Elapses(
            "two who have met close their pairing",
            lambda: given(Stage.CLOSED),
            (SurveyOpened, NoticeKind.FOLLOW_UP),
        ),
    ),
    Kind.SURVEY_REMINDER: (
        Elapses(
            "short questions are asked",
            lambda: held(_sessions()).on(Kind.PULSE),
            (NoticeKind.PULSE_REMINDER,),
        ),
    ),
    Kind.SURVEY_OVER: (
        Elapses(
            "short questions are asked",
            lambda: held(_sessions()).on(Kind.PULSE),
            (SurveyClosed,),
        ),
        Elapses(
            "short questions are asked after the end",
            lambda: given(Stage.CLOSED).on(Kind.FOLLOW_UP),
            (SurveyClosed, PairingArchived),
        ),
    ),
    Kind.STILL_PARTNERS: (
        Elapses(
            "both want to stay in touch",
            lambda: given(Stage.PARTNERSHIP),
            (CheckInAsked, NoticeKind.PARTNERSHIP_FOLLOW_UP),
        ),
        Elapses(
            "two questions stayed unanswered",
            lambda: given(Stage.PARTNERSHIP).on(Kind.STILL_PARTNERS).on(Kind.STILL_PARTNERS),
            (PartnershipEnded, StageEntered, PairingArchived),
        ),
    ),
}
