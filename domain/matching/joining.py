"""Who can be matched at all: a person in the roster who has a role."""

from domain.engine.errors import Problem
from domain.programme.people import Person, Side
from domain.programme.request import HardRule, MatchingPolicy


def objections_to(person: Person | None, policy: MatchingPolicy, path: str) -> list[Problem]:
    """The reasons why no partner could ever be found for the person; other reasons may pass."""
    if person is None:
        remedy = "a person of the latest roster file; import it first, with this person in it"
        return [Problem(path=path, problem="is not in the roster", allowed=remedy)]
    if not person.roles and all(waiver.rule is not HardRule.ROLES for waiver in policy.relaxed):
        remedy = f"a person with the role {' or '.join(Side)}; or relax the rule {HardRule.ROLES}"
        return [Problem(path=path, problem="has no role in the roster", allowed=remedy)]
    return []
