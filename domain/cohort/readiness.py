"""Whether the prerequisites of culture are in place: asked before a cohort starts."""

from domain.cohort.briefings import Briefings
from domain.engine.errors import Problem
from domain.engine.tables import sparse
from domain.programme.people import Side
from domain.programme.readiness import Prerequisite
from domain.programme.request import CohortRequest, OwnerRole, ReadinessWaiver

_OWNERS = sparse(
    Prerequisite,
    {
        Prerequisite.SPONSOR: OwnerRole.SPONSOR,
        Prerequisite.LEAD: OwnerRole.LEAD,
        Prerequisite.DEPUTY: OwnerRole.DEPUTY,
    },
    otherwise=None,
)


def _unmet(request: CohortRequest) -> tuple[Prerequisite, ...]:
    """The prerequisites that are not met, waived or not."""
    return tuple(
        prerequisite for prerequisite in Prerequisite if not _is_met(prerequisite, request)
    )


def _is_met(prerequisite: Prerequisite, request: CohortRequest) -> bool:
    owner = _OWNERS[prerequisite]
    if owner is not None:
        return request.owners.of(owner) is not None
    return getattr(request.readiness, prerequisite.value) is True


def waived(request: CohortRequest) -> tuple[ReadinessWaiver, ...]:
    """The waivers that are needed; one for something that is met is harmless and left out."""
    gaps = _unmet(request)
    return tuple(waiver for waiver in request.readiness_waivers if waiver.prerequisite in gaps)


def gaps(request: CohortRequest) -> list[Problem]:
    """Every prerequisite that is neither met nor waived, with what to do about it."""
    excused = {waiver.prerequisite for waiver in request.readiness_waivers}
    return [
        _problem(prerequisite) for prerequisite in _unmet(request) if prerequisite not in excused
    ]


def warnings(request: CohortRequest, briefings: Briefings) -> tuple[str, ...]:
    """What is promised and not backed by anything: nobody is kept from beginning for it."""
    if not request.preparation.gate:
        return ()
    without = [side for side in Side if not briefings.dates_for(side)]
    return tuple(
        f"No dates for {side}s: nobody is invited, and no first session waits for a briefing"
        for side in without
    )


def _problem(prerequisite: Prerequisite) -> Problem:
    owner = _OWNERS[prerequisite]
    waiver = f"or waive {prerequisite} under readiness_waivers, with a reason"
    if owner is not None:
        return Problem(
            path=f"owners.{owner}",
            problem="nobody is named",
            allowed=f"the id of a person, {waiver}",
        )
    return Problem(
        path=f"readiness.{prerequisite}", problem="is not given", allowed=f"true, {waiver}"
    )
