"""Pictures for the documentation, taken while the demo is running: its table, and what HR sees."""

import io
import json
from pathlib import Path
from typing import Final

from rich.console import Console, RenderableType
from rich.terminal_theme import MONOKAI

from demo.browser import Browser, browser
from demo.links import NAMESPACE, Links

SHOWN: Final = "002"
"""Around the 15th week it is about to continue as new: its first run tells the longest story.

Later runs show few events, and with time skipping Temporal gives them a start in the future.
"""
COLUMNS: Final = (
    "Status",
    "Workflow ID",
    "Stage",
    "SessionsHeld",
    "SessionsPlanned",
    "Attention",
    "NextDue",
)
"""Columns that an HR person adds to the list of workflows by hand, once."""
SETTINGS: Final = {
    "namespace-workflow-table-columns": json.dumps(
        {NAMESPACE: [{"label": column} for column in COLUMNS]}
    )
}
"""As Temporal UI 2.54 keeps them in the browser."""
WIDE: Final = 1520
WIDEST: Final = 1700
TALL: Final = 1120
DETAILS: Final = "document.querySelector('a[href*=\"metadata\"]').href"
"""The address of the tab that shows a workflow's current details."""
HISTORY: Final = "document.querySelector('a[href*=\"/history\"]').href"
"""The address of the tab that shows a workflow's events."""
SCROLL_TO_EVENTS: Final = (
    "[...document.querySelectorAll('h2')].find(one => one.innerText.startsWith('Event History'))"
    "?.scrollIntoView()"
)
COMPACT: Final = (
    "[...document.querySelectorAll('button')].find(one => one.innerText.includes('Compact'))"
    "?.click()"
)
"""One line for what belongs together. The tab *Timeline* shows local activities without words."""
TERMINAL_WIDTH: Final = 116
"""Columns."""
TERMINAL_PAGE: Final = (
    '<html><body style="margin:0;background:{background}"><pre style="margin:0;padding:16px;'
    "display:inline-block;font:14px/1.3 'DejaVu Sans Mono',monospace;color:{foreground}\">{code}"
    "</pre></body></html>"
)


async def take_pictures(links: Links, shown: list[RenderableType], folder: Path) -> list[Path]:
    """Terminal, list of pairings, details and history of one, details of the cohort, as PNG.

    Raises `demo.terminal.DemoFailed` without a browser.
    """
    folder.mkdir(parents=True, exist_ok=True)
    async with browser() as chromium:
        pairing = links.pairing(f"{links.cohort_id}-{SHOWN}")
        return [
            await _terminal(chromium, shown, folder / "demo.png"),
            await _list(chromium, links.pairings, folder / "pairings.png"),
            await _details(chromium, pairing, folder / "pairing.png"),
            await _history(chromium, pairing, folder / "history.png"),
            await _details(chromium, links.cohort, folder / "cohort.png"),
        ]


async def _terminal(chromium: Browser, shown: list[RenderableType], picture: Path) -> Path:
    console = Console(record=True, file=io.StringIO(), width=TERMINAL_WIDTH, force_terminal=True)
    for part in shown:
        console.print(part)
    content = console.export_html(theme=MONOKAI, code_format=TERMINAL_PAGE, inline_styles=True)
    source = picture.with_suffix(".html")
    source.write_text(content, encoding="utf-8")
    try:
        page = await chromium.page()
        await page.open(source.resolve().as_uri(), "Stage", width=WIDE, height=800)
        size = "[document.querySelector('pre').offsetWidth, document.body.scrollHeight]"
        width, height = await page.evaluate(size)
        await page.open(source.resolve().as_uri(), "Stage", width=width, height=height)
        return await page.keep(picture)
    finally:
        source.unlink()


async def _list(chromium: Browser, url: str, picture: Path) -> Path:
    page = await chromium.page()
    await page.remember(SETTINGS)
    await page.open(url, "NextDue", width=WIDE, height=900)
    return await page.keep(picture)


async def _details(chromium: Browser, url: str, picture: Path) -> Path:
    """The current details, which the worker is asked for as they are shown."""
    page = await chromium.page()
    await page.open(url, "User Metadata", width=WIDE, height=TALL)
    await page.open(await page.evaluate(DETAILS), "sessions held", width=WIDE, height=TALL)
    return await page.keep(picture)


async def _history(chromium: Browser, url: str, picture: Path) -> Path:
    """The events, in the words of timers and activities."""
    page = await chromium.page()
    await page.open(url, "Event History", width=WIDEST, height=TALL)
    await page.open(await page.evaluate(HISTORY), "Timer Started", width=WIDEST, height=TALL)
    await page.evaluate(SCROLL_TO_EVENTS)
    await page.evaluate(COMPACT)
    await page.shows("Local Activity")
    return await page.keep(picture)
