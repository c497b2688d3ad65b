"""One message id is one message: from one role, for one purpose."""

import pytest

from domain.engine.errors import NotAllowed
from domain.engine.roles import Role
from domain.pairing.commands import Accept, OpenPairing
from domain.pairing.decider import PAIRING_DECIDER
from domain.programme.revision import REVISION
from tests.unit.pairing.story import START, a_setup


def test_the_same_message_id_from_the_other_side_is_no_repetition() -> None:
    """The same message id from the other side is another message, not a repetition."""
    setup = a_setup()
    state = PAIRING_DECIDER.handle(None, OpenPairing(setup=setup), START, REVISION).state
    who = {"message_id": "accept-1", "pairing_id": setup.pairing_id}
    state = PAIRING_DECIDER.handle(state, Accept(acting=Role.MENTOR, **who), START, REVISION).state
    again = PAIRING_DECIDER.handle(state, Accept(acting=Role.MENTOR, **who), START, REVISION)
    assert again.receipt is not None
    assert again.records == ()
    with pytest.raises(NotAllowed, match="was used before, for accept by mentor at"):
        PAIRING_DECIDER.handle(state, Accept(acting=Role.MENTEE, **who), START, REVISION)
