"""Activities serve the workflow that their argument belongs to, and nobody else."""

import pytest

from activities.journal import AppendRequest
from activities.pairings import TellPairings
from activities.serving import belongs_to
from activities.setups import StartPairings
from adapters.notify.examples import examples
from domain.engine.base import Frozen
from domain.engine.roles import Role
from domain.pairing.commands import ResumePairing
from domain.telling.letters import Outgoing
from tests.unit.requests_to_activities import REQUESTS

ANYBODY = "Newest"
"""It is told a number and nothing else, so that every workflow may ask."""


@pytest.mark.parametrize("kind", REQUESTS, ids=lambda kind: kind.__name__)
def test_the_workflow_that_a_request_concerns_may_ask(kind: type[object]) -> None:
    """Each request is taken from the workflow that it concerns."""
    request, workflow_id = REQUESTS[kind]
    assert belongs_to(workflow_id, request)


@pytest.mark.parametrize(
    "stranger",
    [
        *("pairing-c-2-1", "cohort-c-2", "cohort-c-watch", "pairing-c-watch"),
        *("pairing-c-post-1", "cohort-c-post-1", "pairing-", "x", ""),
    ],
)
@pytest.mark.parametrize("kind", REQUESTS, ids=lambda kind: kind.__name__)
def test_what_names_a_stream_is_refused_to_every_other_one(
    kind: type[object], stranger: str
) -> None:
    """A request that names a stream, pairing or cohort is taken from no other workflow."""
    request, workflow_id = REQUESTS[kind]
    is_of_its_kind = stranger.startswith(workflow_id.partition("-")[0])
    if kind.__name__ in {"PairCheck", "MatchQuestion", "Joining"}:
        assert belongs_to(stranger, request) == is_of_its_kind
    elif kind.__name__ == "CalendarQuestion":
        assert belongs_to(stranger, request) == stranger.startswith(("pairing-", "cohort-"))
    elif kind.__name__ != ANYBODY:
        assert not belongs_to(stranger, request)


class Unheard(Frozen):
    """A request that nobody has thought of."""


@pytest.mark.parametrize("argument", [Unheard(), "pairing-c-1-1", None, 1])
def test_an_unknown_request_is_refused_to_everybody(argument: object) -> None:
    """A request of an unknown type is taken from no workflow, whatever it says."""
    assert not belongs_to("pairing-c-1-1", argument)


def test_a_request_that_concerns_nobody_is_taken() -> None:
    """Telling no pairing anything does no harm, and a cohort that does so is not held up."""
    assert belongs_to("cohort-c-1", TellPairings())


def test_requests_to_pairings_of_two_cohorts_are_refused() -> None:
    """A cohort cannot reach a pairing of another cohort by naming one of its own beside it."""
    both = TellPairings(
        resumes=tuple(
            ResumePairing(message_id="m-1", acting=Role.OPERATOR, pairing_id=pairing_id)
            for pairing_id in ("c-1-1", "c-2-1")
        )
    )
    assert not belongs_to("cohort-c-1", both)


@pytest.mark.parametrize("pairing_id", ["c-2-1", "c-1-1-1", "c-1", "c"])
def test_a_pairing_of_another_cohort_is_not_started(pairing_id: str) -> None:
    """A cohort cannot start a pairing that bears another cohort's id, even as one of its own."""
    request, cohort = REQUESTS[StartPairings]
    assert isinstance(request, StartPairings)
    (own,) = request.terms
    strange = own.model_copy(update={"pairing_id": pairing_id})
    assert belongs_to(cohort, request)
    assert not belongs_to(cohort, request.model_copy(update={"terms": (own, strange)}))


def test_a_letter_of_another_stream_is_refused() -> None:
    """Nobody sends a mail in the name of another pairing beside an event of their own."""
    letter = examples()[0].letter
    outgoing = Outgoing(letter=letter, due_at=letter.issued_at, give_up_at=letter.issued_at)
    append = AppendRequest(
        stream=letter.stream,
        expected_version=0,
        records=(),
        decided_at=letter.issued_at,
        letters=(outgoing,),
    )
    assert belongs_to(letter.stream, append)
    own = append.model_copy(update={"stream": "pairing-c-1-1"})
    assert not belongs_to("pairing-c-1-1", own)
