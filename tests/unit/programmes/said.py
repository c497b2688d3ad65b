"""What may be said to a cohort, and by that to its pairings. A number decides the details."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final, TypeAlias, TypeVar

from domain.cohort import commands as cohort_says
from domain.cohort.gate import GATES
from domain.cohort.situation import pairings_not_running
from domain.cohort.state import CohortState
from domain.engine.roles import Role
from domain.engine.tables import complete
from domain.programme.ids import PersonId
from domain.programme.people import Side
from domain.programme.request import HardRule
from domain.telling.orders import TOLD_BY_THE_POST
from tests.unit.programmes.world import World

T = TypeVar("T")
Deed: TypeAlias = Callable[[World, int], None]
NOTHING: Final = object()
RULES: Final = tuple(rule for rule in HardRule if rule is not HardRule.CAPACITY)
"""Those that may be relaxed without anybody getting more partners than places."""


def one_of(things: Sequence[T], number: int) -> T | None:
    """One of them, if there is any."""
    return things[number % len(things)] if things else None


def _office(model: type[cohort_says.CohortMessage], **fields: Any) -> Deed:
    """A message to every cohort; a field may depend on the cohort and the number.

    Where a field has `NOTHING` to be about, there is no message.
    """

    def say(world: World, number: int) -> None:
        for cohort_id, cohort in list(world.cohorts.items()):
            said = {name: given(world, cohort, number) for name, given in fields.items()}
            if any(value is NOTHING for value in said.values()):
                continue
            head = {"message_id": f"o-{cohort.version}", "cohort_id": cohort_id}
            acting = GATES[model].roles[0]
            message = model.model_validate({**head, "acting": acting, **said})
            world.to_cohort(cohort_id, message)

    return say


def _seldom(deed: Deed) -> Deed:
    """After it not much happens any more."""

    def do_it(world: World, number: int) -> None:
        if number % 4 == 0:
            deed(world, number // 4)

    return do_it


def _somebody(world: World, cohort: CohortState, number: int) -> PersonId:
    return list(world.roster)[number % len(world.roster)]


def _somebody_to_join(world: World, cohort: CohortState, number: int) -> Any:
    """Of those whom the roster lets join: it is asked before."""
    return (
        one_of([person.id for person in world.roster.values() if person.roles], number) or NOTHING
    )


def _somebody_asked(world: World, cohort: CohortState, number: int) -> PersonId:
    offers = [offer.person for offer in cohort.people.offers]
    return one_of(offers, number) or _somebody(world, cohort, number)


def _leave(world: World, number: int) -> None:
    """Somebody has left, or is going to: the roster knows it, and all cohorts hear of it."""
    person, today = list(world.roster)[number % len(world.roster)], world.now.date()
    weeks = (None, 2, 9, 40)[number // 11 % 4]
    last_day = None if weeks is None else today + timedelta(weeks=weeks)
    _note(world, person, last_day or today - timedelta(days=1))
    if last_day is None:
        world.gone.add(person)
    _office(
        cohort_says.CohortPersonLeft,
        person_id=lambda *_: person,
        last_day=lambda *_: last_day,
    )(world, number)


def _note(world: World, person: PersonId, last_day: date | None) -> None:
    """Who is gone is not in the next file any more, and takes part in nothing."""
    changes: dict[str, Any] = {"leaves_on": last_day}
    if last_day is not None and last_day < world.now.date():
        changes["roles"] = ()
    world.roster[person] = world.roster[person].model_copy(update=changes)


def _stay(world: World, number: int) -> None:
    """Somebody who was to leave stays after all."""
    leaving = [person.id for person in world.roster.values() if person.leaves_on]
    if (person := one_of(leaving, number)) and not world.has_left(person):
        _note(world, person, None)
        _office(cohort_says.CohortPersonStays, person_id=lambda *_: person)(world, number)


def _rejected(world: World, cohort: CohortState, number: int) -> Any:
    proposed = [proposal.pair for proposal in cohort.matching.proposals]
    return proposed[: number % 2]


def _move_somebody(world: World, number: int) -> None:
    """Somebody changes the department, perhaps into that of a partner."""
    person = list(world.roster.values())[number % len(world.roster)]
    department = ("Sales", "Design", "Law")[number // 3 % 3]
    world.roster[person.id] = person.model_copy(update={"department": department})
    _office(cohort_says.CohortPersonChanged, person_id=_somebody)(world, number)


def _away(world: World, number: int) -> None:
    """Somebody is away, or will be, and is known to come back or not."""
    person, today = list(world.roster)[number % len(world.roster)], world.now.date()
    begin = today + timedelta(weeks=number // 5 % 4)
    until = begin + timedelta(weeks=3) if number // 3 % 2 else None
    _change(world, person, away_from=begin, away_until=until)
    _office(
        cohort_says.CohortPersonAway,
        person_id=lambda *_: person,
        away_from=lambda *_: begin,
        away_until=lambda *_: until,
    )(world, number)


def _back(world: World, number: int) -> None:
    """Somebody is at work again."""
    absent = [person.id for person in world.roster.values() if person.away_from]
    if person := one_of(absent, number):
        _change(world, person, away_from=None, away_until=None)
        _office(cohort_says.CohortPersonBack, person_id=lambda *_: person)(world, number)


def _withdraw_consent(world: World, number: int) -> None:
    """Somebody takes part in nothing any more."""
    person = list(world.roster)[number % len(world.roster)]
    _change(world, person, roles=())
    _office(cohort_says.CohortConsentWithdrawn, person_id=lambda *_: person)(world, number)


def _change(world: World, person: PersonId, **changes: Any) -> None:
    world.roster[person] = world.roster[person].model_copy(update=changes)


def _next_briefing(world: World, cohort: CohortState, number: int) -> Any:
    side = list(Side)[number % 2]
    starts_at = world.now + timedelta(days=number % 9 + 1)
    place = {"room": "Building 2"}
    return {"id": f"b-{cohort.version}", "side": side, "starts_at": starts_at, **place}


def _past_briefing(world: World, cohort: CohortState, number: int) -> Any:
    past = [date.id for date in cohort.briefings.dates if date.starts_at <= world.now]
    return one_of(past, number) or NOTHING


def _item(world: World, cohort: CohortState, number: int) -> Any:
    return one_of([item.id for item in cohort.desk.items], number) or NOTHING


def _mail(world: World, cohort: CohortState, number: int) -> Any:
    return one_of([sent.notice.id for sent in cohort.desk.told], number) or NOTHING


def _some_stand_still(world: World, number: int) -> None:
    """Temporal runs some pairings no more, or again."""
    for cohort_id, cohort in list(world.cohorts.items()):
        ids = [entry.pairing_id for entry in cohort.pairings]
        stopped = pairings_not_running(cohort)
        said = {"running_again": stopped} if stopped else {"not_running": ids[number % 3 :: 3]}
        head = {"message_id": f"o-{cohort.version}", "cohort_id": cohort_id}
        message = {**head, "acting": Role.INTEGRATION, **said}
        world.to_cohort(cohort_id, cohort_says.PairingsWatched.model_validate(message))


SAID: Final[Mapping[type[cohort_says.CohortMessage], Deed]] = complete(
    cohort_says.MESSAGES.values(),
    {
        cohort_says.ConfirmMatches: _office(
            cohort_says.ConfirmMatches, accept=lambda *_: "all", reject=_rejected
        ),
        cohort_says.RelaxRule: _office(
            cohort_says.RelaxRule,
            rule=lambda world, cohort, number: RULES[number % len(RULES)],
            reason=lambda *_: "the works council agrees",
        ),
        cohort_says.AddPerson: _office(cohort_says.AddPerson, person_id=_somebody_to_join),
        cohort_says.AnswerOffer: _office(
            cohort_says.AnswerOffer,
            person_id=_somebody_asked,
            wanted=lambda world, cohort, number: number % 3 > 0,
        ),
        cohort_says.AddBriefing: _office(cohort_says.AddBriefing, briefing=_next_briefing),
        cohort_says.RecordBriefing: _office(
            cohort_says.RecordBriefing, briefing_id=_past_briefing, attended=lambda *_: "all"
        ),
        cohort_says.WaiveCohortBriefing: _office(
            cohort_says.WaiveCohortBriefing,
            person_id=_somebody,
            reason=lambda *_: "was there last year",
        ),
        cohort_says.PauseCohort: _office(
            cohort_says.PauseCohort,
            return_on=lambda world, cohort, number: (
                world.now.date() + timedelta(days=number % 90 + 1) if number % 2 else None
            ),
        ),
        cohort_says.ResumeCohort: _office(cohort_says.ResumeCohort),
        cohort_says.AnnounceShutdown: _seldom(
            _office(
                cohort_says.AnnounceShutdown,
                shutdown=lambda world, cohort, number: {
                    "first": world.now.date() + timedelta(days=number % 40 + 1),
                    "last": world.now.date() + timedelta(days=number % 40 + number % 15 + 1),
                },
            )
        ),
        cohort_says.AdoptPolicyOfCohort: _office(
            cohort_says.AdoptPolicyOfCohort,
            policy=lambda world, cohort, number: {
                "deadlines": {"silence_days": number % 50 + 20},
                "session_rules": {},
                "max_extensions": number % 3,
            },
        ),
        cohort_says.EndCohort: _seldom(_office(cohort_says.EndCohort)),
        cohort_says.ChangeOwnersOfCohort: _office(
            cohort_says.ChangeOwnersOfCohort,
            owners=lambda world, cohort, number: {"lead": f"p-lead-{number % 5}"},
        ),
        cohort_says.AcknowledgeItemOfCohort: _office(
            cohort_says.AcknowledgeItemOfCohort, item_id=_item
        ),
        cohort_says.SnoozeItemOfCohort: _office(
            cohort_says.SnoozeItemOfCohort,
            item_id=_item,
            until=lambda world, cohort, number: world.now.date() + timedelta(days=number % 20 + 1),
        ),
        cohort_says.CohortPersonLeft: _seldom(_leave),
        cohort_says.CohortPersonStays: _stay,
        cohort_says.CohortConsentWithdrawn: _seldom(_withdraw_consent),
        cohort_says.CohortPersonAway: _seldom(_away),
        cohort_says.CohortPersonBack: _back,
        cohort_says.CohortPersonChanged: _move_somebody,
        cohort_says.PairingsWatched: _seldom(_some_stand_still),
        cohort_says.CohortMailFared: _office(
            cohort_says.CohortMailFared,
            notice_id=_mail,
            outcome=lambda world, cohort, number: (None, *TOLD_BY_THE_POST)[number % 5],
            at=lambda world, cohort, number: world.now,
        ),
    },
    verb="does",
)
"""Every message to a cohort."""
