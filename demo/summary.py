"""The summary at the end, from the read tables and the mails that were kept."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from rich.columns import Columns
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from adapters.postgres.pool import open_pool
from adapters.postgres.views import (
    NoticeCount,
    OpenItem,
    SessionCount,
    StageFigures,
    Views,
    Week,
)
from demo.links import Links
from domain.engine.words import spelled_out
from domain.pairing.vocabulary import Stage
from domain.telling.catalogue import spec_of

TABLES_SIDE_BY_SIDE = 3
BARS = " ▁▂▃▄▅▆▇█"


@dataclass(frozen=True)
class Summary:
    """All figures of one cohort."""

    stages: list[StageFigures]
    sessions: SessionCount
    notices: list[NoticeCount]
    items: list[OpenItem]
    weeks: list[Week]
    mails: int
    """Files in the folder of the mail server."""

    @classmethod
    async def of(cls, cohort_id: str, database_url: str, mails: Path) -> "Summary":
        """Ask the database."""
        async with await open_pool(database_url, max_size=1) as pool:
            views = Views(pool)
            return cls(
                stages=await views.stages(cohort_id),
                sessions=await views.sessions(cohort_id),
                notices=await views.notices(cohort_id),
                items=await views.open_items(cohort_id),
                weeks=await views.weeks(cohort_id),
                mails=len(list(mails.glob("*.eml"))),
            )

    def __rich__(self) -> RenderableType:
        return Group(
            *("", _title("Pairings by stage"), self._stages(), self._sessions()),
            *("", _title("Week by week"), self._weeks()),
            *("", _title("Open items"), self._items()),
            *("", _title("Mails by kind"), self._notices()),
        )

    def _stages(self) -> Table:
        table = _table("Stage", ">Pairings", ">Open items")
        for row in sorted(self.stages, key=lambda row: list(Stage).index(row.stage)):
            table.add_row(row.stage.value, str(row.pairings), str(row.open_items or ""))
        return table

    def _sessions(self) -> Text:
        count = self.sessions
        return Text(f"Sessions: {count.held} held, {count.missed} missed")

    def _weeks(self) -> Table:
        """A bar per week for each kind of activity, from the first week to the last."""
        table = _table("", "", ">In all")
        for name in ("mails", "bookings", "cancellations", "reflections"):
            figures = {week.week: int(getattr(week, name)) for week in self.weeks}
            table.add_row(name.capitalize(), _bars(figures), str(sum(figures.values())))
        return table

    def _items(self) -> RenderableType:
        if not self.items:
            return "None: nobody waits for the programme office."
        table = _table("Where", "What somebody has to do")
        for item in self.items:
            where = f"pairing-{item.pairing_id}" if item.pairing_id else f"cohort-{item.cohort_id}"
            table.add_row(where, spec_of(item.kind).task)
        return table

    def _notices(self) -> RenderableType:
        """In columns side by side, the most frequent first."""
        rows = sorted(self.notices, key=lambda row: (-row.issued, row.kind))
        length = max(1, -(-len(rows) // TABLES_SIDE_BY_SIDE))
        tables = []
        for start in range(0, len(rows), length):
            tables.append(table := _table("Kind", ">Sent", ">Refused"))
            for row in rows[start : start + length]:
                words = spelled_out(row.kind)
                table.add_row(words, str(row.delivered), str(row.undeliverable or ""))
        return Columns(tables, padding=(0, 4))


def _bars(figures: dict[date, int]) -> Text:
    """One bar per week; weeks in which nothing went on are empty."""
    if not figures:
        return Text("–")
    first, last, highest = min(figures), max(figures), max(1, *figures.values())
    weeks = [first + timedelta(weeks=number) for number in range((last - first).days // 7 + 1)]
    heights = [-(-figures.get(week, 0) * (len(BARS) - 1) // highest) for week in weeks]
    return Text("".join(BARS[height] for height in heights), style="cyan")


def _title(words: str) -> Text:
    return Text(words, style="bold")


def _table(*columns: str) -> Table:
    """A plain table; a column whose name begins with ``>`` holds numbers."""
    table = Table(box=None, pad_edge=False)
    for column in columns:
        right = column.startswith(">")
        table.add_column(
            column.lstrip(">"), justify="right" if right else "left", header_style="dim"
        )
    return table


def show_links(console: Console, links: Links) -> None:
    """Where to look on in the Temporal UI. Addresses are never cut, however narrow the terminal."""
    console.print("\nIn the Temporal UI", style="bold")
    pages = {
        "All pairings": links.pairings,
        "One pairing": links.pairing(f"{links.cohort_id}-001"),
        "The cohort": links.cohort,
        **{f"View “{name}”": address for name, address in links.saved_views.items()},
    }
    width = max(map(len, pages))
    for name, address in pages.items():
        line = Text.assemble(f"{name:{width}}  ", (address, f"link {address}"))
        console.print(line, soft_wrap=True)
