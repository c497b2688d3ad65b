"""How `eyelevel history` says when things happened, and who asked for them."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from io import StringIO
from types import MappingProxyType
from zoneinfo import ZoneInfo

from rich.console import Console

from cli.history_words import table
from domain.history import pairing_history
from domain.pairing.commands import Accept
from domain.telling.fared import Address, Fared
from domain.telling.notices import DeliveryOutcome
from tests.unit.pairing.story import MENTEE, MENTOR, Story, a_setup, day, opened
from tests.unit.streams import stored


def lines(
    story: Story, late: Sequence[timedelta] = (), fared: Mapping[str, Fared] = MappingProxyType({})
) -> list[str]:
    """What is printed, line by line."""
    console = Console(width=200, file=StringIO())
    history = list(pairing_history(stored(story.records, late)))
    with console.capture() as captured:
        console.print(table(history, ZoneInfo("Europe/Berlin"), fared))
    return captured.get().splitlines()[1:]


def test_time_and_sender_are_said_once_for_what_belongs_together() -> None:
    """The history does not repeat time and sender for events that belong together."""
    story = opened(a_setup()).at(day(1)).when(Accept, MENTOR).at(day(2)).when(Accept, MENTEE)
    said = lines(story)
    times = [line[2:25].strip() for line in said]
    assert times == [
        "Mon 01 Mar 2027 10:00",
        "",
        "",
        "Tue 02 Mar 2027 10:00",
        "Wed 03 Mar 2027 10:00",
        *[""] * (len(said) - 5),
    ]
    senders = [line.rpartition("mentor, m-")[2] for line in said if "mentor, m-" in line]
    assert len(senders) == 1


def test_what_was_recorded_late_says_when() -> None:
    """The history dates an event twice if it was recorded more than a minute after it happened."""
    late = [timedelta(seconds=50), timedelta(hours=2)]
    first, second, *_ = lines(opened(a_setup()), late)
    assert "recorded" not in first
    assert "(recorded Mon 01 Mar 2027 12:00)" in second


AT_SECOND = {"address": Address.SECOND}


def test_beside_a_mail_stands_how_it_fared() -> None:
    """The history says beside each mail how it fared, how many attempts that took, and whether it
    went to the second address."""
    story = opened(a_setup())
    mentor, mentee = (sent.notice.id for sent in story.state.desk.told)
    delivered = Fared(outcome=DeliveryOutcome.DELIVERED, at=story.now, attempts=1)
    fared = {mentor: delivered, mentee: delivered.model_copy(update={"attempts": 3} | AT_SECOND)}
    first, second = [line for line in lines(story, fared=fared) if "delivered" in line]
    assert "(delivered Mon 01 Mar 2027 10:00)" in first
    assert "(delivered Mon 01 Mar 2027 10:00 at attempt 3, second address)" in second
