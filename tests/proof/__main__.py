"""`make prove`: the search for a pairing that never ends, through everything or so much of it.

``python -m tests.proof [--most N] [programme …]``; exit code 1 if one was found, or takes
longer than the terms determine.
"""

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial

from tests.proof.programmes import PROGRAMMES
from tests.proof.search import Search

SHOWN = 10


def main() -> int:
    """Search programme by programme, two at a time."""
    parser = argparse.ArgumentParser(prog="tests.proof", description=__doc__)
    parser.add_argument("programmes", nargs="*", metavar="programme", help=", ".join(PROGRAMMES))
    parser.add_argument("--most", type=int, default=sys.maxsize, help="kinds of states for each")
    given = parser.parse_args()
    if unknown := set(given.programmes) - set(PROGRAMMES):
        parser.error(f"no such programme: {', '.join(unknown)}; there are {', '.join(PROGRAMMES)}")
    names = given.programmes or list(PROGRAMMES)
    with ProcessPoolExecutor(max_workers=2) as processes:
        running = {processes.submit(_search, name, given.most): name for name in names}
        found = [_report(running[one], one.result()) for one in as_completed(running)]
    return 1 if any(found) else 0


def _search(name: str, most: int) -> Search:
    return Search(PROGRAMMES[name]).run(most, partial(_note, name))


def _note(name: str, search: Search) -> None:
    print(
        f"{name}: {search.expanded:,} kinds of states looked at, {search.waiting:,} to look at; "
        f"{len(search.endless)} never end; longest {search.longest.days} days",
        flush=True,
    )


def _report(name: str, search: Search) -> bool:
    """Say what came of it, and whether a pairing was found that does not end."""
    how_far = "all" if search.is_exhausted else "the nearest"
    days = search.longest.days
    print(
        f"{name}: {how_far} {search.expanded:,} kinds of states; left alone, a pairing ends "
        f"within {days} days, and may take {search.bound.days}; {len(search.endless)} never end",
        flush=True,
    )
    for endless in search.endless[:SHOWN]:
        waits_for = ", ".join(endless.waits_for) or "nothing"
        print(f"  in {endless.stage}, waiting for {waits_for}:", *endless.way, sep="\n    ")
    return bool(search.endless) or search.longest > search.bound


if __name__ == "__main__":
    sys.exit(main())
