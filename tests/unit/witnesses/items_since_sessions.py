"""Items about a pairing from its sessions on: what opens them, and what settles them."""

from domain.engine.roles import Role
from domain.pairing.commands import (
    AnswerCheckIn,
    BookSession,
    CancelSession,
    End,
    LiftHold,
    PausePairing,
    PutOnHold,
    RecordRuleCheck,
    ResumePairing,
    SettleItem,
    SubmitReview,
    Waive,
)
from domain.pairing.facts import MailBounced, PersonChanged, PersonLeft
from domain.pairing.vocabulary import (
    CheckIn,
    CheckInAnswer,
    DeadlineKind,
    EndReason,
    HoldReason,
    Stage,
)
from domain.programme.people import Side
from domain.programme.request import HardRule
from domain.programme.session_rules import SessionRules
from domain.telling.kinds import ItemKind
from domain.telling.notices import DeliveryOutcome
from tests.unit.pairing.story import BOTH, MENTEE, MENTOR, OPERATOR, Story, day, ongoing
from tests.unit.pairing.ways import (
    HELD,
    MENTEE_ABSENT,
    MENTOR_ABSENT,
    REVIEW,
    booked,
    given,
    held,
    on_hold,
    over,
    reported,
)
from tests.unit.witnesses.witness import Opened, Settled

Kind, Due = ItemKind, DeadlineKind
THE_MENTOR, THE_MENTEE = (Side.MENTOR,), (Side.MENTEE,)


def _calls_off(story: Story, by: Role) -> Story:
    return booked(story).when(CancelSession, by, session_id="s-1")


def _moved_again_and_again() -> Story:
    story = booked(given(Stage.SESSIONS))
    for place in range(3):
        story = story.when(BookSession, MENTEE, session_id="s-1", starts_at=day(8 + place))
    return story


def _missed_again_and_again() -> Story:
    """The mentee misses an appointment, the mentor the next, the mentee the third."""
    patient = SessionRules(mentee_lapses_early=9)
    story = given(Stage.SESSIONS, session_rules=patient)
    for place, (by, absent) in enumerate(
        ((MENTEE, MENTEE_ABSENT), (MENTOR, MENTOR_ABSENT), (MENTEE, MENTEE_ABSENT)), start=1
    ):
        story = reported(booked(story, on=7 * place).at(day(7 * place, 13)), by, absent)
    return story


def _not_met() -> Story:
    """The mentee says that the two have not met."""
    not_met = {"check_in": CheckIn.DID_YOU_MEET, "answer": CheckInAnswer.NOT_MET}
    return given(Stage.SESSIONS).on(Due.SILENCE).when(AnswerCheckIn, MENTEE, **not_met)


def _rules_checked(story: Story, *broken: HardRule) -> Story:
    changed = story.when(PersonChanged, person_id=story.state.setup.mentee)
    return changed.does(RecordRuleCheck(side=Side.MENTEE, broken=broken))


def _mail(story: Story, outcome: DeliveryOutcome) -> Story:
    """The latest mail on its way has fared so."""
    return story.fared(story.on_their_way[-1], outcome)


def _bounced() -> Story:
    """The first mail of all was to the mentor."""
    story = given(Stage.SESSIONS)
    return story.when(MailBounced, notice_id=story.state.desk.told[0].notice.id)


def _settled_by_hand(story: Story) -> Story:
    (item,) = story.state.desk.items
    return story.when(SettleItem, OPERATOR, item_id=item.id)


def _asked_in_confidence() -> Story:
    wants_out = CheckInAnswer.END_WITHOUT_NAMING_ME
    return held(given(Stage.SESSIONS)).when(
        AnswerCheckIn, MENTOR, check_in=CheckIn.JUNIOR, answer=wants_out
    )


