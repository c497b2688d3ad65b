"""The settings of a programme that may change while its pairings run (case 59).

What the two agreed on stays: the term, the plan, the topics, who owns what, and the words about
confidentiality that they accepted: other words hold for agreements that are drafted later.
"""

from collections.abc import Mapping
from textwrap import shorten
from typing import NamedTuple, Protocol, TypeAlias

from domain.engine.base import Frozen
from domain.programme.confidentiality import OUR_TEXTS, ConfidentialityTexts
from domain.programme.request import Deadlines, MaxExtensions
from domain.programme.session_rules import SessionRules

Setting: TypeAlias = int | float | str | tuple[int, ...] | tuple[str, ...] | None


_SHOWN = 40
"""Characters of a text that a line shows."""


class RunningPolicy(Frozen):
    """How patient a programme is. Everything in it is asked for with the cohort."""

    deadlines: Deadlines
    session_rules: SessionRules
    max_extensions: MaxExtensions
    confidentiality: ConfidentialityTexts = dict(OUR_TEXTS)


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

    @property
    def confidentiality(self) -> ConfidentialityTexts:
        """What two promise each other in their agreement."""
        ...


class Difference(NamedTuple):
    """A setting that has another value."""

    name: str
    """As in the cohort file: ``deadlines.invitation_days``."""
    before: Setting
    now: Setting

    def __str__(self) -> str:
        return f"{self.name} {shown(self.before)} → {shown(self.now)}"


def policy_of(asked: HasPolicy) -> RunningPolicy:
    """The policy by which a cohort, or a pairing, goes."""
    return RunningPolicy(
        deadlines=asked.deadlines,
        session_rules=asked.session_rules,
        max_extensions=asked.max_extensions,
        confidentiality=asked.confidentiality,
    )


def differences(before: RunningPolicy, now: RunningPolicy) -> list[Difference]:
    """The settings in which two policies differ, as the cohort file has them."""
    old, new = _settings(before), _settings(now)
    names = dict.fromkeys((*old, *new))
    return [
        Difference(name, old.get(name), new.get(name))
        for name in names
        if old.get(name) != new.get(name)
    ]


def shown(setting: Setting) -> str:
    """A setting as a line can hold it: of a text, the beginning."""
    match setting:
        case None:
            return "–"
        case str():
            return f"“{shorten(setting, _SHOWN, placeholder=' …')}”"
        case tuple():
            return ", ".join(map(str, setting))
        case _:
            return str(setting)


def _settings(policy: RunningPolicy) -> Mapping[str, Setting]:
    return {
        **{f"deadlines.{name}": value for name, value in policy.deadlines},
        **{f"session_rules.{name}": value for name, value in policy.session_rules},
        "max_extensions": policy.max_extensions,
        **{f"confidentiality.{locale}": text for locale, text in policy.confidentiality.items()},
    }
