"""A last day is corrected, lies behind a shutdown, or before an appointment (cases 36 and 38)."""

from datetime import UTC, date, datetime, timedelta

from domain.pairing.commands import LiftHold, PausePairing, PutOnHold, ResumePairing
from domain.pairing.events.course import StageEntered
from domain.pairing.events.people import PersonLeaving, PersonStaying
from domain.pairing.events.reviews import ReviewCalledOff
from domain.pairing.events.sessions import SessionCancelled
from domain.pairing.facts import PersonLeft, PersonStays
from domain.pairing.vocabulary import DeadlineKind, EndReason, HoldReason, SessionStatus, Stage
from domain.programme.calendar import WorkingCalendar
from domain.programme.mail_hours import MailHours
from domain.programme.people import Side
from domain.programme.request import FixedTerm
from domain.telling.kinds import NoticeKind
from tests.unit.pairing.story import BOTH, MENTEE, OPERATOR, Story, a_setup, day, ongoing, opened
from tests.unit.pairing.ways import booked, given, held, held_in_a_row, lead_to, reviewed, shut_down

Kind = DeadlineKind


def leaves(story: Story, on: float, person: str = "p-junior") -> Story:
    """It becomes known on which day a side leaves."""
    return story.when(PersonLeft, person_id=person, last_day=day(on).date())


def in_farewell() -> Story:
    """Both look back, because the junior leaves on the 40th day of an ongoing exchange."""
    story = held(given(Stage.SESSIONS, **ongoing(52)).at(day(3)))
    return leaves(story, on=40).until(day(28)).enters(Stage.REVIEW)


# -- corrected while both look back --------------------------------------------------------------


def test_case_38_a_farewell_gives_way_to_a_later_last_day() -> None:
    """A last day that is put off once both look back calls the review off: there are sessions
    again, and a farewell two weeks before the new day."""
    story = leaves(in_farewell(), on=200)
    story.then(PersonLeaving, ReviewCalledOff, StageEntered).enters(Stage.SESSIONS)
    assert (story.due(Kind.REVIEW_DUE).due, story.due(Kind.LAST_DAY).due) == (day(189), day(203))
    again = reviewed(story.until(day(190)).enters(Stage.REVIEW))
    assert again.state.ending
    assert (again.state.ending.reason, again.state.ending.left_behind) == (
        EndReason.LEFT_COMPANY,
        (Side.MENTEE,),
    )


def test_case_38_who_stays_ends_the_farewell_though_the_other_leaves_later() -> None:
    """If the one stays because of whom both look back, and the other leaves months later, the
    review is called off until then."""
    story = leaves(in_farewell(), on=200, person="p-senior").then(PersonLeaving)
    story = story.when(PersonStays, person_id="p-junior")
    story.then(PersonStaying, ReviewCalledOff, StageEntered).enters(Stage.SESSIONS)
    assert story.due(Kind.REVIEW_DUE).due == day(189)


def test_a_farewell_goes_on_while_a_last_day_is_near() -> None:
    """A last day that moves by a week, or that of the other which comes later, changes nothing of a
    review that would be open all the same."""
    leaves(in_farewell(), on=41).then(PersonLeaving).enters(Stage.REVIEW)
    leaves(in_farewell(), on=200, person="p-senior").then(PersonLeaving).enters(Stage.REVIEW)


def test_case_38_a_farewell_in_a_pause_comes_again_before_the_new_last_day() -> None:
    """A review that was opened in a pause gives way to a later last day as well, and comes before
    that one, also if the pause goes on."""
    story = held(given(Stage.SESSIONS, **ongoing(52)).at(day(3))).when(PausePairing, MENTEE)
    story = leaves(story, on=40).until(day(28)).enters(Stage.REVIEW)
    story = leaves(story, on=80).enters(Stage.SESSIONS)
    assert story.due(Kind.REVIEW_DUE).due == day(67)
    story.until(day(68)).enters(Stage.REVIEW)
    back = story.at(day(30)).when(ResumePairing, MENTEE)
    assert back.due(Kind.REVIEW_DUE).due == day(67)


def test_a_farewell_on_hold_gives_way_and_comes_after_the_lift() -> None:
    """On hold a corrected last day calls the review off as well; lifted, it is ahead again."""
    story = in_farewell().when(PutOnHold, OPERATOR, reason=HoldReason.RULE_BROKEN)
    story = leaves(story, on=200).enters(Stage.SESSIONS)
    assert Kind.REVIEW_DUE not in [line.kind for line in story.state.deadlines]
    lifted = story.at(day(40)).when(LiftHold, OPERATOR)
    assert lifted.due(Kind.REVIEW_DUE).due == day(189)


# -- a shutdown that lasts until the last day ----------------------------------------------------

