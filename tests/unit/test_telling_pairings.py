"""What a cohort tells its pairings reaches all of them that can be reached."""

from dataclasses import replace
from typing import cast

import pytest
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.pairings import ATTEMPTS, PairingActivities, Reach, TellPairings
from activities.ports import PairingUnreachable, Progress
from activities.setups import SetupLookup
from domain.engine.roles import Role
from domain.pairing.commands import ResumePairing
from domain.pairing.facts import PeopleBriefed, PersonLeft
from domain.pairing.messages import PairingMessage
from domain.pairing.setup import PairingSetup
from domain.programme.people import Side

SICK = "c-3"
ORDER = TellPairings(
    resumes=tuple(
        ResumePairing(message_id="o", acting=Role.OPERATOR, pairing_id=f"c-{number}", quiet=True)
        for number in range(1, 31)
    )
)


def test_every_kind_of_word_to_a_pairing_keeps_its_kind_on_the_way() -> None:
    """A request or news of any kind survives its way through JSON to the activity, and is sent."""
    who = {"message_id": "o", "acting": Role.ENGINE, "pairing_id": "c-1"}
    words = (
        ResumePairing(**who),
        PersonLeft(**who, person_id="p-1"),
        PeopleBriefed(**who, sides=(Side.MENTOR,)),
    )
    sent = TellPairings.model_validate_json(TellPairings.of(words).model_dump_json())
    assert sent.requests == words


class OneIsSick:
    """Thirty pairings, of which the third does not answer and the last is over."""

    def __init__(self) -> None:
        self.told: set[str] = set()

    async def start(self, setup: PairingSetup) -> None:
        """Not needed here."""
        raise NotImplementedError

    async def tell(self, request: PairingMessage) -> bool:
        """As the real one does."""
        if request.pairing_id == SICK:
            raise PairingUnreachable("does not answer")
        self.told.add(request.pairing_id)
        return request.pairing_id != "c-30"


async def _attempt(number: int, pairings: OneIsSick) -> Reach:
    environment = ActivityEnvironment()
    environment.info = replace(environment.info, attempt=number)
    nobody = cast("Progress", None), cast("SetupLookup", None)
    return await environment.run(PairingActivities(pairings, *nobody).tell, ORDER)


async def test_one_that_does_not_answer_stops_nobody_else() -> None:
    """If a pairing does not answer, all others are told in the first attempt, and it is tried
    again."""
    pairings = OneIsSick()
    with pytest.raises(ApplicationError, match="1 pairings are out of reach"):
        await _attempt(1, pairings)
    assert len(pairings.told) == 29


async def test_in_the_end_who_is_out_of_reach_is_named() -> None:
    """Pairings out of reach after all attempts are named, and the cohort goes on."""
    assert await _attempt(ATTEMPTS, OneIsSick()) == Reach(count=28, unreached=(SICK,))
