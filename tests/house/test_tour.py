"""The tour of the code leads along the way that a message really takes."""

import re
import sys
from pathlib import Path
from types import FrameType

from domain.pairing.commands import BookSession
from domain.pairing.decider import PAIRING_DECIDER
from domain.pairing.details import pairing_details
from domain.pairing.letters import letter
from domain.pairing.search_values import search_values
from domain.pairing.taking_back import taken_back
from domain.pairing.vocabulary import Stage
from domain.programme.revision import REVISION
from domain.telling.post import pack
from tests.house.repository import DOCS, REPOSITORY, symbols
from tests.unit.pairing.story import MENTEE, day
from tests.unit.pairing.ways import given

PAGE = DOCS / "tour.md"
STOP = re.compile(r"^## (\d+) · .+$", re.MULTILINE)
PLACE = re.compile(r"^\[`([^`]+)`\]\(\.\./([^)]+)\) · `([^`]+)`$", re.MULTILINE)
MOST_STOPS = 12


def _places() -> list[tuple[str, str]]:
    """File and symbol of every place on the way."""
    return [(file, symbol) for file, _, symbol in PLACE.findall(PAGE.read_text())]


def test_the_tour_is_short_and_every_stop_has_a_place() -> None:
    """The tour has at most twelve stops, numbered from 1, and each leads to some code."""
    _, *parts = STOP.split(PAGE.read_text())
    numbers, texts = parts[::2], parts[1::2]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    assert len(numbers) <= MOST_STOPS
    assert all(PLACE.search(text) for text in texts)


def test_a_link_of_the_tour_leads_to_the_file_that_it_names() -> None:
    """What a stop of the tour shows as a path is the file to which it links."""
    assert [file for file, link, _ in PLACE.findall(PAGE.read_text()) if file != link] == []


def test_what_a_stop_names_is_there() -> None:
    """Each function and class at which the tour stops is in the file that it names."""
    missing = [place for place in _places() if not _is_there(*place)]
    assert missing == [], "docs/tour.md has to follow what was moved or renamed"


def _is_there(file: str, symbol: str) -> bool:
    path = REPOSITORY / file
    if not path.is_file():
        return False
    if path.suffix == ".sql":
        return re.search(rf"CREATE FUNCTION public\.{symbol}\(", path.read_text()) is not None
    return symbol in symbols(path)


def test_a_booking_passes_every_stop_of_the_rules() -> None:
    """Booking a session calls each function of `domain/` on the tour, in the tour's order."""
    wanted = [
        (file, symbol)
        for file, symbol in _places()
        if file.startswith("domain/") and symbol != BookSession.__name__
    ]
    assert [place for place in _called_by_a_booking() if place in wanted] == wanted


def _called_by_a_booking() -> list[tuple[str, str]]:
    """Everything that is called when a session is booked and shown, in the order of first calls."""
    before = given(Stage.SESSIONS).state
    message = BookSession(
        message_id="m-1",
        acting=MENTEE,
        pairing_id=before.setup.pairing_id,
        session_id=before.sessions[0].id,
        starts_at=day(7),
    )
    called: dict[tuple[str, str], None] = {}

    def note(frame: FrameType, event: str, _: object) -> None:
        file = Path(frame.f_code.co_filename)
        if event == "call" and file.is_relative_to(REPOSITORY):
            called[str(file.relative_to(REPOSITORY)), frame.f_code.co_qualname] = None

    watching = sys.getprofile()
    sys.setprofile(note)
    try:
        step = PAIRING_DECIDER.handle(before, message, day(0), REVISION)
        after = step.state
        overtaken = taken_back(before, after, day(0))
        pack(step.events, overtaken, lambda notice: letter(after, notice, day(0)), 5)
        pairing_details(after, namespace=None)
        search_values(after)
    finally:
        sys.setprofile(watching)
    return list(called)
