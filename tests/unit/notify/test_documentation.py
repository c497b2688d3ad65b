"""docs/mails.md is complete."""

import re
from pathlib import Path

from domain.cohort.commands import MESSAGES as COHORT_MESSAGES
from domain.pairing.commands import MESSAGES as PAIRING_MESSAGES
from domain.telling.notices import NoticeKind

PAGE = Path(__file__).parents[3] / "docs" / "mails.md"
ROW = re.compile(r"^\| (?P<kinds>`.*?) \| .* \| (?P<answers>.*?) ?\|$", re.MULTILINE)


def test_every_kind_is_documented_with_answers_that_exist() -> None:
    """The page lists each kind of notice once, and only updates that can be sent."""
    rows = list(ROW.finditer(PAGE.read_text(encoding="utf-8")))
    kinds = [kind for row in rows for kind in re.findall(r"`(\w+)`", row["kinds"])]
    answers = {answer for row in rows for answer in re.findall(r"`(\w+)`", row["answers"])}
    assert sorted(kinds) == sorted(NoticeKind)
    assert answers <= PAIRING_MESSAGES.keys() | COHORT_MESSAGES.keys()
