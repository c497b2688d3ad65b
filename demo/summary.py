"""What came of it: read from the read tables, and from the mails that were kept."""

from dataclasses import dataclass
from pathlib import Path

from rich.columns import Columns
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from adapters.postgres.pool import open_pool
from adapters.postgres.views import NoticeCount, OpenItem, SessionCount, StageCount, Views
from demo.links import Links
from domain.items import in_words


@dataclass(frozen=True)
class Summary:
    """All figures of one cohort."""

    stages: list[StageCount]
    sessions: SessionCount
    notices: list[NoticeCount]
    items: list[OpenItem]
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
                mails=len(list(mails.glob("*.eml"))),
            )

    def show(self, console: Console, mails: Path) -> None:
        """Print it."""
        console.print()
        console.print(Columns([self._stages(), self._items()], padding=(0, 6)))
        console.print(self._notices())
        console.print(f"{self.mails} mails lie in {mails} (open one with any mail program)")

    def _stages(self) -> Group:
        table = _table("Pairings by stage", "", "Pairings", "Open items")
        for row in self.stages:
            table.add_row(row.stage.value, str(row.pairings), str(row.open_items or ""))
        count = self.sessions
        line = f"Sessions: {count.held} held, {count.missed} missed, {count.planned} planned"
        return Group(table, Text(line))

    def _items(self) -> Table:
        table = _table("Open items", "Where", "What somebody has to do")
        for item in self.items:
            where = f"pairing-{item.pairing_id}" if item.pairing_id else f"cohort-{item.cohort_id}"
            table.add_row(where, in_words(item.kind))
        return table

    def _notices(self) -> Group:
        tables = []
        rows = sorted(self.notices, key=lambda row: -row.issued)
        third = -(-len(rows) // 3)
        for start in range(0, len(rows), third or 1):
            table = _table("Mails by kind" if not start else "", "Kind", "Sent", "Refused")
            for row in rows[start : start + third]:
                words = row.kind.replace("_", " ")
                table.add_row(words, str(row.delivered), str(row.undeliverable or ""))
            tables.append(table)
        return Group(Columns(tables, padding=(0, 4)))


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for number, column in enumerate(columns):
        right = number > 0 and column in {"Pairings", "Open items", "Sent", "Refused"}
        table.add_column(column, justify="right" if right else "left", header_style="dim")
    return table


def show_links(console: Console, links: Links) -> None:
    """Where to look on in the Temporal UI. Addresses are never cut, however narrow the terminal."""
    console.print("In the Temporal UI", style="bold")
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
