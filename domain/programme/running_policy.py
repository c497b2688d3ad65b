"""The numbers of a programme that may change while its pairings run (case 59).

What the two agreed on stays: the term, the plan, the topics, who owns what.
"""

from collections.abc import Mapping
from typing import NamedTuple, Protocol, TypeAlias

from domain.engine.base import Frozen
from domain.programme.request import Deadlines, MaxExtensions
from domain.programme.session_rules import SessionRules

Setting: TypeAlias = int | float | tuple[int, ...]


class RunningPolicy(Frozen):
    """How patient a programme is. Everything in it is asked for with the cohort."""

    deadlines: Deadlines
    session_rules: SessionRules
    max_extensions: MaxExtensions


class HasPolicy(Protocol):
    """A request, or the setup of a pairing."""

    @property
    def deadlines(self) -> Deadlines:
        """Periods."""
        ...

    @property
    def session_rules(self) -> SessionRules:
        """What counts around sessions."""
        ...

    @property
    def max_extensions(self) -> int:
        """How often a term may be extended."""
        ...


class Difference(NamedTuple):
    """A setting that has another value."""

    name: str
    """As in the cohort file: ``deadlines.invitation_days``."""
    before: Setting
    now: Setting


def policy_of(asked: HasPolicy) -> RunningPolicy:
    """The policy by which a cohort, or a pairing, goes."""
    return RunningPolicy(
        deadlines=asked.deadlines,
        session_rules=asked.session_rules,
        max_extensions=asked.max_extensions,
    )


def differences(before: RunningPolicy, now: RunningPolicy) -> list[Difference]:
    """The settings in which two policies differ, as the cohort file has them."""
    old, new = _settings(before), _settings(now)
    return [Difference(name, old[name], new[name]) for name in old if old[name] != new[name]]


def _settings(policy: RunningPolicy) -> Mapping[str, Setting]:
    return {
        **{f"deadlines.{name}": value for name, value in policy.deadlines},
        **{f"session_rules.{name}": value for name, value in policy.session_rules},
        "max_extensions": policy.max_extensions,
    }
