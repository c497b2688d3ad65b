"""Orders to all pairings: what a pause, a return or an end of the cohort means to each of them."""

from collections.abc import Sequence

from domain.cohort.state import CohortOrder, CohortState
from domain.cohort.vocabulary import END_REASONS_OF_PAIRINGS, OrderKind
from domain.engine.roles import Role
from domain.pairing.commands import End, PausePairing, ResumePairing
from domain.pairing.vocabulary import EndReason


def standing_order(state: CohortState, pairing_ids: Sequence[str]) -> CohortOrder | None:
    """What pairings must be told as long as the cohort is paused, or comes to its end."""
    if not pairing_ids:
        return None
    order = CohortOrder(
        id=f"o-{state.version}", kind=OrderKind.PAUSE, pairing_ids=tuple(pairing_ids)
    )
    if state.ending is not None:
        reason = END_REASONS_OF_PAIRINGS[state.ending.reason]
        return order.model_copy(update={"kind": OrderKind.END, "reason": reason})
    if state.pause is not None:
        return order.model_copy(update={"return_on": state.pause.return_on})
    return None


def order_to_resume(state: CohortState) -> CohortOrder:
    """What pairings are told when the pause is over."""
    ids = tuple(entry.pairing_id for entry in state.running)
    return CohortOrder(id=f"o-{state.version}", kind=OrderKind.RESUME, pairing_ids=ids)


def order_again(state: CohortState) -> CohortOrder | None:
    """What pairings must be told that could not be reached: only what holds by now.

    Nothing while another order waits: it tells them, too.
    """
    ids = tuple(entry.pairing_id for entry in state.running if entry.pairing_id in state.unreached)
    if not ids or state.orders:
        return None
    return standing_order(state, ids) or order_to_resume(state).model_copy(
        update={"pairing_ids": ids}
    )


def requests_of(
    state: CohortState, order: CohortOrder
) -> tuple[PausePairing | ResumePairing | End, ...]:
    """The order as a request to each of its pairings. Quiet: the cohort tells everybody itself."""
    message_id = f"{state.cohort_id}.{order.id}"
    return tuple(_request(order, message_id, pairing_id) for pairing_id in order.pairing_ids)


def _request(
    order: CohortOrder, message_id: str, pairing_id: str
) -> PausePairing | ResumePairing | End:
    who = {"message_id": message_id, "acting": Role.OPERATOR, "pairing_id": pairing_id}
    match order.kind:
        case OrderKind.PAUSE:
            return PausePairing(**who, return_on=order.return_on, quiet=True)
        case OrderKind.RESUME:
            return ResumePairing(**who, quiet=True)
        case OrderKind.END:
            return End(**who, reason=order.reason or EndReason.PROGRAMME_ENDED, quiet=True)
