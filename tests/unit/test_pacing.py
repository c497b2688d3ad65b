"""The pace of a post: limits of the mail server, and how an outage is waited out."""

import pytest

from activities.pacing import MailLimits, Pace


class Watch:
    """A clock that the test moves on."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_no_more_are_in_hand_than_allowed() -> None:
    """A mail may begin at once while fewer are in hand than allowed, and else not at all."""
    pace = Pace(MailLimits(at_once=2), Watch())
    assert [pace.hold(in_hand) for in_hand in (0, 1, 2)] == [0.0, 0.0, float("inf")]


def test_mails_are_spread_over_the_minute() -> None:
    """With a limit per minute mails begin evenly, and a pause is not made up for by a burst."""
    watch = Watch()
    pace = Pace(MailLimits(per_minute=30), watch)
    begun = list[float]()
    for seconds in range(100, 110):
        watch.seconds = float(seconds)
        while pace.hold(0) == 0.0:
            pace.begin()
            begun.append(watch.seconds)
    assert begun == [100.0, 102.0, 104.0, 106.0, 108.0]
    watch.seconds = 1000.0
    pace.begin()
    assert pace.hold(0) == 2.0


def test_an_outage_holds_up_all_mails_ever_longer() -> None:
    """After an outage no mail begins for a second, then two, at most a minute; then one tries."""
    watch = Watch()
    pace = Pace(MailLimits(), watch)
    holds = list[float]()
    for _ in range(9):
        pace.note_outage()
        holds.append(pace.hold(0))
        watch.seconds += pace.hold(0)
        assert (pace.hold(0), pace.hold(1)) == (0.0, float("inf"))
    assert holds == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0, 60.0]
    pace.note_answer()
    assert pace.hold(3) == 0.0


def test_an_outage_counts_once_for_all_in_hand() -> None:
    """Mails that were in hand when the outage was noticed do not make the wait longer."""
    pace = Pace(MailLimits(), Watch())
    assert [pace.note_outage() for _ in range(4)] == [True, False, False, False]
    assert pace.hold(0) == 1.0


def test_an_outage_is_hopeless_only_if_it_lasts() -> None:
    """A server that is away is hopeless once it has been so for an hour, from the first time that
    it was found away; as soon as it has answered, an hour begins anew."""
    watch = Watch()
    pace = Pace(MailLimits(), watch)
    assert not pace.is_hopeless
    for _ in range(2):
        began, hopeless = watch.seconds, list[float]()
        while watch.seconds < began + 3700:
            pace.note_outage()
            if pace.is_hopeless:
                hopeless.append(watch.seconds - began)
            watch.seconds += pace.hold(0)
        assert 3600 <= min(hopeless) <= 3660
        pace.note_answer()
        assert not pace.is_hopeless


def test_the_lease_of_a_mail_covers_all_that_is_done_with_it() -> None:
    """A mail stays in one hand for longer than look-ups and sending take together."""
    limits = MailLimits()
    assert limits.lease.total_seconds() > limits.longest_look_up + limits.longest_sending


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 5.0), (2, 10.0), (5, 80.0), (5000, 600.0)])
def test_a_mail_is_tried_seldomer_each_time(attempts: int, seconds: float) -> None:
    """A mail that is not taken is tried after seconds at first, and every ten minutes in the
    end."""
    assert MailLimits().delay(attempts) == seconds
