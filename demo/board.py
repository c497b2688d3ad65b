"""What is shown while the demo runs: a live table on a terminal, lines elsewhere."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from email.parser import BytesHeaderParser
from email.policy import default as modern
from time import monotonic

from rich.console import Console, Group, JustifyMethod, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from adapters.embedded.smtp import SmtpSink
from domain.engine.base import Instant
from domain.engine.tables import complete
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import SessionStatus, Stage

STAGES = (
    Stage.INVITED,
    Stage.APPROVAL,
    Stage.ASSESSMENT,
    Stage.EXPECTATIONS,
    Stage.PLANNING,
    Stage.SESSIONS,
    Stage.REVIEW,
)
GLYPHS = complete(
    SessionStatus,
    {
        SessionStatus.PLANNED: ("○", "dim"),
        SessionStatus.BOOKED: ("◔", "cyan"),
        SessionStatus.ABSENCE_CLAIMED: ("?", "yellow"),
        SessionStatus.CONFLICT: ("!", "yellow"),
        SessionStatus.HELD: ("●", "green"),
        SessionStatus.MISSED: ("✗", "red"),
        SessionStatus.UNCONFIRMED: ("?", "yellow"),
    },
    verb="draws",
)
"""How a session looks, by its status."""

GAP = 2
"""Between two columns of the table."""
LEAST_ROOM_FOR_NEWS = 16
"""In narrower terminals there is no last column."""
WEEKS_BETWEEN_SUMS = 4


@dataclass
class BoardRow:
    """One pairing on the board."""

    who: str
    state: PairingState
    at: Instant
    """How far its clock is."""
    story: str = ""
    over_at: Instant | None = None

    def show(self, state: PairingState, at: Instant) -> bool:
        """How the pairing is now; whether it has reached another stage."""
        moved = state.stage is not self.state.stage
        self.state, self.at = state, at
        if not state.stage.is_over:
            self.over_at = None
        elif self.over_at is None:
            self.over_at = at
        return moved

    @property
    def today(self) -> date:
        """The day on which the pairing has arrived, or was over."""
        return self._day(self.over_at or self.at)

    @property
    def clock_day(self) -> date:
        """The day on its clock, which goes on until the end."""
        return self._day(self.at)

    def _day(self, moment: Instant) -> date:
        return self.state.setup.calendar.local_day(moment)


class MailCounter:
    """Counts the mails that the mail server accepted, by pairing."""

    def __init__(self, sink: SmtpSink) -> None:
        self._sink = sink
        self._seen = 0
        self._counts = Counter[str]()

    def count(self) -> Counter[str]:
        """Mails by stream, such as ``pairing-…``; one with letters of two counts for both."""
        new = self._sink.received[self._seen :]
        self._seen += len(new)
        for mail in new:
            with mail.path.open("rb") as content:
                headers = BytesHeaderParser(policy=modern).parse(content)
            letters = str(headers["Eyelevel-Notice"]).split(", ")
            self._counts.update({letter.partition(" ")[0] for letter in letters})
        return self._counts


@dataclass
class Board(ABC):
    """Knows how far everything is."""

    console: Console
    mails: MailCounter
    first_day: date
    weeks: int
    names: dict[str, str]
    """First names by person id, for the audience; Temporal knows ids only."""
    rows: dict[str, BoardRow] = field(default_factory=dict)
    started: float = field(default_factory=monotonic)
    announced_week: int = 0

    def show(self, state: PairingState, at: Instant) -> None:
        """Show the present state of a pairing."""
        pairing_id = state.setup.pairing_id
        row = self.rows.get(pairing_id)
        is_new = row is None
        if row is None:
            mentor, mentee = (
                self.names[person] for person in (state.setup.mentor, state.setup.mentee)
            )
            self.rows[pairing_id] = row = BoardRow(f"{mentor} · {mentee}", state, at)
        if row.show(state, at) or is_new:
            self.announce(row, f"→ {state.stage}")

    def tell(self, pairing_id: str, at: Instant, words: str) -> None:
        """Tell of something that happened."""
        row = self.rows[pairing_id]
        row.story, row.at = words, at
        self.announce(row, words)

    @property
    def elapsed(self) -> float:
        """Seconds since the demo began."""
        return monotonic() - self.started

    @property
    def week(self) -> int:
        """The week of the slowest pairing, from 1."""
        days = [(row.clock_day - self.first_day).days for row in self.rows.values()]
        return min(min(days, default=0) // 7 + 1, self.weeks)

    def figures(self) -> str:
        """All in one line."""
        held = sum(row.state.tally.held for row in self.rows.values())
        mails = sum(self.mails.count().values())
        return (
            f"week {self.week} of {self.weeks} · {len(self.rows)} pairings · "
            f"{held} sessions held · {mails} mails · {self.elapsed:.0f} s"
        )

    def table(self, width: int) -> Table:
        """All pairings, in this many columns of text."""
        table = Table(box=None, pad_edge=False, header_style="dim")
        names = max((len(row.who) for row in self.rows.values()), default=0)
        columns = {"No.": 3, "Mentor · mentee": max(names, 15), "Stage": len(STAGES), "": 12}
        columns |= {"Sessions": 8, "Mails": 5, "Day": 6}
        room = width - sum(columns.values()) - GAP * len(columns)
        if room >= LEAST_ROOM_FOR_NEWS:
            columns["What happened"] = room
        for title, wide in columns.items():
            justify: JustifyMethod = "right" if title == "Mails" else "left"
            table.add_column(title, width=wide, no_wrap=True, justify=justify)
        mails = self.mails.count()
        for pairing_id, row in sorted(self.rows.items()):
            cells = (
                pairing_id[-3:],
                row.who,
                _bar(row.state.stage),
                "paused" if row.state.pause else row.state.stage.value,
                _sessions(row.state),
                str(mails[f"pairing-{pairing_id}"]),
                f"{row.today:%d %b}",
                row.story,
            )
            table.add_row(*cells[: len(table.columns)])
        return table

    @contextmanager
    @abstractmethod
    def open(self) -> Iterator[None]:
        """Show the board as long as the block lasts."""

    @abstractmethod
    def announce(self, row: BoardRow, words: str) -> None:
        """Something happened to a pairing."""


class LiveBoard(Board):
    """A table that is drawn anew several times a second."""

    @contextmanager
    def open(self) -> Iterator[None]:
        """Show the table below everything else that is printed."""
        with Live(self, console=self.console, refresh_per_second=4):
            yield

    def __rich__(self) -> RenderableType:
        return Group(self.table(self.console.width), Text(self.figures(), style="bold"))

    def announce(self, row: BoardRow, words: str) -> None:
        """The table tells it already."""


class LineBoard(Board):
    """One line for each thing that happens, for logs, and how far everything is now and then."""

    @contextmanager
    def open(self) -> Iterator[None]:
        """Sum up at the end."""
        remark = "Every pairing lives on a clock of its own, so the dates of several alternate."
        self.console.print(remark, style="dim", highlight=False, soft_wrap=True)
        yield
        self._sum_up()

    def announce(self, row: BoardRow, words: str) -> None:
        """One line."""
        if self.week >= self.announced_week + WEEKS_BETWEEN_SUMS:
            self.announced_week = self.week
            self._sum_up()
        number = row.state.setup.pairing_id[-3:]
        line = f"{row.today:%d %b %Y}  {number} {row.who}: {words}"
        self.console.print(line, highlight=False, markup=False, soft_wrap=True)

    def _sum_up(self) -> None:
        self.console.print(self.figures(), style="bold", highlight=False, soft_wrap=True)


def _bar(stage: Stage) -> Text:
    """The stages that the pairing has passed, as a bar."""
    done = len(STAGES) if stage.is_over else STAGES.index(stage)
    style = {Stage.CLOSED: "dim", Stage.PARTNERSHIP: "magenta"}.get(stage, "green")
    return Text("■" * done, style=style) + Text("□" * (len(STAGES) - done), style="dim")


def _sessions(state: PairingState) -> Text:
    parts = [GLYPHS[session.status] for session in state.sessions]
    return Text.assemble(*parts) if parts else Text("")
