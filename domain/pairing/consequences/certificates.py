"""When a person earns the certificate, and when it turns out that it was not earned."""

from collections.abc import Iterator

from domain.pairing.certificate import Basis
from domain.pairing.events.base import Events, PairingEvent
from domain.pairing.events.course import PairingClosed
from domain.pairing.events.reviews import CertificateEarned, CertificateVoided, ReviewSubmitted
from domain.pairing.events.sessions import SessionHeld, SessionMissed, SessionReportWithdrawn
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import UNDECIDED, EndReason
from domain.programme.people import Side


def certificates_after(event: PairingEvent, state: PairingState) -> Events:
    """Certificates that an event brings about, or takes the ground from."""
    match event:
        case ReviewSubmitted() | SessionHeld() | PairingClosed():
            return tuple(
                CertificateEarned(occurred_at=event.occurred_at, side=side, basis=basis)
                for side, basis in _newly_earned(state)
            )
        case SessionReportWithdrawn(still_held=True):
            return ()
        case SessionReportWithdrawn() | SessionMissed():
            return tuple(
                CertificateVoided(occurred_at=event.occurred_at, side=side)
                for side in _no_longer_earned(state)
            )
        case _:
            return ()


def _newly_earned(state: PairingState) -> Iterator[tuple[Side, Basis]]:
    """The sides that have what the programme asks for, and no certificate yet."""
    if state.ending is not None and state.ending.reason is EndReason.ANNULLED:
        return
    for side in state.setup.session_rules.certificate_sides:
        basis = _basis_of(side, state)
        has_looked_back = basis.review is not None or not _review_is_needed(side, state)
        if state.certificates.of(side) is None and basis.is_enough and has_looked_back:
            yield side, basis


def _basis_of(side: Side, state: PairingState) -> Basis:
    handed_in = [review.number for review in state.reviews if review.answers.of(side)]
    return Basis(
        sessions_held=state.tally.held,
        sessions_agreed=_sessions_possible(state),
        share=state.setup.session_rules.certificate_share,
        review=handed_in[-1] if handed_in else None,
    )


def _sessions_possible(state: PairingState) -> int:
    """The agreed sessions, as far as the last day of somebody who leaves has left room for them."""
    agreed, gone = state.preparation.sessions_agreed, state.gone_from
    if gone is None or state.plan is None:
        return agreed
    return min(agreed, sum(line.on < gone for line in state.plan.sessions))


def _review_is_needed(side: Side, state: PairingState) -> bool:
    """Unless the programme needs none, or the partner was lost before anybody asked for one."""
    lost = state.ending is not None and side in state.ending.left_behind and not state.reviews
    return state.setup.session_rules.certificate_review and not lost


def _no_longer_earned(state: PairingState) -> Iterator[Side]:
    """The sides whose certificate rests on a session that did not take place after all.

    Another word about a session takes nothing away before it is decided who is right (case 26).
    """
    undecided = sum(session.status in UNDECIDED for session in state.sessions)
    held = state.tally.held + undecided
    for side in Side:
        certificate = state.certificates.of(side)
        now = certificate and certificate.basis.model_copy(update={"sessions_held": held})
        if now and not now.is_enough:
            yield side