ITEMS: dict[ItemKind, tuple[Opened[Story], ...]] = {
    Kind.FIRST_SESSION_NOT_BOOKED: (
        Opened(
            "two weeks after the plan nothing is booked",
            lambda: given(Stage.SESSIONS).on(Due.FIRST_BOOKING_ITEM),
            settled=Settled("a session is booked", lambda story: booked(story, on=20)),
        ),
    ),
    Kind.DATES_NOT_KEPT: (
        Opened(
            "the mentee calls one of the first sessions off",
            lambda: _calls_off(given(Stage.SESSIONS), MENTEE),
            sides=THE_MENTEE,
            settled=Settled("a new date is found", booked),
        ),
        Opened(
            "the mentee moves the same session for the third time",
            _moved_again_and_again,
            sides=THE_MENTEE,
            settled=Settled("a session is held", lambda story: held(story.at(day(1)))),
        ),
        Opened(
            "the mentor calls two sessions in a row off",
            lambda: _calls_off(_calls_off(given(Stage.SESSIONS), MENTOR), MENTOR),
            sides=THE_MENTOR,
            settled=Settled("a session is held", lambda story: held(story.at(day(1)))),
        ),
    ),
    Kind.NO_SHOWS: (
        Opened(
            "three appointments in a row are missed",
            _missed_again_and_again,
            settled=Settled("another session is held", lambda story: held(story, 2)),
        ),
    ),
    Kind.CONFLICTING_REPORTS: (
        Opened(
            "the two report different things",
            lambda: reported(reported(over(), MENTOR, HELD), MENTEE, MENTOR_ABSENT),
            settled=Settled(
                "the operator says what counts", lambda story: reported(story, OPERATOR, HELD)
            ),
        ),
    ),
    Kind.SILENT_PAIR: (
        Opened(
            "nobody answers whether they met",
            lambda: given(Stage.SESSIONS).on(Due.SILENCE).on(Due.SILENCE_ITEM),
            settled=Settled(
                "somebody answers",
                lambda story: story.when(
                    AnswerCheckIn,
                    MENTEE,
                    check_in=CheckIn.DID_YOU_MEET,
                    answer=CheckInAnswer.NOT_MET,
                ),
            ),
        ),
        Opened(
            "nobody answers in an ongoing programme whether they met",
            lambda: given(Stage.SESSIONS, **ongoing()).on(Due.SILENCE).on(Due.SILENCE_ITEM),
            settled=Settled("a session is booked", lambda story: booked(story, on=70)),
        ),
    ),
    Kind.NOT_MEETING: (
        Opened(
            "two weeks after they said that they had not met nothing is booked",
            lambda: _not_met().on(Due.STILL_NOT_MET),
            settled=Settled("a session is booked", lambda story: booked(story, on=70)),
        ),
    ),
    Kind.MENTOR_WANTS_OUT: (
        Opened(
            "the mentor asks in confidence for an end",
            _asked_in_confidence,
            settled=Settled(
                "the pairing ends",
                lambda story: story.when(End, OPERATOR, reason=EndReason.NO_FIT),
            ),
        ),
    ),
    Kind.MISCONDUCT: (
        Opened(
            "misconduct is reported",
            on_hold,
            settled=Settled("the hold is lifted", lambda story: story.when(LiftHold, OPERATOR)),
        ),
        Opened(
            "misconduct is reported while two rest for a broken rule",
            lambda: (
                given(Stage.SESSIONS)
                .when(PutOnHold, OPERATOR, reason=HoldReason.RULE_BROKEN)
                .when(PutOnHold, OPERATOR, reason=HoldReason.MISCONDUCT)
            ),
            settled=Settled(
                "the office ends the pairing for it",
                lambda story: story.when(End, OPERATOR, reason=EndReason.HOLD),
            ),
        ),
    ),
    Kind.RULE_BROKEN: (
        Opened(
            "after a change in the roster one reports to the other",
            lambda: _rules_checked(given(Stage.SESSIONS), HardRule.REPORTING_LINE),
            sides=THE_MENTEE,
            settled=Settled(
                "the operator waives the rule",
                lambda story: story.when(
                    Waive, OPERATOR, rule=HardRule.REPORTING_LINE, reason="for three weeks only"
                ),
            ),
        ),
        Opened(
            "after a change in the roster the two work in one department",
            lambda: _rules_checked(given(Stage.SESSIONS), HardRule.DEPARTMENT),
            sides=THE_MENTEE,
            settled=Settled("after another change they do not", _rules_checked),
        ),
    ),
    Kind.PERSON_LEFT: (
        Opened(
            "it is reported that the mentee has left",
            lambda: given(Stage.SESSIONS).when(PersonLeft, person_id="p-senior"),
            sides=THE_MENTEE,
            settled=Settled("the pairing is archived", lambda story: story.on(Due.REOPEN_OVER)),
        ),
    ),
    Kind.STILL_PAUSED: (
        Opened(
            "a pause without a date of return goes on",
            lambda: given(Stage.SESSIONS).when(PausePairing, MENTEE).on(Due.PAUSE_QUESTION),
            settled=Settled(
                "somebody says until when",
                lambda story: story.when(PausePairing, MENTEE, return_on=day(70).date()),
            ),
        ),
        Opened(
            "a pause that the operator began goes on",
            lambda: given(Stage.SESSIONS).when(PausePairing, OPERATOR).on(Due.PAUSE_QUESTION),
            settled=Settled("it is over", lambda story: story.when(ResumePairing, MENTEE)),
        ),
    ),
    Kind.REVIEW_MISSING: (
        Opened(
            "two weeks after the end nobody has looked back",
            lambda: given(Stage.REVIEW).on(Due.ESCALATION),
            sides=BOTH,
            settled=Settled(
                "the mentor looks back",
                lambda story: story.when(SubmitReview, MENTOR, **REVIEW),
                THE_MENTOR,
            ),
        ),
    ),
    Kind.MAIL_UNDELIVERABLE: (
        Opened(
            "a mail to the mentee is refused",
            lambda: _mail(booked(given(Stage.SESSIONS)), DeliveryOutcome.REFUSED),
            sides=THE_MENTEE,
            settled=Settled(
                "another mail to the mentee arrives",
                lambda story: _mail(booked(story, 2, on=20), DeliveryOutcome.DELIVERED),
            ),
        ),
        Opened(
            "a mail to the mentor comes back",
            _bounced,
            sides=THE_MENTOR,
            settled=Settled("the operator settles it by hand", _settled_by_hand),
        ),
    ),
}
