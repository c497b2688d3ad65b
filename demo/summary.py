"""What came of it: read from the read tables, and from the mails that were kept."""

from dataclasses import dataclass
from pathlib import Path

from rich.columns import Columns
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from adapters.postgres.pool import open_pool
from adapters.postgres.views import NoticeCount, OpenItem, SessionCount, StageCount, Views
from demo.links import Links
from domain.items import in_words
from domain.pairing.vocabulary import Stage

TABLES_SIDE_BY_SIDE = 3


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

    def __rich__(self) -> RenderableType:
        return Group(
            *("", _title("Pairings by stage"), self._stages(), self._sessions()),
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

    def _items(self) -> RenderableType:
        if not self.items:
            return "None: nobody waits for the programme office."
        table = _table("Where", "What somebody has to do")
        for item in self.items:
            where = f"pairing-{item.pairing_id}" if item.pairing_id else f"cohort-{item.cohort_id}"
            table.add_row(where, in_words(item.kind))
        return table

    def _notices(self) -> RenderableType:
        """In columns side by side, the most frequent first."""
        rows = sorted(self.notices, key=lambda row: (-row.issued, row.kind))
        length = max(1, -(-len(rows) // TABLES_SIDE_BY_SIDE))
        tables = []
        for start in range(0, len(rows), length):
            tables.append(table := _table("Kind", ">Sent", ">Refused"))
            for row in rows[start : start + length]:
                words = row.kind.replace("_", " ")
                table.add_row(words, str(row.delivered), str(row.undeliverable or ""))
        return Columns(tables, padding=(0, 4))


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
