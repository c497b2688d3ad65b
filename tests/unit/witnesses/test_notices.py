"""Every kind of notice has stories that bring it about."""

from domain.telling.kinds import NoticeKind
from tests.unit.witnesses.tables import NOTICES
from tests.unit.witnesses.witness import Told, notices, witnesses_of


@witnesses_of(NOTICES)
def test_a_notice_goes_to_exactly_the_right_people(kind: NoticeKind, witness: Told) -> None:
    """On each of its occasions a notice is issued to exactly the people it is for."""
    sent = [notice.to for notice in notices(witness.story()) if notice.kind is kind]
    assert sorted(sent) == sorted(witness.to)
