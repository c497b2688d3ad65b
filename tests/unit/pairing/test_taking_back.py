"""What is no longer true before it was sent is taken back, and nothing that somebody still needs.

The stories are those of the witnesses of each kind of notice.
"""

from datetime import timedelta

import pytest

from domain.engine.tables import complete
from domain.pairing.commands import (
    Accept,
    AcceptAgreement,
    AcceptPlan,
    Annul,
    AnswerCheckIn,
    AnswerSurvey,
    BookSession,
    CancelSession,
    End,
    Extend,
    LiftHold,
    PausePairing,
    Reopen,
    ReportSession,
    ResumePairing,
    SettleItem,
    SubmitAssessment,
    SubmitExpectations,
    SubmitReflection,
    SubmitReview,
)
from domain.pairing.events.messages import NoticeIssued
from domain.pairing.facts import PersonLeft
from domain.pairing.preparation_requests import AnswerApproval, ConfirmContact
from domain.pairing.taking_back import taken_back
from domain.pairing.vocabulary import DeadlineKind
from domain.programme.people import Side
from domain.telling.catalogue import PAIRING_NOTICES
from domain.telling.kinds import NoticeKind
from domain.telling.notices import DeliveryOutcome
from tests.unit.pairing.overtaking import MENTEES, MENTORS, Overtaken, Step, says
from tests.unit.pairing.story import MENTEE, MENTOR, OPERATOR, Story, day
from tests.unit.pairing.ways import (
    ASSESSMENT,
    EXPECTATIONS,
    FOLLOW_UP,
    HELD,
    MIDPOINT,
    PULSE,
    REVIEW,
    accepted_agreement,
)
from tests.unit.witnesses.tables import NOTICES

Kind, Due = NoticeKind, DeadlineKind


def agrees(story: Story) -> Story:
    """The mentor accepts the present agreement."""
    agreement = story.state.preparation.agreement
    version = agreement.version if agreement else ""
    return story.when(AcceptAgreement, MENTOR, version=version)


def draws_up_anew(story: Story) -> Story:
    """The mentor wants to know earlier of changes, so that there is another agreement."""
    return story.when(SubmitExpectations, MENTOR, **EXPECTATIONS | {"notice_hours": 72})


def settled(story: Story) -> Story:
    """The operator settles the item."""
    (item,) = story.state.desk.items
    return story.when(SettleItem, OPERATOR, item_id=item.id)


def books(story: Story) -> Story:
    """The mentee books the first session."""
    starts_at = story.now + timedelta(days=7)
    return story.when(BookSession, MENTEE, session_id="s-1", starts_at=starts_at)


def after(kind: DeadlineKind) -> Step:
    """Time passes until a deadline has elapsed."""
    return lambda story: story.on(kind)


OVER = Overtaken("the pairing is annulled", says(Annul, OPERATOR))
OVER_FOR_THE_MENTEE = Overtaken("the pairing is annulled", says(Annul, OPERATOR), MENTEES)
OVER_FOR_THE_MENTOR = Overtaken("the pairing is annulled", says(Annul, OPERATOR), MENTORS)
PAUSED = Overtaken("a pause begins", says(PausePairing))
PAUSED_FOR_THE_MENTEE = Overtaken("a pause begins", says(PausePairing), MENTEES)
MOVED = Overtaken(
    "the appointment is moved", says(BookSession, MENTEE, session_id="s-1", starts_at=day(9))
)
REPORTED = Overtaken("it is said that the session was held", says(ReportSession, **HELD))
REFLECTED = says(SubmitReflection, MENTOR, session_id="s-1", topic="ai", rating=4)
APPROVED = says(AnswerApproval, OPERATOR, side="mentor", manager_id="p-boss", approved=True)
REVIEWED = says(SubmitReview, MENTOR, **REVIEW)

