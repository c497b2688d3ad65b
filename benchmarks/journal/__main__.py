"""Measures everything in one run: `python -m benchmarks.journal [--quick] [--only PART …]`."""

import argparse
import asyncio
import os
import platform
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from adapters.embedded.postgres import embedded_postgres
from benchmarks.journal.appends import measure_appends
from benchmarks.journal.gaps import measure_gaps
from benchmarks.journal.load import bytes_per_event
from benchmarks.journal.lone import measure_lone
from benchmarks.journal.peers import missing, peers
from benchmarks.journal.rebuilding import measure_rebuild
from benchmarks.journal.recovering import measure_recovery
from benchmarks.journal.repeats import measure_repeats
from benchmarks.journal.report import Table, goals, progress
from benchmarks.journal.scale import FULL, QUICK, Scale
from benchmarks.journal.stage import Ground

Part = Callable[[Ground, Scale], Awaitable[list[Table]]]
PARTS: dict[str, Part] = {
    "append": measure_appends,
    "lone": measure_lone,
    "gaps": measure_gaps,
    "repeats": measure_repeats,
    "rebuild": measure_rebuild,
    "recovery": measure_recovery,
}
RESULTS = Path(".var/journal.md")
CPU_INFO = Path("/proc/cpuinfo")


async def measure(scale: Scale, parts: Sequence[str]) -> str:
    """Prints each result as soon as it is there; all of them as Markdown."""
    start = time.monotonic()
    async with embedded_postgres(durable=True) as server:
        ground = Ground(server)
        about = await circumstances(ground, scale)
        tables: list[Table] = []
        for part in parts:
            found = await PARTS[part](ground, scale)
            print("\n".join(table.markdown() for table in found), flush=True)
            tables += found
    print(goals(tables).markdown(), flush=True)
    about += f" The whole run took {time.monotonic() - start:.0f} s."
    return "\n".join(
        [about, *missing(), "", *(table.markdown() for table in (goals(tables), *tables))]
    )


async def circumstances(ground: Ground, scale: Scale) -> str:
    """When, on what and with what."""
    names = ("eventsourcing", "psycopg") if peers() else ()
    software = [
        f"Python {platform.python_version()}",
        f"PostgreSQL {await ground.version()} (its own settings, fsync on)",
        *(f"{name} {version(name)}" for name in ("asyncpg", *names)),
    ]
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores ({_processor()}), "
        f"{', '.join(software)}. Events of {bytes_per_event():.0f} bytes on average; medians of "
        f"{scale.rounds} rounds of {scale.seconds} s each."
    )


def _processor() -> str:
    lines = CPU_INFO.read_text().splitlines() if CPU_INFO.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def main() -> None:
    """What to measure is given on the command line."""
    parser = argparse.ArgumentParser(prog="benchmarks.journal", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small run, to see whether it works")
    parser.add_argument("--only", nargs="+", choices=PARTS, metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--out", type=Path, default=RESULTS, help="where to write")
    given = parser.parse_args()
    for note in missing():
        progress(note)
    scale = QUICK if given.quick else FULL
    results = asyncio.run(measure(scale, given.only or list(PARTS)))
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(results, encoding="utf-8")
    progress(f"All tables are in {given.out}.")


if __name__ == "__main__":
    main()