CHRISTMAS = tuple(date(2027, 12, 18) + timedelta(days=number) for number in range(16))


def before_christmas() -> Story:
    """Three of six sessions were held in a company that closes for two weeks at Christmas."""
    calendar = WorkingCalendar(time_zone="Europe/Berlin", days_off=CHRISTMAS)
    begin = datetime(2027, 9, 1, 7, tzinfo=UTC)
    setup = a_setup(calendar=calendar, term=FixedTerm(start=begin.date()), mail_hours=MailHours())
    story = lead_to(Stage.SESSIONS, opened(setup, begin))
    return held_in_a_row(story.at(begin + timedelta(days=60)), 1, 2, 3)


def test_case_36_the_farewell_comes_before_a_shutdown_that_lasts_until_the_last_day() -> None:
    """A last day in the Christmas shutdown has its review two weeks before the last day on which
    both are at work, and who leaves earns the certificate."""
    story = before_christmas().when(PersonLeft, person_id="p-junior", last_day=date(2027, 12, 31))
    assert story.due(Kind.REVIEW_DUE).due == datetime(2027, 12, 3, 8, tzinfo=UTC)
    story = story.on(Kind.REVIEW_DUE).enters(Stage.REVIEW)
    story.tells((NoticeKind.REVIEW_REQUEST, BOTH))
    assert reviewed(story).state.certificates.mentor


def test_case_36_a_shutdown_announced_late_moves_the_farewell_before_it() -> None:
    """The review before a last day comes before a shutdown that is announced later and lasts until
    then, also while the two pause; with no such day left, it begins at once."""
    story = leaves(held_in_a_row(given(Stage.SESSIONS).at(day(3)), 1, 2, 3), on=60)
    assert story.due(Kind.REVIEW_DUE).due == day(49)
    closed = shut_down(story.at(day(5)), day(45).date(), day(62).date())
    assert closed.due(Kind.REVIEW_DUE).due == day(31)
    paused = story.when(PausePairing, MENTEE).at(day(5))
    assert shut_down(paused, day(45).date(), day(62).date()).due(Kind.REVIEW_DUE).due == day(31)
    late = shut_down(story.at(day(42)), day(45).date(), day(62).date())
    late.until(day(43)).enters(Stage.REVIEW)


def test_a_farewell_that_leaves_time_before_a_shutdown_stays_where_it_is() -> None:
    """A shutdown that begins after the time for the answers does not move the review."""
    story = leaves(held(given(Stage.SESSIONS).at(day(3))), on=60)
    short = shut_down(story.at(day(5)), day(59).date(), day(62).date())
    assert short.due(Kind.REVIEW_DUE).due == day(49)


# -- appointments --------------------------------------------------------------------------------


def test_case_36_what_is_booked_after_a_last_day_is_called_off() -> None:
    """An appointment after a last day is called off to nobody's account when the day becomes known,
    and both are told; one on the last day itself stays, and so do those after a day that is put
    off in time."""
    story = booked(booked(given(Stage.SESSIONS), 1, on=32, hour=16), 2, on=35, hour=8)
    story = leaves(story, on=32).then(PersonLeaving, SessionCancelled)
    story.tells((NoticeKind.SESSION_CANCELLED, BOTH))
    assert [story.session(number).status for number in (1, 2)] == [
        SessionStatus.BOOKED,
        SessionStatus.PLANNED,
    ]
    assert story.state.lapses == ()
    earlier = leaves(story, on=30).then(PersonLeaving, SessionCancelled)
    assert earlier.session(1).status is SessionStatus.PLANNED


def test_case_38_what_a_last_day_has_called_off_stands_again_without_it() -> None:
    """Once a last day is withdrawn or put off in time, the appointment stands again that lay after
    it, and both are told."""
    story = leaves(booked(given(Stage.SESSIONS), 1, on=35, hour=8), on=32)
    for news in (story.when(PersonStays, person_id="p-junior"), leaves(story, on=90)):
        news.tells((NoticeKind.SESSION_BACK, BOTH))
        assert news.session(1).starts_at == day(35, 8)
    assert leaves(story, on=33).session(1).status is SessionStatus.PLANNED
    late = story.at(day(34, 12)).when(PersonStays, person_id="p-junior").tells()
    assert late.session(1).status is SessionStatus.PLANNED


def test_case_36_appointments_of_a_review_are_called_off_as_well() -> None:
    """An appointment that still stands while both look back goes with a last day before it."""
    story = booked(held(given(Stage.SESSIONS)), 2, on=40)
    story = leaves(story, on=50).until(day(38)).enters(Stage.REVIEW)
    assert story.session(2).status is SessionStatus.BOOKED
    leaves(story, on=39).then(PersonLeaving, SessionCancelled)
