"""docs/mails.md says of every mail what the catalogue says."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.cohort.commands import MESSAGES as COHORT_MESSAGES
from domain.engine.tables import complete
from domain.pairing.commands import MESSAGES as PAIRING_MESSAGES
from domain.telling.body import ToPair
from domain.telling.catalogue import NOTICES
from domain.telling.haste import Haste
from domain.telling.kinds import NoticeKind
from domain.telling.specs import Because, NoticeSpec

PAGE = Path(__file__).parents[3] / "docs" / "mails.md"
HEAD = """\
| kind | why it is sent | answered with | when it goes | in a pause |
|---|---|---|---|---|
"""
GOES = complete(
    Haste,
    {
        Haste.AT_ONCE: "at once",
        Haste.IN_HOURS: "in working hours",
        Haste.NEXT_POST: "next post",
        Haste.DAILY: "first post of a day",
        Haste.UNHURRIED: "no hurry",
    },
)


def test_the_tables_are_those_of_the_catalogue() -> None:
    """docs/mails.md says of every mail what the catalogue says: why it is sent, how it is
    answered, and when it goes."""
    page = PAGE.read_text(encoding="utf-8")
    for to_pair in (True, False):
        table = HEAD + "".join(_rows(to_pair))
        assert table in page, f"docs/mails.md should hold:\n\n{table}"


@pytest.mark.parametrize("kind", NoticeKind)
def test_a_mail_is_answered_with_messages_that_exist(kind: NoticeKind) -> None:
    """Every message that docs/mails.md names as an answer exists."""
    known = PAIRING_MESSAGES.keys() | COHORT_MESSAGES.keys()
    assert set(NOTICES[kind].answered_with) <= known


def _rows(to_pair: bool) -> Iterator[str]:
    for kind, spec in NOTICES.items():
        if issubclass(spec.body, ToPair) is to_pair:
            yield _row(kind, spec)


def _row(kind: NoticeKind, spec: NoticeSpec) -> str:
    reasons = "; or: ".join(_sentence(reason) for reason in (spec.because, *spec.after.values()))
    answers = ", ".join(f"`{name}`" for name in spec.answered_with) or "–"
    paused = "yes" if spec.while_paused else "no"
    return f"| `{kind}` | {reasons} | {answers} | {GOES[spec.haste]} | {paused} |\n"


def _sentence(because: Because) -> str:
    return because.why.format(n=f"`{because.rule}`")
