"""The command `date` as documents use it, for a reader who lives on the stage.

``python -m tests.docs.date SECONDS -u +FORMAT``: the time that many seconds ahead of the machine's
clock. ``--date 'N days'`` adds some days to it.
"""

import argparse
import sys
from datetime import timedelta

from tests import stage_clock


def main() -> None:
    """Print the moment that was asked for."""
    parser = argparse.ArgumentParser(prog="date")
    parser.add_argument("ahead", type=float)
    parser.add_argument("-u", action="store_true", required=True)
    parser.add_argument("--date", default="0 days", metavar="'N days'")
    parser.add_argument("format")
    asked = parser.parse_args()
    days = int(asked.date.removesuffix(" days"))
    moment = stage_clock.wall_clock() + timedelta(seconds=asked.ahead, days=days)
    sys.stdout.write(f"{moment:{asked.format.removeprefix('+')}}\n")


if __name__ == "__main__":
    main()
