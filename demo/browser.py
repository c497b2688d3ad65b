"""Headless Chromium, spoken to over a pipe in the Chrome DevTools Protocol."""

import asyncio
import base64
import fcntl
import json
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from demo.terminal import DemoFailed

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
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
CALM = 1.5
"""Seconds that a page goes on moving after its words are there."""
LOOK_SECONDS = 0.2
PATIENCE = 60.0
"""Seconds for one answer of the browser, or for the words of a page."""
LARGEST_ANSWER = 64 * 1024 * 1024

# Chromium reads orders from file descriptor 3 and writes answers to 4.
_START = (
    "import os, sys; orders, answers, *command = sys.argv[1:]; "
    "os.dup2(int(orders), 3); os.dup2(int(answers), 4); os.execvp(command[0], command)"
)


@dataclass
class Page:
    """One tab."""

    browser: "Browser"
    session: str

    async def remember(self, values: Mapping[str, str]) -> None:
        """Put settings into the browser's storage before any page is opened."""
        source = "".join(
            f"localStorage.setItem({json.dumps(name)}, {json.dumps(value)});"
            for name, value in values.items()
        )
        await self._ask("Page.addScriptToEvaluateOnNewDocument", source=source)

    async def open(self, url: str, words: str, *, width: int, height: int) -> None:
        """Show a page of this size, and wait for these words on it."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        await self._ask("Emulation.setDeviceMetricsOverride", **size)
        await self._ask("Page.enable")
        await self._ask("Page.navigate", url=url)
        await self.shows(words)

    async def shows(self, words: str) -> None:
        """Wait until the page, or a frame of it, says these words, and calms down."""
        condition = (
            "[document, ...Array.from(frames, frame => frame.document)]"
            f".some(one => one?.body?.innerText.includes({json.dumps(words)}))"
        )
        try:
            async with asyncio.timeout(PATIENCE):
                while not await self.evaluate(condition):  # noqa: ASYNC110 - no event tells
                    await asyncio.sleep(LOOK_SECONDS)
        except TimeoutError:
            raise DemoFailed(f"A page does not show “{words}”") from None
        await asyncio.sleep(CALM)

    async def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression."""
        answer = await self._ask("Runtime.evaluate", expression=expression, returnByValue=True)
        return answer["result"].get("value")

    async def keep(self, picture: Path) -> Path:
        """Write a screenshot as a PNG file."""
        shot = await self._ask("Page.captureScreenshot", format="png")
        picture.write_bytes(base64.b64decode(shot["data"]))
        return picture

    async def _ask(self, method: str, **params: object) -> Any:
        return await self.browser.ask(method, self.session, **params)


@dataclass
class Browser:
    """A running browser."""

    answers: asyncio.StreamReader
    orders: asyncio.StreamWriter
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    async def page(self) -> Page:
        """A new tab."""
        target = await self.ask("Target.createTarget", url="about:blank")
        attached = await self.ask(
            "Target.attachToTarget", targetId=target["targetId"], flatten=True
        )
        return Page(self, attached["sessionId"])

    async def ask(self, method: str, session: str | None = None, **params: object) -> Any:
        """Send one command and return its answer. Raises `DemoFailed` if there is none."""
        number = next(self._numbers)
        order: dict[str, object] = {"id": number, "method": method, "params": params}
        if session is not None:
            order["sessionId"] = session
        try:
            self.orders.write(json.dumps(order).encode() + b"\0")
            async with asyncio.timeout(PATIENCE):
                answer = await self._answer_to(number)
        except (TimeoutError, EOFError, ConnectionError):
            raise DemoFailed(f"Chromium does not answer {method}") from None
        if "error" in answer:
            raise DemoFailed(f"Chromium refuses {method}: {answer['error']['message']}")
        return answer["result"]

    async def _answer_to(self, number: int) -> Any:
        while True:
            answer = json.loads((await self.answers.readuntil(b"\0"))[:-1])
            if answer.get("id") == number:
                return answer


@asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    """A browser with an empty profile, for as long as the block lasts.

    Raises `DemoFailed` when there is none on this machine.
    """
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise DemoFailed("Pictures need Chromium: install the package chromium")
    theirs_in, ours_out = _pipe()
    ours_in, theirs_out = _pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", "-S", "-c", _START, str(theirs_in), str(theirs_out)),
            *(program, *FLAGS, f"--user-data-dir={profile}"),
            pass_fds=(theirs_in, theirs_out),
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )
        for descriptor in (theirs_in, theirs_out):
            os.close(descriptor)  # so that we notice when the browser ends
        try:
            yield await _speaking(ours_in, ours_out)
        finally:
            process.terminate()
            await process.wait()


def _pipe() -> tuple[int, int]:
    """A pipe whose ends are out of the way of file descriptors 3 and 4."""
    ends = os.pipe()
    reading, writing = (fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in ends)
    for end in ends:
        os.close(end)
    return reading, writing


async def _speaking(answers: int, orders: int) -> Browser:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=LARGEST_ANSWER)
    protocol = asyncio.StreamReaderProtocol(reader)
    await loop.connect_read_pipe(lambda: protocol, os.fdopen(answers, "rb"))
    transport, flow = await loop.connect_write_pipe(
        asyncio.streams.FlowControlMixin, os.fdopen(orders, "wb")
    )
    return Browser(reader, asyncio.StreamWriter(transport, flow, reader, loop))
