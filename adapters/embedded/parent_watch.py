"""Runs a command as a child process that ends with its owner, even if that is killed (SIGKILL).

``python parent_watch.py STOP_SIGNAL GRACE_SECONDS USER LEFTOVERS COMMAND…``: the owner holds the
other end of stdin; when it closes, the child's process group gets the signal, and SIGKILL after the
grace period. USER is a user id to run the command as. LEFTOVERS is a folder that is deleted if the
owner died and could not do so itself: an owner that is alive says a word before it closes. ``-``:
none. SIGUSR1 kills the child at once. Exit code: the
child's. Only the standard library is imported: it runs without a site-packages folder.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import threading
from types import FrameType


def main(
    stop_signal: int,
    grace_seconds: float,
    user: int | None,
    leftovers: str | None,
    command: list[str],
) -> int:
    """Run ``command`` until it ends by itself or the owner's end of stdin closes."""
    owner_died = threading.Event()
    child: subprocess.Popen[bytes] = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        process_group=0,
        user=user,
        group=None if user is None else pwd.getpwuid(user).pw_gid,
        extra_groups=None if user is None else [],
    )

    def kill(_signal: int, _frame: FrameType | None) -> None:
        _send(child, signal.SIGKILL)

    def stop() -> None:
        word = b""
        while heard := os.read(sys.stdin.fileno(), 1024):
            word = heard
        if not word:
            # Asking for the parent would be too early: the system closes files first.
            owner_died.set()
        _send(child, stop_signal)
        try:
            child.wait(grace_seconds)
        except subprocess.TimeoutExpired:
            _send(child, signal.SIGKILL)

    signal.signal(signal.SIGUSR1, kill)
    threading.Thread(target=stop, daemon=True).start()
    code = child.wait()
    if leftovers is not None and owner_died.is_set():
        shutil.rmtree(leftovers, ignore_errors=True)
    return code


def _send(child: "subprocess.Popen[bytes]", number: int) -> None:
    """Signal the whole group; a group that has ended already is fine."""
    try:
        os.killpg(child.pid, number)
    except ProcessLookupError:
        return


if __name__ == "__main__":
    signal_number, grace, *optional = sys.argv[1:5]
    user_id, folder = (None if argument == "-" else argument for argument in optional)
    run_as = int(user_id) if user_id else None
    sys.exit(main(int(signal_number), float(grace), run_as, folder, sys.argv[5:]))
