"""Pictures of what HR sees, taken in headless Chromium while the demo is up."""

import asyncio
import base64
import json
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from demo.links import Links
from demo.terminal import DemoFailed

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SHOWN = "009"
"""A pairing that had a pause, and reflections on both sides."""
SIZE = "1280,1400"
LETTER = "metadata"
"""The tab of the Temporal UI that shows a workflow's current details."""
TIME_TO_LOAD = 5.0
"""Seconds: the UI asks its server several times before a page is complete, and never says when."""
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)


async def take_pictures(links: Links, folder: Path) -> list[Path]:
    """The list of pairings, a pairing's letter and timeline, and the cohort's letter, as PNG files.

    Raises `DemoFailed` without a browser.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pairing = links.pairing(f"{links.cohort_id}-{SHOWN}")
    async with _browser() as browser:
        return [
            await browser.take(links.pairings, folder / "pairings.png"),
            await browser.take(pairing, folder / "pairing.png", tab=LETTER),
            await browser.take(pairing, folder / "timeline.png"),
            await browser.take(links.cohort, folder / "cohort.png", tab=LETTER),
        ]


@dataclass
class _Browser:
    """Chromium, spoken to over a pipe in the Chrome DevTools Protocol."""

    answers: asyncio.StreamReader
    orders: asyncio.StreamWriter
    numbers: Any = field(default_factory=lambda: count(1))

    async def take(self, url: str, picture: Path, tab: str | None = None) -> Path:
        """Open a page, and one of its tabs; let it load, and keep what is to be seen."""
        target = await self._ask("Target.createTarget", url=url)
        attached = await self._ask(
            "Target.attachToTarget", targetId=target["targetId"], flatten=True
        )
        session = attached["sessionId"]
        await asyncio.sleep(TIME_TO_LOAD)
        if tab is not None:
            click = f"document.querySelector('a[href*=\"{tab}\"]').click()"
            await self._ask("Runtime.evaluate", session, expression=click)
            await asyncio.sleep(TIME_TO_LOAD)
        shot = await self._ask("Page.captureScreenshot", session, format="png")
        picture.write_bytes(base64.b64decode(shot["data"]))
        return picture

    async def _ask(self, method: str, session: str | None = None, **params: object) -> Any:
        number = next(self.numbers)
        order: dict[str, object] = {"id": number, "method": method, "params": params}
        if session is not None:
            order["sessionId"] = session
        self.orders.write(json.dumps(order).encode() + b"\0")
        while True:
            answer = json.loads((await self.answers.readuntil(b"\0"))[:-1])
            if answer.get("id") != number:
                continue
            if "error" in answer:
                raise DemoFailed(f"Chromium refused {method}: {answer['error']['message']}")
            return answer["result"]


@asynccontextmanager
async def _browser() -> AsyncIterator[_Browser]:
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        raise DemoFailed("Pictures need Chromium: install the package chromium")
    theirs_in, ours_out = os.pipe()
    ours_in, theirs_out = os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = await asyncio.create_subprocess_exec(
            "/bin/sh",
            "-c",
            # Chromium reads from file descriptor 3 and answers on 4.
            f'exec "$0" "$@" 3<&{theirs_in} 4>&{theirs_out}',
            program,
            *FLAGS,
            f"--window-size={SIZE}",
            f"--user-data-dir={profile}",
            pass_fds=(theirs_in, theirs_out),
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            yield await _speaking(ours_in, ours_out)
        finally:
            process.terminate()
            await process.wait()
            for descriptor in (theirs_in, theirs_out):
                os.close(descriptor)


async def _speaking(answers: int, orders: int) -> _Browser:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=64 * 1024 * 1024)
    protocol = asyncio.StreamReaderProtocol(reader)
    await loop.connect_read_pipe(lambda: protocol, os.fdopen(answers, "rb"))
    transport, flow = await loop.connect_write_pipe(
        asyncio.streams.FlowControlMixin, os.fdopen(orders, "wb")
    )
    return _Browser(reader, asyncio.StreamWriter(transport, flow, reader, loop))
