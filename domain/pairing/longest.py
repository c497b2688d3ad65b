"""How long a pairing can go on if nobody acts any more: what its terms determine."""

from datetime import timedelta

from domain.pairing.commands import LONGEST_EXTENSION_WEEKS
from domain.pairing.setup import PairingTerms
from domain.programme.request import Deadlines, FixedTerm, Term
from domain.programme.session_rules import SessionRules

_DAYS_OF_A_WEEK = 7
_LEAVES = 2
"""One of each side may be known before it begins."""
_REVIEWS = 2
"""Reviews without an answer after which an exchange is asleep, whatever was before."""
_BEHIND_A_WEEKEND = timedelta(days=4)
"""By so much a single deadline moves at most: behind a weekend, and to the end of the working day
in the last time zone."""
_STEPS = 12
"""Deadlines that follow each other, at most, from any state to the end: out of a pause and two
leaves, through two reviews and what comes after the end."""


def longest_without_a_word(terms: PairingTerms, days_off: int) -> timedelta:
    """The longest that a pairing goes on if nobody says anything any more, from any of its states
    after the beginning of its term.

    ``days_off``: holidays and days of shutdowns in that time, each of which may delay it by a day.
    """
    deadlines = terms.deadlines
    running = _held_up(deadlines) + max(
        _prepared(deadlines), _until_reviewed(terms.term, terms.max_extensions, deadlines)
    )
    days = max(running, _as_partners(deadlines, terms.session_rules)) + _afterwards(deadlines)
    return timedelta(days=days + days_off) + _STEPS * _BEHIND_A_WEEKEND


def _held_up(days: Deadlines) -> int:
    """By pauses that end by themselves, or a hold, which ends the pairing."""
    pauses = (1 + _LEAVES) * days.pause_max_weeks * _DAYS_OF_A_WEEK
    return pauses + days.hold_max_weeks * _DAYS_OF_A_WEEK


def _prepared(days: Deadlines) -> int:
    """Each stage before the sessions ends the pairing if it is not answered."""
    return max(
        days.invitation_days,
        days.approval_days,
        days.preparation_give_up_days,
        days.agreement_give_up_days,
        days.plan_give_up_days,
    )


def _until_reviewed(term: Term, extensions: int, days: Deadlines) -> int:
    """Until the last review, which begins by itself, is over without an answer.

    An exchange in which a session was held since the review before falls asleep at the next one.
    """
    review = days.review_days + days.hard_stop_days
    if isinstance(term, FixedTerm):
        longer = extensions * LONGEST_EXTENSION_WEEKS * _DAYS_OF_A_WEEK
        return (term.end - term.start).days + longer + review
    return _REVIEWS * (term.review_every_weeks * _DAYS_OF_A_WEEK + review)


def _as_partners(days: Deadlines, rules: SessionRules) -> int:
    """Until so many questions in a row were not answered."""
    return days.partnership_days * (rules.follow_ups_unanswered + 1)


def _afterwards(days: Deadlines) -> int:
    """Until it cannot be reopened any more, and what they still use was asked."""
    return max(days.reopen_days, days.follow_up_days + days.survey_days)
