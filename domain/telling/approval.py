"""What a line manager is told."""

from typing import Literal

from domain.programme.ids import PersonId
from domain.telling.body import Body


class ApprovalBody(Body):
    """The question to a line manager. Who the partner is, is no part of it."""

    of: Literal["approval"] = "approval"
    person: PersonId
    """Whose line manager is asked."""
    weeks: int
    sessions: int
    minutes: int
