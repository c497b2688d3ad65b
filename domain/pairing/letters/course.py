"""Letters to mentor and mentee about the course of the pairing."""

from datetime import date

from domain.engine.base import Instant
from domain.pairing.extending import end_with
from domain.pairing.letters.base import Writers, due_on, partner
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import (
    REVIEWED_END_REASONS,
    DeadlineKind,
    EndReason,
    Stage,
)
from domain.programme.people import Side
from domain.telling.bodies import (
    ClosingBody,
    ExtensionBody,
    FollowUpBody,
    PauseBody,
    ReviewReceivedBody,
    ReviewReminderBody,
    ReviewRequestBody,
    TermBody,
    WindDownBody,
)
from domain.telling.kinds import NoticeKind
from domain.telling.letters import needed
from domain.telling.notices import Notice

TELLABLE_REASONS = (*REVIEWED_END_REASONS, EndReason.CLOSED_WITHOUT_REVIEW)
"""Any other reason stays between the person and the programme lead (case 42)."""


def _pause(state: PairingState, notice: Notice, at: Instant) -> PauseBody:
    return_on = state.pause.return_on if state.pause else None
    away = state.pause.away if state.pause else None
    return PauseBody(
        partner=partner(state, notice),
        return_on=return_on,
        partner_away=away is not None and away is not notice.side,
    )


def _term(state: PairingState, notice: Notice, at: Instant) -> TermBody:
    return TermBody(partner=partner(state, notice), ends_on=state.ends_on)


def _extension(state: PairingState, notice: Notice, at: Instant) -> ExtensionBody:
    """What is proposed is not yet part of the term."""
    weeks = needed(notice.weeks, "the length of the extension")
    ends_on = needed(state.ends_on, "the end of the term")
    if notice.kind is NoticeKind.EXTENSION_PROPOSED:
        ends_on = end_with(weeks, ends_on, state, at)
    return ExtensionBody(partner=partner(state, notice), weeks=weeks, ends_on=ends_on)


def _wind_down(state: PairingState, notice: Notice, at: Instant) -> WindDownBody:
    return WindDownBody(
        partner=partner(state, notice),
        ends_on=needed(state.ends_on, "the end of the term"),
        sessions_held=state.tally.held,
        may_extend=state.extension.count < state.setup.max_extensions,
    )


def _review_request(state: PairingState, notice: Notice, at: Instant) -> ReviewRequestBody:
    agreed = needed(state.preparation.agreement, "the agreement").topics
    return ReviewRequestBody(
        partner=partner(state, notice),
        topics=tuple(state.setup.topic_title(topic) for topic in agreed),
        sessions_held=state.tally.held,
        goes_on=goes_on(state),
        asleep=is_asleep(state),
        farewell_on=_farewell_on(state),
    )


def _farewell_on(state: PairingState) -> date | None:
    """The last day on which both are at work, if that is why the two look back."""
    if state.review is None or state.review.then is not EndReason.LEFT_COMPANY:
        return None
    return min(day for side in Side if (day := state.departure.last_days.of(side)))


def _review_reminder(state: PairingState, notice: Notice, at: Instant) -> ReviewReminderBody:
    return ReviewReminderBody(
        partner=partner(state, notice), goes_on=goes_on(state), asleep=is_asleep(state)
    )


def goes_on(state: PairingState) -> bool:
    """Whether the present review is one in the middle of an ongoing exchange."""
    return state.review is not None and not state.review.final


def is_asleep(state: PairingState) -> bool:
    """Whether the exchange ends with the present review if no one answers."""
    return goes_on(state) and state.has_fallen_asleep


def _closing(state: PairingState, notice: Notice, at: Instant) -> ClosingBody:
    return ClosingBody(
        partner=partner(state, notice),
        end_reason=_end_reason(state),
        no_fault=state.ending is not None and state.ending.no_fault,
        sessions_held=state.tally.held,
        certificate=_has_certificate(state, notice),
        partners=state.stage is Stage.PARTNERSHIP,
        follow_up_on=due_on(state, DeadlineKind.FOLLOW_UP),
    )


def _end_reason(state: PairingState) -> str | None:
    if state.ending is None or state.ending.reason not in TELLABLE_REASONS:
        return None
    return state.ending.reason


def _has_certificate(state: PairingState, notice: Notice) -> bool:
    return state.certificates.of(needed(notice.side, "the side")) is not None


def _review_received(state: PairingState, notice: Notice, at: Instant) -> ReviewReceivedBody:
    return ReviewReceivedBody(
        partner=partner(state, notice),
        certificate=_has_certificate(state, notice),
        partners=state.stage is Stage.PARTNERSHIP,
        late=state.stage.is_over,
    )


def _follow_up(state: PairingState, notice: Notice, at: Instant) -> FollowUpBody:
    is_last = (
        state.check_ins.follow_ups_unanswered >= state.setup.session_rules.follow_ups_unanswered
    )
    return FollowUpBody(partner=partner(state, notice), is_last=is_last)


BODIES: Writers = {
    PauseBody: _pause,
    TermBody: _term,
    ExtensionBody: _extension,
    WindDownBody: _wind_down,
    ReviewRequestBody: _review_request,
    ReviewReminderBody: _review_reminder,
    ClosingBody: _closing,
    ReviewReceivedBody: _review_received,
    FollowUpBody: _follow_up,
}
