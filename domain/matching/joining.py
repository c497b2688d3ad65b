"""Who can be considered at all: somebody whom the roster knows, with a role to play."""

from domain.engine.errors import Problem
from domain.programme.people import Person, Side
from domain.programme.request import HardRule, MatchingPolicy


def objections_to(person: Person | None, policy: MatchingPolicy, path: str) -> list[Problem]:
    """Why nobody could ever be found for the person; whatever else is in the way may change."""
    if person is None:
        remedy = "a person of the latest roster file; import it first, with this person in it"
        return [Problem(path=path, problem="is not in the roster", allowed=remedy)]
    if not person.roles and all(waiver.rule is not HardRule.ROLES for waiver in policy.relaxed):
        remedy = f"a person with the role {' or '.join(Side)}; or relax the rule {HardRule.ROLES}"
        return [Problem(path=path, problem="has no role in the roster", allowed=remedy)]
    return []
