"""A reader who types what a document shows."""

import asyncio
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests import stage_clock
from tests.docs.blocks import REPOSITORY, Block
from tests.docs.world import PATIENCE, World

NOT_RUN = (
    *("make ", "docker ", "psql ", "python3 -m venv ", ".venv/bin/python -m pip "),
    *(".venv/bin/python worker.py", "EYELEVEL_TASKS=", ".venv/bin/pre-commit "),
)
"""Commands that need another machine, or that this test has run already: `look_at` them only."""
NOW = "datetime.now(UTC)"
"""In Python; the reader lives on the stage, and the machine does not."""
_ASSIGNMENT = re.compile(r"([A-Z_]+)=.*")
_PLACEHOLDER = re.compile(r"\{\{([A-Z_]+)\}\}")
_LEAVE = (
    "import os, runpy, sys; sys.path.insert(0, '.'); "
    "runpy.run_path(sys.argv[1], run_name='__main__'); sys.stdout.flush(); os._exit(0)"
)
"""An interpreter that has used Temporal's client sometimes crashes at its end (decision 2)."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    worked: bool
    said: str


@dataclass
class Reader:
    """A reader with one terminal per document: variables that were set keep their values."""

    world: World
    variables: dict[str, list[str]] = field(default_factory=dict)
    """By document, as bash declares them."""

    async def type(self, block: Block) -> Answer:
        """Run a block as it stands."""
        match block.language:
            case "sh":
                return await self._shell(block)
            case "python":
                return await self._python(block)
            case language:
                assert language == "http", language
                return await self._http(block)

    async def _shell(self, block: Block) -> Answer:
        lines = [line for line in _commands(block.code) if not line.startswith(NOT_RUN)]
        names = [found[1] for line in lines if (found := _ASSIGNMENT.fullmatch(line))]
        if not names or len(names) < len(lines):
            return await self._bash(block, "\n".join(lines))
        told = await self._bash(block, "\n".join((*lines, f"declare -p {' '.join(names)}")))
        self.variables.setdefault(block.document, []).extend(told.said.splitlines())
        return told

    async def _bash(self, block: Block, code: str) -> Answer:
        known = "\n".join(self.variables.get(block.document, ()))
        return await self._run("bash", "-euo", "pipefail", "-c", f"{known}\n{code}")

    async def _python(self, block: Block) -> Answer:
        file = self.world.folder / (block.remark or "example.py")
        file.write_text(block.code.replace(NOW, f"datetime.fromisoformat('{stage_clock.now()}')"))
        return await self._run(sys.executable, "-c", _LEAVE, str(file))

    async def _run(self, *command: str) -> Answer:
        process = await asyncio.create_subprocess_exec(
            *command,
            cwd=self.world.folder,
            env=self.world.environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        try:
            said, _ = await asyncio.wait_for(process.communicate(), PATIENCE.total_seconds())
        except TimeoutError:
            process.kill()
            await process.wait()
            return Answer(False, f"stands still:\n{await self.world.what_waits()}")
        return Answer(process.returncode == 0, said.decode())

    async def _http(self, block: Block) -> Answer:
        head, _, body = block.code.partition("\n\n")
        first, *headers = head.splitlines()
        method, path = first.split()
        for name in dict.fromkeys(_PLACEHOLDER.findall(body)):
            value = await self._bash(block, f'printf %s "${name}"')
            assert value.worked, value.said
            body = body.replace(f"{{{{{name}}}}}", value.said)
        request = urllib.request.Request(
            self.world.http_address + path,
            method=method,
            headers=dict(header.split(": ", 1) for header in headers),
            data=body.encode(),
        )
        return await asyncio.to_thread(_fetch, request)


def _fetch(request: urllib.request.Request) -> Answer:
    try:
        with urllib.request.urlopen(request) as answer:
            return Answer(True, answer.read().decode())
    except urllib.error.HTTPError as error:
        return Answer(False, error.read().decode())


def look_at(block: Block) -> list[str]:
    """What a command that is not run here names and does not exist: make's verbs, and files."""
    missing: list[str] = []
    for line in _commands(block.code):
        if line.startswith("make "):
            missing += _unknown_verbs(line.split("#")[0].split()[1:])
        elif line.startswith(NOT_RUN):
            words = (Path(word) for word in line.split() if "/" in word and "$" not in word)
            missing += [str(word) for word in words if not (REPOSITORY / word).exists()]
    return missing


def _unknown_verbs(verbs: Iterable[str]) -> list[str]:
    makefile = (REPOSITORY / "Makefile").read_text()
    return [verb for verb in verbs if not re.search(rf"^{verb}:", makefile, re.MULTILINE)]


def _commands(code: str) -> list[str]:
    """Lines that do something; those with a gap that the reader fills in (…) do nothing here."""
    lines = (line.rstrip() for line in code.splitlines())
    return [line for line in lines if line and not (line.startswith("export ") and "…" in line)]
