"""Deciding on the end: end, annul, reopen."""

from datetime import date, timedelta

from domain.engine.base import Instant
from domain.engine.confidence import IN_CONFIDENCE
from domain.engine.errors import not_allowed
from domain.engine.roles import Role
from domain.engine.tables import Deciders, On
from domain.pairing.closing import closed
from domain.pairing.commands import Annul, End, Reopen
from domain.pairing.decide.holds import check_hold, end_of_hold, rest_again
from domain.pairing.events.base import Events, PairingEvent, PrivateWords
from domain.pairing.events.course import (
    PairingReopened,
    PairingResumed,
    PartnershipEnded,
    StageEntered,
)
from domain.pairing.events.people import PersonGoingAway, PersonLeaving
from domain.pairing.events.preparation import InvitationDeclined
from domain.pairing.events.reviews import EndConfirmed, ReviewCalledOff, ReviewOpened
from domain.pairing.evolve.term import farewell_review
from domain.pairing.review import ReviewRound
from domain.pairing.sides import side_of
from domain.pairing.state import Ending, PairingState
from domain.pairing.timetable import due_of
from domain.pairing.vocabulary import (
    ASKABLE_END_REASONS,
    NO_FAULT_REASONS,
    REVIEWED_END_REASONS,
    DeadlineKind,
    EndReason,
    Stage,
)
from domain.programme.people import Side


def _end(command: End, state: PairingState, now: Instant) -> Events:
    if command.reason not in (*ASKABLE_END_REASONS, EndReason.HOLD):
        raise not_allowed(
            "reason", "only the engine gives this reason", ", ".join(ASKABLE_END_REASONS)
        )
    check_hold(command, state)
    if state.stage is Stage.PARTNERSHIP:
        return (PartnershipEnded(occurred_at=now, by=command.acting),)
    command = _plausible(command, state, now)
    if state.on_hold:
        return (end_of_hold(command, state, now),)
    reviewed = command.reason in REVIEWED_END_REASONS and state.may_have_met(now)
    if state.stage is Stage.SESSIONS and reviewed:
        return (*_resumed_first(command, state, now), _review_asked_for(command, state, now))
    if state.review is not None and state.review.final and (command.quiet or reviewed):
        # A closing review that is open already leads to the same end.
        return _confirmed(command, state.review, now)
    if state.review is not None and not state.review.final and reviewed:
        review = _closing_instead(state.review, command, state, now)
        return (*_resumed_first(command, state, now), *review)
    if not state.stage.has_begun and _is_a_no(command):
        return (_declined(command, now),)
    end = closed(
        state,
        command.reason,
        now,
        by=command.acting,
        no_fault=_is_nobodys_fault(command.reason, state, now),
        quiet=command.quiet,
        words=command.words,
    )
    return (end,)


def _plausible(command: End, state: PairingState, now: Instant) -> End:
    """The end as it can be true: two who have not met have reached nothing (case 51).

    A cohort ends all its pairings for one reason, and one that never met is none of its successes.
    """
    if command.reason is not EndReason.OBJECTIVES_REACHED or state.may_have_met(now):
        return command
    if command.quiet:
        return command.model_copy(update={"reason": EndReason.PROGRAMME_ENDED})
    others = (reason for reason in ASKABLE_END_REASONS if reason is not command.reason)
    raise not_allowed(
        "reason",
        "no session has taken place in which objectives could have been reached",
        f"report_session: when the two met; or {', '.join(others)}",
    )


def _confirmed(command: End, review: ReviewRound, now: Instant) -> Events:
    """Who looks back at the end of the term may say that they have reached what they wanted; and
    what the office ends is ended for good."""
    then, by = review.then, review.by
    reached = command.reason is EndReason.OBJECTIVES_REACHED and not command.quiet
    if reached and then is EndReason.PROGRAMME_ENDED:
        then = EndReason.OBJECTIVES_REACHED
    if command.acting is Role.OPERATOR or then is not review.then:
        by = Role.OPERATOR if by is Role.OPERATOR else command.acting
    if then is None or (then, by) == (review.then, review.by):
        return ()
    return (EndConfirmed(occurred_at=now, number=review.number, then=then, by=by),)


def _closing_instead(
    review: ReviewRound, command: End, state: PairingState, now: Instant
) -> Events:
    """A periodic review gives way to the closing one: nobody is to look back twice at once."""
    called_off = ReviewCalledOff(occurred_at=now, number=review.number)
    return (called_off, _review_asked_for(command, state, now))


def _is_a_no(command: End) -> bool:
    """Not a withdrawn consent: whoever said no may be invited again."""
    is_of_the_two = command.acting is not Role.OPERATOR
    return is_of_the_two and command.reason is not EndReason.WITHDRAWN_CONSENT


def _declined(command: End, now: Instant) -> InvitationDeclined:
    """Who ends what has not begun says no to the invitation."""
    words = PrivateWords(words=command.words) if command.words else None
    return InvitationDeclined(occurred_at=now, side=side_of(command.acting), private=words)


def _is_nobodys_fault(reason: EndReason, state: PairingState, now: Instant) -> bool:
    """Whether the end is early enough, and for a reason that lies between the two.

    The time begins with the first session: before, the two do not know each other. A pause stops
    the clock, and so does a wish in confidence that waits for the owners.
    """
    if not state.stage.has_begun or not state.setup.deadlines.no_fault_exit_days:
        return False
    wished = [item.opened_at for item in state.desk.items if item.kind is IN_CONFIDENCE]
    so_far = min([now, *wished, *([state.pause.since] if state.pause else [])])
    until = state.no_fault_until
    return reason in NO_FAULT_REASONS and (until is None or so_far < until)


