"""Half a year of one pairing as the messages that two people and an integration send."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any, Protocol

from domain.pairing.state import PairingState
from domain.programme.session_rules import SessionRules
from tests.workflow.stage_setting import BOTH, EXPECTATIONS

MESSAGES = 37
"""Ten until the plan is accepted, four for each of six sessions, one move, two reviews."""
SESSIONS = range(1, 7)
SIGNALS = ("session_completed",)
AT_ONCE = SessionRules(same_meeting_hours=0)
"""The rules for sessions between which no time passes: else two of them are taken for one."""
KNOWLEDGE = {"mentor": {"ai-tools": 4, "data": 3}, "mentee": {"ai-tools": 1, "data": 1}}
ASSESSMENT: dict[str, Any] = {
    "confidence": {"ai-tools": 3, "data": 3},
    "experience": ["leadership"],
}
REVIEW: dict[str, Any] = {
    "confidence": {"ai-tools": 5},
    "objectives": "reached",
    "again": True,
    "partnership": False,
}

Said = tuple[str, str, dict[str, Any]]
"""The name of a message, who sends it, and what it says."""


class Living(Protocol):
    """A running pairing, as far as its messages depend on it."""

    async def state(self) -> PairingState:
        """What it says of itself."""
        ...

    async def now(self) -> datetime:
        """The time as the pairing sees it."""
        ...

    async def forward(self, by: timedelta) -> None:
        """Let time pass."""
        ...


async def half_a_year(pairing: Living, days_apart: int | None = None) -> AsyncIterator[Said]:
    """Each message is to be recorded before the next one is asked for.

    Sessions are this number of days apart; by default no time passes at all,
    which needs the rules `AT_ONCE`.
    """
    for side in BOTH:
        yield "accept", side, {}
    for side in BOTH:
        yield "submit_assessment", side, ASSESSMENT | {"knowledge": KNOWLEDGE[side]}
    for side in BOTH:
        yield "submit_expectations", side, EXPECTATIONS
    agreement = (await pairing.state()).preparation.agreement
    assert agreement is not None
    for side in BOTH:
        yield "accept_agreement", side, {"version": agreement.version}
    for side in BOTH:
        yield "accept_plan", side, {"version": 1}
    for number in SESSIONS:
        async for said in _a_session(pairing, number, days_apart):
            yield said
    for side in BOTH:
        yield "submit_review", side, REVIEW


async def _a_session(pairing: Living, number: int, days_apart: int | None) -> AsyncIterator[Said]:
    if days_apart and number > SESSIONS[0]:
        await pairing.forward(timedelta(days=days_apart - 2))
    session = {"session_id": f"s-{number}"}
    booked_for = await pairing.now() + timedelta(days=2, minutes=number)
    if number == SESSIONS[0]:
        moved = booked_for + timedelta(hours=1)
        yield "book_session", "mentor", session | {"starts_at": moved.isoformat()}
    yield "book_session", "mentee", session | {"starts_at": booked_for.isoformat()}
    if days_apart:
        await pairing.forward(timedelta(days=2, hours=2))
    held_at = booked_for if days_apart else await pairing.now()
    yield "session_completed", "integration", session | {"held_at": held_at.isoformat()}
    for side in BOTH:
        yield "submit_reflection", side, session | {"topic": "ai-tools", "rating": 4}
