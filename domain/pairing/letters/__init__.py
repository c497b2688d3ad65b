"""The letters of a pairing: what each of them tells.

What changes quickly (an appointment, an item, a proposal) stands in the notice as it was when the
notice was issued; everything else is taken from the state when the letter is written.
"""

from domain.engine.base import Instant
from domain.engine.tables import complete
from domain.pairing.letters import course, owners, preparation, sessions
from domain.pairing.letters.until import reminded_at, until
from domain.pairing.state import PairingState
from domain.programme.ids import pairing_workflow_id
from domain.telling.catalogue import PAIRING_BODIES
from domain.telling.letters import Letter, ahead, body_of
from domain.telling.notices import Notice
from domain.telling.owners import who_reads_answers

BODIES = complete(
    PAIRING_BODIES,
    preparation.BODIES,
    sessions.BODIES,
    course.BODIES,
    owners.BODIES,
    verb="writes",
)


def letter(state: PairingState, notice: Notice, issued_at: Instant) -> Letter:
    """The letter of a notice that the pairing has issued.

    Raises `LetterIncomplete` when the state does not have what the notice tells of.
    """
    setup = state.setup
    return Letter(
        stream=pairing_workflow_id(setup.pairing_id),
        roster=setup.roster,
        notice=notice,
        issued_at=issued_at,
        programme=setup.title,
        lead=who_reads_answers(notice, state),
        hours=setup.mail_hours,
        shutdowns=ahead(setup.shutdowns, issued_at.date()),
        until=until(state, notice, issued_at),
        reminded_at=reminded_at(state, notice, issued_at),
        body=BODIES[body_of(notice)](state, notice, issued_at),
    )
