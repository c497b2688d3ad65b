"""Ports of this machine on which nothing listens."""

import socket
from dataclasses import dataclass

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class PickedPort:
    """A free port, and a remark for the user if it is not the expected one."""

    number: int
    remark: str | None = None


def pick_port(preferred: int | None, purpose: str) -> PickedPort:
    """The preferred port if it is free, else any free one, with a remark that says so."""
    if preferred is not None and _can_bind(preferred):
        return PickedPort(preferred)
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        number: int = probe.getsockname()[1]
    if preferred is None:
        return PickedPort(number)
    return PickedPort(number, f"Port {preferred} is busy: {purpose} listens on {number} instead.")


def _can_bind(port: int) -> bool:
    with socket.socket() as probe:
        # As servers do: a port whose last connection is only just closing counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True