OVERTAKEN = complete(
    PAIRING_NOTICES,
    {
        Kind.INVITATION: (Overtaken("the mentor says yes", says(Accept), MENTORS), OVER),
        Kind.INVITATION_REMINDER: (
            Overtaken("the mentee says yes", says(Accept, MENTEE), MENTEES),
            PAUSED_FOR_THE_MENTEE,
            OVER_FOR_THE_MENTEE,
        ),
        Kind.INVITATION_WITHDRAWN: (
            Overtaken("the pairing is reopened", says(Reopen, OPERATOR), MENTORS),
        ),
        Kind.APPROVAL_REQUEST: (
            Overtaken("the mentor's line manager approves", APPROVED, (None,)),
            Overtaken("the pairing is annulled", says(Annul, OPERATOR), (None, None)),
        ),
        Kind.APPROVAL_REMINDER: (
            Overtaken("the mentor's line manager approves", APPROVED, (None,)),
            Overtaken("a pause begins", says(PausePairing), (None, None)),
        ),
        Kind.APPROVAL_PENDING: (OVER,),
        Kind.ASSESSMENT_REQUEST: (
            Overtaken("the mentor answers", says(SubmitAssessment, **ASSESSMENT), MENTORS),
            OVER,
        ),
        Kind.ASSESSMENT_REMINDER: (
            Overtaken("the mentee answers", says(SubmitAssessment, MENTEE, **ASSESSMENT), MENTEES),
            PAUSED_FOR_THE_MENTEE,
            OVER_FOR_THE_MENTEE,
        ),
        Kind.FIRST_CONTACT_REMINDER: (
            Overtaken("the mentee says that they are in touch", says(ConfirmContact, MENTEE)),
            PAUSED,
            OVER,
        ),
        Kind.EXPECTATIONS_REQUEST: (
            Overtaken("the mentor answers", says(SubmitExpectations, **EXPECTATIONS), MENTORS),
            OVER,
        ),
        Kind.EXPECTATIONS_REMINDER: (
            Overtaken(
                "the mentee answers", says(SubmitExpectations, MENTEE, **EXPECTATIONS), MENTEES
            ),
            PAUSED_FOR_THE_MENTEE,
            OVER_FOR_THE_MENTEE,
        ),
        Kind.AGREEMENT_READY: (
            Overtaken("the mentor accepts", agrees, MENTORS),
            Overtaken("there is another agreement", draws_up_anew),
            OVER,
        ),
        Kind.AGREEMENT_CHANGED: (
            Overtaken("the mentor accepts", agrees, MENTORS),
            Overtaken("there is another agreement", draws_up_anew),
            OVER,
        ),
        Kind.AGREEMENT_REMINDER: (
            Overtaken("the mentor accepts", agrees, MENTORS),
            Overtaken("there is another agreement", draws_up_anew),
            PAUSED,
            OVER,
        ),
        Kind.PLAN_READY: (
            Overtaken("the mentor accepts", says(AcceptPlan, version=1), MENTORS),
            Overtaken("there will be another agreement", draws_up_anew),
            OVER,
        ),
        Kind.PLAN_CHANGED: (
            Overtaken("the mentee accepts", says(AcceptPlan, MENTEE, version=2), MENTEES),
            OVER_FOR_THE_MENTEE,
        ),
        Kind.PLAN_REMINDER: (
            Overtaken("the mentee accepts", says(AcceptPlan, MENTEE, version=2), MENTEES),
            PAUSED_FOR_THE_MENTEE,
            OVER_FOR_THE_MENTEE,
        ),
        Kind.BOOKING_REQUEST: (Overtaken("the mentee books", books), OVER),
        Kind.BOOKING_REMINDER: (
            Overtaken("the mentee books", books, MENTEES),
            PAUSED_FOR_THE_MENTEE,
            OVER_FOR_THE_MENTEE,
        ),
        Kind.BOOKING_OUTREACH: (Overtaken("the mentee books", books, MENTORS),),
        Kind.SESSION_BOOKED: (
            MOVED,
            Overtaken("it is called off", says(CancelSession, MENTEE, session_id="s-1")),
            Overtaken("a pause calls it off", says(PausePairing)),
            OVER,
        ),
        Kind.SESSION_BACK: (MOVED, PAUSED, OVER),
        Kind.SESSION_MOVED: (MOVED, OVER),
        Kind.SESSION_CANCELLED: (),
        Kind.SESSION_TO_MOVE: (MOVED, OVER),
        Kind.SESSION_REMINDER: (MOVED, PAUSED, OVER),
        Kind.REPORT_REQUEST: (REPORTED, OVER),
        Kind.REPORT_REMINDER: (REPORTED, PAUSED, OVER),
        Kind.DATES_PROPOSED: (Overtaken("a new date is found", books), PAUSED, OVER),
        Kind.SESSION_MISSED: (
            Overtaken("a new date is found", books),
            OVER,
        ),
        Kind.ABSENCE_REPORTED: (
            Overtaken("the mentee objects", says(ReportSession, MENTEE, **HELD), MENTEES),
            OVER_FOR_THE_MENTEE,
        ),
        Kind.REFLECTION_REQUEST: (Overtaken("the mentor answers", REFLECTED, MENTORS), OVER),
        Kind.REFLECTION_REMINDER: (
            Overtaken(
                "the mentee answers",
                says(SubmitReflection, MENTEE, session_id="s-1", topic="ai", rating=4),
                MENTEES,
            ),
            PAUSED_FOR_THE_MENTEE,
        ),
        Kind.JUNIOR_CHECK_IN: (
            Overtaken(
                "the mentor answers",
                says(AnswerCheckIn, check_in="junior", answer="going_well"),
                MENTORS,
            ),
            OVER_FOR_THE_MENTOR,
        ),
        Kind.DID_YOU_MEET: (
            Overtaken(
                "one of the two answers",
                says(AnswerCheckIn, check_in="did_you_meet", answer="not_met"),
            ),
            Overtaken("a session is booked", books),
            OVER,
        ),
        Kind.PAUSED: (
            Overtaken("the pause is over", says(ResumePairing)),
            Overtaken("the day of return is known", says(PausePairing, return_on="2027-06-01")),
            OVER,
        ),
        Kind.STILL_PAUSED: (
            Overtaken("the pause is over", says(ResumePairing)),
            Overtaken("the day of return is known", says(PausePairing, return_on="2027-08-01")),
        ),
        Kind.RESUMED: (PAUSED, OVER),
        Kind.ON_HOLD: (Overtaken("the hold is lifted", says(LiftHold, OPERATOR)), OVER),
        Kind.EXTENSION_PROPOSED: (
            Overtaken("the mentee agrees", says(Extend, MENTEE, weeks=4), MENTEES),
            Overtaken("the mentor proposes otherwise", says(Extend, weeks=6), MENTEES),
            OVER_FOR_THE_MENTEE,
        ),
        Kind.EXTENDED: (),
        Kind.REVIEW_RECEIVED: (),
        Kind.WIND_DOWN: (
            Overtaken("the term is made longer", says(Extend, OPERATOR, weeks=8)),
            Overtaken("the review has begun", after(Due.REVIEW_DUE)),
            PAUSED,
        ),
        Kind.REVIEW_REQUEST: (Overtaken("the mentor answers", REVIEWED, MENTORS), OVER),
        Kind.REVIEW_REMINDER: (
            Overtaken("the mentee answers", says(SubmitReview, MENTEE, **REVIEW), MENTEES),
            PAUSED_FOR_THE_MENTEE,
        ),
        Kind.CLOSED: (Overtaken("the pairing is reopened", says(Reopen, OPERATOR)),),
        Kind.REOPENED: (OVER,),
        Kind.PULSE: (
            Overtaken("the mentor answers", says(AnswerSurvey, **PULSE), MENTORS),
            Overtaken("the review has begun", after(Due.REVIEW_DUE)),
            OVER,
        ),
        Kind.PULSE_REMINDER: (
            Overtaken("the mentee answers", says(AnswerSurvey, MENTEE, **PULSE), MENTEES),
            PAUSED_FOR_THE_MENTEE,
        ),
        Kind.MIDPOINT: (
            Overtaken("the mentor answers", says(AnswerSurvey, **MIDPOINT), MENTORS),
            OVER,
        ),
        Kind.MIDPOINT_REMINDER: (
            Overtaken("the mentor answers", says(AnswerSurvey, **MIDPOINT), MENTORS),
            PAUSED,
        ),
        Kind.FOLLOW_UP: (
            Overtaken("the mentor answers", says(AnswerSurvey, **FOLLOW_UP), MENTORS),
            Overtaken("it is over", after(Due.SURVEY_OVER)),
        ),
        Kind.FOLLOW_UP_REMINDER: (Overtaken("it is over", after(Due.SURVEY_OVER)),),
        Kind.PARTNERSHIP_FOLLOW_UP: (
            Overtaken(
                "one of the two answers",
                says(AnswerCheckIn, check_in="partnership", answer="continue"),
            ),
            Overtaken("the partnership is over", says(End, reason="time")),
        ),
        Kind.ITEM_OPENED: (Overtaken("the item is settled", settled, (None,)),),
    },
    verb="overtakes",
)
"""What overtakes the notices that the first witness of each kind tells of."""


