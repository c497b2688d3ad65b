"""How long does it take to import a roster? `python -m benchmarks.roster_import [PEOPLE]`

Writes a file with every column filled, and imports it on an embedded PostgreSQL: new, a second time
without a change, and with a tenth of the people changed. The file is read anew for each of them, as
`eyelevel roster import` does. The embedded server does not flush to disk; an import, which is one
transaction, would wait for that once.
"""

import asyncio
import csv
import io
import statistics
import sys
import time

from adapters.embedded.postgres import embedded_postgres
from adapters.holiday_regions import holiday_regions
from adapters.postgres.migrate import migrate
from adapters.postgres.pool import open_pool
from adapters.postgres.roster import PostgresRoster
from domain.roster.columns import COLUMNS
from domain.roster.reading import ImportRules, RosterFile, read_roster

ROUNDS = 5
REPORTS = 8
"""People who report to the same manager."""


def people_csv(count: int, changed: int = 0) -> bytes:
    """A file with as many people, every column of each filled; some have another level."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([column.name for column in COLUMNS])
    for number in range(count):
        cells = {column.name: column.example for column in COLUMNS} | {
            "id": f"p-{number}",
            "name": f"Person Number {number}",
            "mail": f"person.{number}@example.com",
            "manager_id": f"p-{(number - 1) // REPORTS}" if number else "",
            "do_not_match": f"p-{(number + 1) % count}",
            "level": "3" if number < changed else "2",
        }
        writer.writerow(cells.values())
    return text.getvalue().encode()


async def import_once(roster: PostgresRoster, name: str, data: bytes) -> tuple[float, float]:
    """Seconds for reading the file, and for writing it."""
    rules = ImportRules(this_year=2026, regions=holiday_regions())
    start = time.perf_counter()
    file: RosterFile = read_roster(data, rules)
    read = time.perf_counter()
    await roster.import_file(name, file)
    return read - start, time.perf_counter() - read


async def main(count: int) -> None:
    """Print the medians."""
    occasions = {
        "new": people_csv(count),
        "the same again": people_csv(count),
        "a tenth changed": people_csv(count, changed=count // 10),
    }
    results: dict[str, list[tuple[float, float]]] = {occasion: [] for occasion in occasions}
    async with embedded_postgres() as server:
        await migrate(server.url())
        pool = await open_pool(server.url())
        roster = PostgresRoster(pool)
        for number in range(ROUNDS):
            for occasion, data in occasions.items():
                results[occasion].append(await import_once(roster, f"main-{number}", data))
        await pool.close()
    print(f"{count} people, {len(occasions['new']) / 1e6:.1f} MB, medians of {ROUNDS} rounds")
    for occasion, seconds in results.items():
        read, write = (statistics.median(part) for part in zip(*seconds, strict=True))
        print(
            f"  {occasion:<16} {read + write:6.2f} s  (file {read:.2f} s, database {write:.2f} s)"
        )


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
