"""What the audience sees while the story goes on: a live table, or lines where nobody watches."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from email.parser import BytesHeaderParser
from email.policy import default as modern
from time import monotonic

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from adapters.embedded.smtp import SmtpSink
from domain.base import Instant
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import SessionStatus, Stage

STAGES = (
    Stage.INVITED,
    Stage.ASSESSMENT,
    Stage.EXPECTATIONS,
    Stage.PLANNING,
    Stage.SESSIONS,
    Stage.REVIEW,
)
GLYPHS = {
    SessionStatus.PLANNED: ("○", "dim"),
    SessionStatus.BOOKED: ("◔", "cyan"),
    SessionStatus.ABSENCE_CLAIMED: ("?", "yellow"),
    SessionStatus.CONFLICT: ("!", "yellow"),
    SessionStatus.HELD: ("●", "green"),
    SessionStatus.MISSED: ("✗", "red"),
    SessionStatus.UNCONFIRMED: ("?", "yellow"),
}
"""How a session looks, by its status."""


@dataclass
class Row:
    """One pairing on the board."""

    who: str
    state: PairingState
    at: Instant
    lately: str = ""

    @property
    def today(self) -> date:
        """The day on which the pairing has arrived."""
        return self.state.setup.calendar.local_day(self.at)


class MailCounter:
    """Counts mails by pairing, from what the mail server took."""

    def __init__(self, sink: SmtpSink) -> None:
        self._sink = sink
        self._seen = 0
        self._counts = Counter[str]()

    def count(self) -> Counter[str]:
        """Mails by stream, such as ``pairing-…``."""
        new = self._sink.received[self._seen :]
        self._seen += len(new)
        for mail in new:
            with mail.path.open("rb") as content:
                headers = BytesHeaderParser(policy=modern).parse(content)
            stream, _, _notice = str(headers["Eyelevel-Notice"]).partition(" ")
            self._counts[stream] += 1
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
    rows: dict[str, Row] = field(default_factory=dict)
    started: float = field(default_factory=monotonic)

    def show(self, state: PairingState, at: Instant) -> None:
        """How a pairing is now."""
        pairing_id = state.setup.pairing_id
        row = self.rows.get(pairing_id)
        if row is None:
            mentor, mentee = (self.names[one] for one in (state.setup.mentor, state.setup.mentee))
            self.rows[pairing_id] = row = Row(f"{mentor} · {mentee}", state, at)
            self._changed(row)
        elif row.state.stage is not state.stage:
            row.state, row.at = state, at
            self._changed(row)
        row.state, row.at = state, at

    def tell(self, pairing_id: str, at: Instant, words: str) -> None:
        """Something worth telling happened."""
        row = self.rows[pairing_id]
        row.lately, row.at = words, at
        self._told(row)

    @property
    def elapsed(self) -> float:
        """Seconds since the curtain rose."""
        return monotonic() - self.started

    @property
    def week(self) -> int:
        """The week that the slowest pairing lives in, from 1."""
        days = [(row.today - self.first_day).days for row in self.rows.values()]
        return min(min(days, default=0) // 7 + 1, self.weeks)

    def figures(self) -> str:
        """All in one line."""
        held = sum(row.state.sessions_held for row in self.rows.values())
        mails = sum(self.mails.count().values())
        return (
            f"week {self.week} of {self.weeks} · {len(self.rows)} pairings · "
            f"{held} sessions held · {mails} mails · {self.elapsed:.0f} s"
        )

    @contextmanager
    @abstractmethod
    def open(self) -> Iterator[None]:
        """Show the board as long as the block lasts."""

    def _changed(self, row: Row) -> None:  # noqa: B027 - only some boards tell of it at once
        """A pairing is new, or in another stage."""

    def _told(self, row: Row) -> None:  # noqa: B027 - only some boards tell of it at once
        """Something was told of a pairing."""


class LiveBoard(Board):
    """A table that is drawn anew several times a second."""

    @contextmanager
    def open(self) -> Iterator[None]:
        """Show the table below everything else that is printed."""
        with Live(self, console=self.console, refresh_per_second=4):
            yield

    def __rich__(self) -> RenderableType:
        return Group(self.table(), Text(f" {self.figures()}", style="bold"))

    def table(self) -> Table:
        """All pairings."""
        table = Table(box=None, pad_edge=False, header_style="dim", expand=False)
        for title in ("", "Mentor · mentee", "Stage", "", "Sessions"):
            table.add_column(title, no_wrap=True)
        table.add_column("Mails", justify="right")
        table.add_column("Day", no_wrap=True)
        table.add_column("Lately", no_wrap=True, overflow="ellipsis", ratio=1)
        mails = self.mails.count()
        for pairing_id, row in sorted(self.rows.items()):
            table.add_row(
                pairing_id[-3:],
                row.who,
                _bar(row.state.stage),
                row.state.stage.value + (" (paused)" if row.state.pause else ""),
                _sessions(row.state),
                str(mails[f"pairing-{pairing_id}"]),
                f"{row.today:%d %b}",
                row.lately,
            )
        return table


class LineBoard(Board):
    """One line for each thing that happens, for logs."""

    @contextmanager
    def open(self) -> Iterator[None]:
        """Nothing to open."""
        yield

    def _changed(self, row: Row) -> None:
        self._line(row, f"→ {row.state.stage}")

    def _told(self, row: Row) -> None:
        self._line(row, row.lately)

    def _line(self, row: Row, words: str) -> None:
        number = row.state.setup.pairing_id[-3:]
        self.console.print(
            f"[{row.today:%d %b %Y}] {number} {row.who}: {words}", highlight=False, soft_wrap=True
        )


def _bar(stage: Stage) -> Text:
    """The way so far."""
    done = len(STAGES) if stage.is_over else STAGES.index(stage)
    style = {Stage.CLOSED: "dim", Stage.PARTNERSHIP: "magenta"}.get(stage, "green")
    return Text("■" * done, style=style) + Text("□" * (len(STAGES) - done), style="dim")


def _sessions(state: PairingState) -> Text:
    parts = [GLYPHS[session.status] for session in state.sessions]
    return Text.assemble(*parts) if parts else Text("")