def latest(kind: NoticeKind) -> Story:
    """The first occasion on which a pairing issues a notice of this kind."""
    return next(story for told in NOTICES[kind] if isinstance(story := told.story(), Story))


def gone(kind: NoticeKind, story: Story, later: Story) -> list[Side | None]:
    """Whose notices of this kind are taken back between the two."""
    assert not later.problems
    ids = taken_back(story.state, later.state, later.now)
    told = [sent.notice for sent in story.state.desk.told if sent.notice.kind is kind]
    return [notice.side for notice in told if notice.id in ids]


@pytest.mark.parametrize(
    ("kind", "how"),
    [(kind, how) for kind, all_of_them in OVERTAKEN.items() for how in all_of_them],
    ids=str,
)
def test_what_is_overtaken_is_taken_back(kind: NoticeKind, how: Overtaken) -> None:
    """A mail that was overtaken before it was sent is taken back, for exactly those concerned."""
    story = latest(kind)
    assert gone(kind, story, how.step(story)) == list(how.sides)


@pytest.mark.parametrize("kind", [kind for kind in PAIRING_NOTICES if not OVERTAKEN[kind]])
def test_what_stays_true_is_never_taken_back(kind: NoticeKind) -> None:
    """A mail that tells of something that has happened is sent, whatever happens next."""
    story = latest(kind)
    for step in (says(PausePairing), says(Annul, OPERATOR)):
        assert gone(kind, story, step(story)) == []


