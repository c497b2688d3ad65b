"""The stories of all witnesses, told to their ends."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from itertools import chain

from domain.cohort.commands import (
    AcknowledgeItemOfCohort,
    AdoptPolicyOfCohort,
    ChangeOwnersOfCohort,
    CohortConsentWithdrawn,
    CohortFact,
    CohortPersonAway,
    CohortPersonBack,
    CohortPersonChanged,
    CohortPersonLeft,
    CohortPersonStays,
    RecordNewsPassedOn,
    SnoozeItemOfCohort,
)
from domain.cohort.vocabulary import CohortDeadlineKind
from domain.engine.errors import Problem
from domain.engine.orders import RejectMessage
from domain.engine.roles import Role
from domain.pairing.commands import (
    AcknowledgeItem,
    AdoptPolicy,
    AnswerCheckIn,
    ChangeOwners,
    End,
    Extend,
    PausePairing,
    RecordRuleCheck,
    ResumePairing,
    SnoozeItem,
    SubmitReview,
    WithdrawSessionReport,
)
from domain.pairing.facts import (
    ConsentWithdrawn,
    PersonAway,
    PersonBack,
    PersonChanged,
    PersonLeft,
    PersonStays,
)
from domain.pairing.preparation_requests import AnswerApproval
from domain.pairing.sides import Both
from domain.pairing.vocabulary import CheckIn, CheckInAnswer, DeadlineKind, EndReason, Stage
from domain.programme.calendar import RecordCalendar, WorkingCalendar
from domain.programme.people import Side
from domain.programme.request import Deadlines, Owners
from domain.programme.running_policy import policy_of
from domain.telling.notices import DeliveryOutcome
from tests.unit.cohort.story import CohortStory, running
from tests.unit.pairing.story import MENTEE, MENTOR, OPERATOR, Story, day
from tests.unit.pairing.ways import (
    REVIEW,
    booked,
    given,
    held,
    held_in_a_row,
    shut_down,
)
from tests.unit.witnesses import tables
from tests.unit.witnesses.cohorts import Deed, after, on, proposed_to_the_lead
from tests.unit.witnesses.witness import AnyStory

REJECTED = RejectMessage(
    message="nonsense", message_id="m-1", problems=(Problem(path="", problem="is none"),)
)


def _after_late_mail(story: Story) -> Story:
    """The latest mail to the two could be handed over only now."""
    return story.fared(story.state.desk.told[-1].notice, DeliveryOutcome.DELIVERED)


def _while_mail_waits(story: Story) -> Story:
    """The latest mail to the two still waits for the mail server."""
    return story.fared(story.state.desk.told[-1].notice, None)


def _met(story: Story) -> Story:
    """The mentee is asked whether the two have met, and says that they met yesterday."""
    answer = {"check_in": CheckIn.DID_YOU_MEET, "answer": CheckInAnswer.MET}
    return story.when(AnswerCheckIn, MENTEE, **answer, met_at=story.now - timedelta(days=1))


SOON = WorkingCalendar(time_zone="UTC", known_until=date(2027, 12, 31))
LATER = RecordCalendar(
    calendar=SOON.model_copy(update={"known_until": date(2032, 12, 31)}), shutdowns=0
)


_HOLIDAYS_OF_THE_OFFICE = (lambda story: story.days(3), lambda story: story.do(LATER))


def _taken_on_and_put_off(story: Story) -> Story:
    """The office deals with an item, a week later."""
    item, week = story.state.desk.items[0].id, (story.now + timedelta(days=7)).date()
    story = story.when(AcknowledgeItem, OPERATOR, item_id=item)
    story = story.when(SnoozeItem, OPERATOR, item_id=item, until=week)
    return story.when(ChangeOwners, OPERATOR, owners={"lead": "p-new"})


def _takes_on(story: CohortStory) -> object:
    """The office deals with an item of a cohort."""
    item = story.state.desk.items[0].id
    return story.do(AcknowledgeItemOfCohort(message_id="i-1", **OFFICE, item_id=item))


def _puts_off(story: CohortStory) -> object:
    """The item has to wait for a week."""
    item, week = story.state.desk.items[0].id, (story.now + timedelta(days=7)).date()
    return story.do(SnoozeItemOfCohort(message_id="i-2", **OFFICE, item_id=item, until=week))


def _changes_hands(story: CohortStory) -> object:
    """Other people look after the cohort."""
    owners = Owners(lead="p-new")
    return story.do(ChangeOwnersOfCohort(message_id="i-3", **OFFICE, owners=owners))


OFFICE = {"acting": Role.OPERATOR, "cohort_id": "c"}
_OF_ITEMS = (_takes_on, _puts_off, _changes_hands)


def _stays_after_all(story: Story) -> Story:
    """The mentee is to leave the company, and then is not."""
    story = story.when(PersonLeft, person_id="p-senior", last_day=date(2027, 5, 31))
    return story.when(PersonStays, person_id="p-senior")


def _more_patient(story: Story) -> Story:
    """The programme gives everybody more time."""
    patient = Deadlines(invitation_days=21, silence_days=60, pause_max_weeks=30)
    policy = policy_of(story.state.setup).model_copy(update={"deadlines": patient})
    return story.when(AdoptPolicy, OPERATOR, policy=policy)


def _more_extensions(story: CohortStory) -> object:
    """Pairings that begin later may be extended more often."""
    policy = policy_of(story.state.request).model_copy(update={"max_extensions": 5})
    who = {"message_id": "policy-1", "acting": OPERATOR, "cohort_id": "c"}
    return story.do(AdoptPolicyOfCohort.model_validate({**who, "policy": policy}))


def _on_leave(story: Story) -> Story:
    """The mentee goes on leave and comes back; then the mentor does, and the mentee ends it."""
    first, last = day(2).date(), day(8).date()
    story = story.when(PersonAway, person_id="p-senior", away_from=first, away_until=last)
    story = _goes(story.until(day(12))).when(PersonBack, person_id="p-junior")
    story = _goes(story).when(ResumePairing, MENTOR)
    return _goes(story).when(End, MENTEE, reason=EndReason.TIME)


def _pauses_within_the_cohorts(story: Story) -> Story:
    """The two pause by themselves, then with their cohort, and then by themselves again."""
    story = story.when(PausePairing, MENTEE, return_on=day(9).date())
    story = story.when(PausePairing, OPERATOR, quiet=True).until(day(10))
    story = story.when(PausePairing, MENTOR, return_on=day(30).date())
    return story.when(ResumePairing, OPERATOR, quiet=True).until(day(31))


def _shut_down(story: CohortStory) -> object:
    """A shutdown is announced while proposals wait, and the days off are looked up."""
    first = story.now.date() + timedelta(days=2)
    story.shut_down(first, first + timedelta(days=10))
    days = tuple(first + timedelta(days=number) for number in range(11))
    calendar = story.state.calendar.model_copy(update={"days_off": days})
    return story.do(RecordCalendar(calendar=calendar, shutdowns=1))


def _goes(story: Story) -> Story:
    """The mentor is away from today on."""
    return story.when(PersonAway, person_id="p-junior", away_from=story.now.date())


_NEWS: tuple[type[CohortFact], ...] = (
    CohortPersonLeft,
    CohortPersonStays,
    CohortConsentWithdrawn,
    CohortPersonBack,
    CohortPersonChanged,
)


def _reported(kind: type[CohortFact], **fields: object) -> Deed:
    """All pairings of a person are told something."""
    who = {"message_id": kind.name, "acting": Role.OPERATOR, "cohort_id": "c", "person_id": "anna"}
    fact = kind.model_validate({**who, **fields})

    def deed(story: CohortStory) -> object:
        story.do(fact)
        return story.do(RecordNewsPassedOn(news_id=story.state.news[-1].id))

    return deed


def _earned_in_vain(story: Story) -> Story:
    """The pairing is closed without a review, which comes late; one session was not held at all."""
    story = held_in_a_row(story, 1, 2, 3).when(End, MENTEE, reason=EndReason.PROGRAMME_ENDED)
    story = story.when(SubmitReview, MENTOR, **REVIEW).on(DeadlineKind.GIVE_UP)
    story = story.when(SubmitReview, MENTEE, **REVIEW)
    return story.when(WithdrawSessionReport, OPERATOR, session_id="s-1")


def _not_approved(story: Story) -> Story:
    """One line manager agrees, and the other does not."""
    story = story.when(AnswerApproval, side=Side.MENTEE, manager_id="p-board", approved=True)
    return story.when(AnswerApproval, side=Side.MENTOR, manager_id="p-boss", approved=False)


def _another_manager(story: Story) -> Story:
    """The roster names another line manager of the mentor by now, and none of the mentee."""
    changed = story.when(PersonChanged, person_id="p-junior")
    managers = Both[str](mentor="p-new")
    return changed.does(RecordRuleCheck(side=Side.MENTOR, broken=(), managers=managers))


FURTHER: tuple[Callable[[], AnyStory], ...] = (
    lambda: given(Stage.INVITED).does(REJECTED),
    lambda: after(CohortStory(), lambda story: story.do(REJECTED)),
    lambda: _met(given(Stage.SESSIONS).at(day(9))),
    lambda: _met(booked(given(Stage.SESSIONS)).at(day(9))),
    lambda: _met(booked(held(given(Stage.SESSIONS).at(day(8))), 2, on=8.125).at(day(9))),
    lambda: given(Stage.SESSIONS).when(Extend, MENTOR, weeks=4).when(Extend, MENTEE, weeks=8),
    lambda: given(Stage.SESSIONS).when(End, OPERATOR, reason=EndReason.PROGRAMME_ENDED),
    lambda: given(Stage.REVIEW).when(End, MENTEE, reason=EndReason.OBJECTIVES_REACHED),
    lambda: given(Stage.REVIEW).when(Extend, OPERATOR, weeks=4),
    lambda: given(Stage.SESSIONS).when(PausePairing, MENTOR).when(Extend, OPERATOR, weeks=4),
    lambda: given(Stage.INVITED).after_outage(days=20).on(DeadlineKind.GIVE_UP),
    lambda: given(Stage.PLANNING).after_outage(days=60).on(DeadlineKind.GIVE_UP),
    lambda: given(Stage.REVIEW).after_outage(days=23).after_outage(days=9),
    lambda: booked(given(Stage.SESSIONS)).after_outage(days=20).on(DeadlineKind.UNCONFIRMED),
    lambda: given(Stage.SESSIONS).when(PausePairing, MENTOR).after_outage(days=190),
    lambda: _after_late_mail(given(Stage.INVITED).until(day(13))),
    lambda: _while_mail_waits(given(Stage.INVITED).until(day(13))),
    lambda: after(proposed_to_the_lead(), lambda story: story.after_outage(200)),
    lambda: after(running("anna+bert"), CohortStory.pause, lambda story: story.after_outage(200)),
    lambda: given(Stage.INVITED, calendar=SOON).on(DeadlineKind.REMINDER).does(LATER),
    lambda: after(running("anna+bert", calendar=SOON), *_HOLIDAYS_OF_THE_OFFICE),
    lambda: _taken_on_and_put_off(given(Stage.SESSIONS).on(DeadlineKind.FIRST_BOOKING_ITEM)),
    lambda: after(proposed_to_the_lead(), on(CohortDeadlineKind.CONFIRMATION_ITEM), *_OF_ITEMS),
    lambda: _stays_after_all(given(Stage.SESSIONS)),
    lambda: given(Stage.SESSIONS).when(ConsentWithdrawn, person_id="p-senior"),
    lambda: given(Stage.CLOSED).when(ConsentWithdrawn, person_id="p-senior"),
    lambda: after(running("anna+bert"), *map(_reported, _NEWS)),
    lambda: after(running("anna+bert"), _reported(CohortPersonAway, away_from=date(2027, 3, 1))),
    lambda: after(running("anna+bert"), _more_extensions),
    lambda: _on_leave(given(Stage.SESSIONS)),
    lambda: _not_approved(given(Stage.APPROVAL)),
    lambda: _another_manager(given(Stage.APPROVAL)),
    lambda: _earned_in_vain(given(Stage.SESSIONS)),
    lambda: _pauses_within_the_cohorts(given(Stage.SESSIONS)),
    lambda: shut_down(booked(given(Stage.SESSIONS)), day(5).date(), day(19).date()),
    lambda: shut_down(given(Stage.INVITED), day(5).date(), day(19).date()),
    lambda: after(proposed_to_the_lead(), _shut_down),
    lambda: _more_patient(given(Stage.INVITED)),
    lambda: _more_patient(given(Stage.SESSIONS).when(PausePairing, MENTOR)),
)
"""Where rules part and no witness goes; `tests/replay/decided` keeps what was decided there."""


@cache
def every_story() -> tuple[AnyStory, ...]:
    """The stories of all witnesses, each to its end."""
    return tuple(_each_story())


def _each_story() -> Iterator[AnyStory]:
    yield from (story() for story in FURTHER)
    yield from (witness.story() for witness in chain(*tables.NOTICES.values()))
    yield from (witness.to_the_end() for witness in chain(*tables.ITEMS_OF_PAIRINGS.values()))
    yield from (witness.to_the_end() for witness in chain(*tables.ITEMS_OF_COHORTS.values()))
    for kind, armed in tables.DEADLINES_OF_PAIRINGS.items():
        yield from (witness.story().on(kind) for witness in armed)
    for kind_of_cohort, armed_by_cohort in tables.DEADLINES_OF_COHORTS.items():
        yield from (after(witness.story(), on(kind_of_cohort)) for witness in armed_by_cohort)
