"""What is asked again when a hold is lifted, because it had not been sent when the hold began."""

from datetime import timedelta

from domain.engine.base import Instant
from domain.pairing.events.base import Events
from domain.pairing.events.course import HoldLifted
from domain.pairing.events.messages import NoticeIssued
from domain.pairing.state import PairingState, Pause
from domain.pairing.taking_back import asks, holds
from domain.telling.kinds import NoticeKind
from domain.telling.notices import Notice, notice_id


def asked_again(event: HoldLifted, state: PairingState) -> Events:
    """What the two were asked shortly before the hold, as far as it is still of use.

    Whether a mail had left by then, only the delivery ledger knows: one may come twice.
    """
    now, since = event.occurred_at, _resting_since(state)
    if since is None:
        return ()
    calendar, days = state.calendar, state.setup.deadlines.delivery_give_up_days
    today, earliest = calendar.local_day(now), calendar.days_later(since, -days)
    rested = today - calendar.local_day(since)
    # A pause that was beneath goes on: what would rest in it is not asked either.
    pause = Pause(since=now, by=event.by) if event.quiet else None
    as_will_be = state.model_copy(update={"pause": pause})
    return tuple(
        NoticeIssued(occurred_at=now, notice=_again(sent.notice, place, rested, state))
        for place, sent in enumerate(state.desk.told)
        if earliest <= sent.at <= since and sent.outcome is None and asks(sent.notice)
        if all(holds(sent.notice, one, today) for one in (state, as_will_be))
    )


def _resting_since(state: PairingState) -> Instant | None:
    told = (sent.at for sent in state.desk.told if sent.notice.kind is NoticeKind.ON_HOLD)
    return max(told, default=None)


def _again(notice: Notice, place: int, rested: timedelta, state: PairingState) -> Notice:
    """The notice, with what was left of the time to answer."""
    until = state.calendar.days_later(notice.until, rested.days) if notice.until else None
    id_ = notice_id(notice.kind, state.version, f"{notice.side}_{place}")
    return notice.model_copy(update={"id": id_, "until": until})