ASKING = (
    Kind.INVITATION,
    Kind.ASSESSMENT_REQUEST,
    Kind.EXPECTATIONS_REQUEST,
    Kind.AGREEMENT_READY,
    Kind.AGREEMENT_CHANGED,
    Kind.PLAN_READY,
    Kind.PLAN_CHANGED,
    Kind.BOOKING_REQUEST,
    Kind.REPORT_REQUEST,
    Kind.ABSENCE_REPORTED,
    Kind.REFLECTION_REQUEST,
    Kind.DID_YOU_MEET,
    Kind.REVIEW_REQUEST,
)


@pytest.mark.parametrize("kind", ASKING)
def test_a_question_survives_a_pause(kind: NoticeKind) -> None:
    """The first mail that asks for something is sent during a pause: after it nobody asks again."""
    story = latest(kind)
    assert gone(kind, story, story.when(PausePairing, MENTOR)) == []


@pytest.mark.parametrize("kind", PAIRING_NOTICES)
def test_nothing_that_was_just_issued_is_taken_back(kind: NoticeKind) -> None:
    """What happens at one moment never overtakes the mails of that moment."""
    story = latest(kind)
    issued = {event.notice.id for event in story.events if isinstance(event, NoticeIssued)}
    assert issued
    assert not issued.intersection(taken_back(None, story.state, story.now))


def test_an_agreement_accepted_by_the_other_side_is_still_sent() -> None:
    """The mail about an agreement waits for its own reader, not for the partner."""
    story = latest(Kind.AGREEMENT_READY)
    accepted = agrees(story)
    assert Side.MENTEE not in gone(Kind.AGREEMENT_READY, story, accepted)
    both = accepted_agreement(story)
    assert gone(Kind.AGREEMENT_READY, story, both) == list(Side)


def test_a_change_of_a_plan_in_use_is_told_until_it_is_accepted() -> None:
    """While sessions go on, a changed plan is told to the side that has not accepted it."""
    story = latest(Kind.BOOKING_REQUEST)
    amendment = {"session_id": "s-2", "on": "2027-03-30"}
    changed = story.when(AcceptPlan, MENTOR, version=1, amendments=[amendment])
    assert [(notice.kind, notice.side) for notice in changed.notices] == [
        (Kind.PLAN_CHANGED, Side.MENTEE)
    ]
    assert taken_back(story.state, changed.state, changed.now) == ()
    accepted = changed.when(AcceptPlan, MENTEE, version=2)
    assert gone(Kind.PLAN_CHANGED, changed, accepted) == list(MENTEES)


def test_who_has_left_the_company_gets_none_of_the_mails_that_wait() -> None:
    """A person who has left gets no mail any more, not even the cancellation (case 36)."""
    story = latest(Kind.SESSION_CANCELLED)
    left = story.when(PersonLeft, person_id="p-senior")
    assert gone(Kind.SESSION_CANCELLED, story, left) == list(MENTEES)


def test_what_was_refused_is_not_taken_back() -> None:
    """A mail of which bad news has come is not taken back: there is nothing left to stop."""
    story = latest(Kind.INVITATION)
    refused = story.fared(story.on_their_way[0], DeliveryOutcome.REFUSED)
    closed = refused.when(Annul, OPERATOR)
    assert gone(Kind.INVITATION, refused, closed) == list(MENTEES)
