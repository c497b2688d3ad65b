"""How many examples a property is tried with: as many as the hypothesis profile affords."""

from typing import Final

import hypothesis

DEEP: Final = "deep"
LIGHT: Final = "light"
LONG: Final = "long"

_USUAL: Final = 100
"""Examples of a property without a number of its own, under the profile `deep`."""
_LIGHT: Final = 10
_LONG: Final = 2_000
_WITHOUT_SHRINKING: Final = [
    phase for phase in hypothesis.Phase if phase is not hypothesis.Phase.shrink
]


def register_profiles() -> None:
    """`deep` is the default; ``--hypothesis-profile=light`` is for a quick look.

    `long` is for `make lives`. None has a deadline: no test fails because the machine is busy.
    `light` shows a failure as it was found: looking for a smaller one takes minutes.
    """
    hypothesis.settings.register_profile(DEEP, deadline=None, max_examples=_USUAL)
    hypothesis.settings.register_profile(
        LIGHT, deadline=None, max_examples=_LIGHT, phases=_WITHOUT_SHRINKING
    )
    hypothesis.settings.register_profile(LONG, deadline=None, max_examples=_LONG)
    hypothesis.settings.load_profile(DEEP)


def examples(deep: int) -> hypothesis.settings:
    """Settings of a property that is tried ``deep`` times under the profile `deep`.

    Other profiles try it less often, or more, in proportion.
    """
    share = hypothesis.settings().max_examples / _USUAL
    return hypothesis.settings(max_examples=max(1, round(deep * share)))
