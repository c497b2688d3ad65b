"""Revisions of the rules: by which of them a run decides.

A run keeps its number until it continues as new, so that its history replays as it was recorded.
The numbers of a programme itself, deadlines and weights, are its policy and no part of this.
`docs/changing-workflows.md` shows how a rule is changed.
"""

from typing import Annotated, Final

from pydantic import Field

Revision = Annotated[int, Field(ge=1, strict=True)]

REVISION: Final = 1
"""The newest. Add one with each change of a rule that running pairings or cohorts may meet."""
