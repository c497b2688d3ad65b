"""What people, systems and outages do to a programme. A number decides the details."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Any, Final, TypeAlias, TypeVar

from domain.cohort import commands as cohort_says
from domain.cohort.state import CohortState
from domain.engine.base import Instant
from domain.engine.roles import Role
from domain.pairing import commands as pairing_says
from domain.pairing.facts import PersonLeft, PersonStays
from domain.pairing.sides import side_of
from domain.pairing.state import PairingState
from domain.programme.ids import PersonId
from domain.programme.request import HardRule
from tests.proof.acts import acts
from tests.unit.programmes.world import World

T = TypeVar("T")
Deed: TypeAlias = Callable[[World, int], None]

GOOD: Final = (
    pairing_says.Accept,
    pairing_says.SubmitAssessment,
    pairing_says.SubmitExpectations,
    pairing_says.AcceptAgreement,
    pairing_says.AcceptPlan,
    pairing_says.ReportSession,
    pairing_says.SubmitReflection,
    pairing_says.SubmitReview,
)
"""What the two say when all goes well. They meet without an appointment."""


RULES: Final = tuple(rule for rule in HardRule if rule is not HardRule.CAPACITY)
"""Those that may be relaxed without anybody getting more partners than places."""


def do(world: World, deed: str, number: int) -> None:
    """One deed, and what the engine does about it at once; what cannot be is refused."""
    DEEDS[deed](world, number)
    world.until(world.now)


def _one(things: Sequence[T], number: int) -> T | None:
    return things[number % len(things)] if things else None


# -- of the two --------------------------------------------------------------------------------


def _go_well(world: World, number: int) -> None:
    """Every pairing takes a step on the straight way."""
    for pairing_id, pairing in list(world.pairings.items()):
        for command in _good(pairing, world.now):
            world.to_pairing(pairing_id, command)
            # What was said before is taken, too, and changes nothing.
            if world.pairings[pairing_id].version > pairing.version:
                break


def _good(pairing: PairingState, now: Instant) -> Iterable[pairing_says.Command]:
    """The first of what each may say of a kind; what belongs to a later step comes first."""
    first: dict[tuple[type, Role], pairing_says.Command] = {}
    for command in acts(pairing, now):
        if isinstance(command, GOOD) and not _changes_ones_mind(command, pairing):
            first.setdefault((type(command), command.acting), command)
    return sorted(first.values(), key=lambda command: -GOOD.index(type(command)))


def _changes_ones_mind(command: pairing_says.Command, pairing: PairingState) -> bool:
    """Expectations said once more ask for a new agreement."""
    if not isinstance(command, pairing_says.SubmitExpectations):
        return False
    return side_of(command.acting) not in pairing.preparation.expectations.missing


def _say_anything(world: World, number: int) -> None:
    """Something that may be said to a pairing, or what the engine may order."""
    if pairing := _one([one for one in world.pairings.values() if not one.archived], number):
        # Who leaves tells the cohort: see below.
        commands = [
            one for one in acts(pairing, world.now) if not isinstance(one, PersonLeft | PersonStays)
        ]
        if command := _one(commands, number // 7):
            world.to_pairing(pairing.setup.pairing_id, command)


# -- of the office -----------------------------------------------------------------------------


def _office(model: type[cohort_says.CohortMessage], **fields: Any) -> Deed:
    """A message to every cohort; a field may depend on the cohort and the number."""

    def say(world: World, number: int) -> None:
        for cohort_id, cohort in list(world.cohorts.items()):
            said = {name: given(world, cohort, number) for name, given in fields.items()}
            head = {"message_id": f"o-{cohort.version}", "cohort_id": cohort_id}
            message = model.model_validate({**head, "acting": Role.OPERATOR, **said})
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


def _somebody_asked(world: World, cohort: CohortState, number: int) -> PersonId:
    offers = [offer.person for offer in cohort.people.offers]
    return _one(offers, number) or _somebody(world, cohort, number)


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
    if (person := _one(leaving, number)) and not world.has_left(person):
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


# -- of time -----------------------------------------------------------------------------------


def _live_on(world: World, number: int) -> None:
    world.days(number % 25)


def _break_down(world: World, number: int) -> None:
    """Nothing works for a while; then everything is late at once."""
    world.now += timedelta(hours=number % 1000)
    world.elapse()


DEEDS: Final[dict[str, Deed]] = {
    "go well": _go_well,
    "say anything": _say_anything,
    "live on": _live_on,
    "break down": _break_down,
    "confirm": _office(cohort_says.ConfirmMatches, accept=lambda *_: "all", reject=_rejected),
    "relax": _office(
        cohort_says.RelaxRule,
        rule=lambda world, cohort, number: RULES[number % len(RULES)],
        reason=lambda *_: "the works council agrees",
    ),
    "add": _office(cohort_says.AddPerson, person_id=_somebody),
    "answer": _office(
        cohort_says.AnswerOffer,
        person_id=_somebody_asked,
        wanted=lambda world, cohort, number: number % 3 > 0,
    ),
    "pause": _office(
        cohort_says.PauseCohort,
        return_on=lambda world, cohort, number: (
            world.now.date() + timedelta(days=number % 90 + 1) if number % 2 else None
        ),
    ),
    "resume": _office(cohort_says.ResumeCohort),
    "end": _seldom(_office(cohort_says.EndCohort)),
    "leave": _seldom(_leave),
    "stay": _stay,
    "move": _move_somebody,
}
OFTEN: Final = ("go well",) * 6 + ("live on",) * 4 + ("say anything",) * 4 + ("confirm", "answer")
"""Without these not much happens."""
