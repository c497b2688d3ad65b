"""The operator at the terminal: every command is printed before it runs, so that it can be copied.

What is printed is what is run, word for word; where programs and servers are is exported once.
"""

import asyncio
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text

from domain.engine.errors import EyelevelError

LINES_SHOWN = 12


class DemoFailed(EyelevelError):
    """The story cannot go on; the text says why and where to look."""


@dataclass(frozen=True)
class Terminal:
    """A shell with an environment of its own."""

    console: Console
    programs: Mapping[str, Path]
    environment: Mapping[str, str]
    """Everything that the programs see."""

    def export(self, hidden: frozenset[str] = frozenset()) -> None:
        """Print how to get the same environment in another terminal; not the hidden part."""
        folders = dict.fromkeys(str(program.parent) for program in self.programs.values())
        self._show(f"export PATH={shlex.quote(':'.join(folders))}:$PATH")
        for name, value in self.environment.items():
            if name not in hidden:
                self._show(f"export {name}={shlex.quote(value)}")

    async def run(self, *command: str, lines: int = LINES_SHOWN) -> str:
        """Print a command, run it, print the first lines of its answer; returns all of it.

        Raises `DemoFailed` with the command's output if it fails.
        """
        self._show(f"$ {shlex.join(command)}")
        program, *arguments = command
        process = await asyncio.create_subprocess_exec(
            self.programs[program],
            *arguments,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            env=dict(self.environment),
            start_new_session=True,  # a Ctrl-C must reach the demo only
        )
        output, _ = await process.communicate()
        answer = output.decode(errors="replace").strip()
        if process.returncode:
            raise DemoFailed(f"`{shlex.join(command)}` failed:\n{answer}")
        for line in answer.splitlines()[:lines]:
            self.remark(f"  {line}")
        return answer

    def remark(self, words: str) -> None:
        """Print something that is not to be typed."""
        self.console.print(Text(words, style="dim"), soft_wrap=True)

    def _show(self, command: str) -> None:
        self.console.print(Text(command, style="bold cyan"), soft_wrap=True)