def _resumed_first(command: End, state: PairingState, now: Instant) -> Events:
    """Resume a paused pairing before its closing review."""
    if state.pause is None:
        return ()
    # Quiet, because the request for the review is mail enough.
    return (PairingResumed(occurred_at=now, by=command.acting, quiet=True),)


def _review_asked_for(command: End, state: PairingState, now: Instant) -> ReviewOpened:
    return open_final_review(state, command.reason, now, by=command.acting)


def open_final_review(
    state: PairingState, reason: EndReason, now: Instant, *, by: Role | None = None
) -> ReviewOpened:
    """The closing review; afterwards the pairing closes with the reason."""
    number = len(state.reviews) + 1
    return ReviewOpened(occurred_at=now, number=number, final=True, then=reason, by=by)


def _annul(command: Annul, state: PairingState, now: Instant) -> Events:
    """What has ended already can be annulled as long as it can be reopened; both know that it is
    over, and who was left behind does not change."""
    ending = state.ending
    if ending is not None and ending.reason is EndReason.ANNULLED:
        return ()
    if ending is not None:
        _still_in_time(ending, state, now, "annul")
        if ending.reason is EndReason.WITHDRAWN_CONSENT:
            raise not_allowed("", "a side has withdrawn the consent: nothing is changed any more")
    end = closed(
        state,
        EndReason.ANNULLED,
        now,
        by=command.acting,
        left_behind=ending.left_behind if ending else None,
        quiet=ending is not None,
        words=command.words,
    )
    return (end,)


def _still_in_time(ending: Ending, state: PairingState, now: Instant, what: str) -> None:
    """Raise `NotAllowed` if the end is long ago."""
    latest = ending.at + timedelta(days=state.setup.deadlines.reopen_days)
    # The deadline may have moved to a working day: until then it is not too late.
    over = due_of(state, DeadlineKind.REOPEN_OVER) or latest
    if now > max(over, latest) or ending.final:
        raise not_allowed("", f"it is too late to {what} the pairing", f"until {latest.date()}")


def _reopen(command: Reopen, state: PairingState, now: Instant) -> Events:
    if state.ending is None:
        return ()
    _still_in_time(state.ending, state, now, "reopen")
    if state.ending.reason is EndReason.WITHDRAWN_CONSENT:
        raise not_allowed("", "a side has withdrawn the consent: nobody may be asked any more")
    leaving = _leave_all_the_same(state, state.ending, now)
    ends_on = _end_after_reopening(state, state.ending.at, now)
    reopened = PairingReopened(occurred_at=now, by=command.acting, ends_on=ends_on)
    stage = _stage_to_reopen(state, state.ending)
    entered = StageEntered(occurred_at=now, stage=stage, left=state.stage)
    resting = rest_again(command.acting, state, now)
    return (reopened, *resting, entered, *leaving, *_away_all_the_same(state, now))


def _leave_all_the_same(state: PairingState, ending: Ending, now: Instant) -> Events:
    """The last days of those who will still leave after the reopening.

    Raises `NotAllowed` if a side has left by now. A last day because of which the pairing closed is
    forgotten: it is reopened because that was a mistake, or was reversed.
    """
    today, mistaken = state.calendar.local_day(now), _left_by_mistake(state, ending, now)
    known = [side for side in state.departure.leaving if side not in mistaken]
    if gone := [side for side in known if state.has_left(side, today)]:
        raise not_allowed(
            "",
            f"the {' and the '.join(gone)} left the company meanwhile",
            "once person_left has told of a last day that lies ahead",
        )
    return tuple(
        PersonLeaving(occurred_at=now, side=side, last_day=state.departure.last_days.of(side))
        for side in known
    )


def _left_by_mistake(state: PairingState, ending: Ending, now: Instant) -> tuple[Side, ...]:
    """The sides whose last day has ended the pairing, as far as no other day was told since."""
    departure, closed_on = state.departure, state.calendar.local_day(ending.at)
    if ending.reason is not EndReason.LEFT_COMPANY:
        return ()
    gone = tuple(side for side in departure.leaving if departure.had_left(side, closed_on))
    farewell = farewell_review(state)
    if gone or farewell is None or now < farewell:
        return gone
    # Both looked back before the last day, and that was the end.
    first = departure.first_last_day
    return tuple(side for side in departure.leaving if departure.last_days.of(side) == first)


def _away_all_the_same(state: PairingState, now: Instant) -> Events:
    """The leave of a side that is not over by now."""
    today = state.setup.calendar.local_day(now)
    known = ((side, state.departure.away.of(side)) for side in Side)
    return tuple(
        PersonGoingAway(occurred_at=now, side=side, away=away)
        for side, away in known
        if away and (away.back_on is None or today < away.back_on)
    )


def _end_after_reopening(state: PairingState, closed: Instant, now: Instant) -> date | None:
    """The end of the term, later by the time it was closed, with room for one more session."""
    if state.ends_on is None:
        return None
    calendar = state.setup.calendar
    today = calendar.local_day(now)
    room = timedelta(days=state.setup.sessions.every_days)
    return max(state.ends_on + (today - calendar.local_day(closed)), today + room)


def _stage_to_reopen(state: PairingState, ending: Ending) -> Stage:
    """The stage in which it was left; a review gives way to what can still be reviewed, and whoever
    said no is invited again before line managers are asked."""
    match ending.left_in:
        case Stage.REVIEW:
            return Stage.SESSIONS if state.sessions else Stage.PLANNING
        case Stage.APPROVAL if ending.reason is EndReason.DECLINED:
            return Stage.INVITED
        case left_in:
            return left_in


DECIDE: Deciders[PairingState, PairingEvent] = (
    On(End, _end),
    On(Annul, _annul),
    On(Reopen, _reopen),
)
