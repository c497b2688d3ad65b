"""requirements.lock: exact, verifiable, and in step with pyproject.toml."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPOSITORY = Path(__file__).parents[2]
LOCK = (REPOSITORY / "requirements.lock").read_text(encoding="utf-8")


def _pins() -> dict[str, str]:
    """Name → version."""
    found = re.findall(r"^([\w.-]+)==([\w.]+)", LOCK, re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


def test_every_dependency_is_locked() -> None:
    """What pyproject.toml asks for is in the lock, in a version that it allows: run `make lock`."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [
        *project["project"]["dependencies"],
        *project["dependency-groups"]["dev"],
        *project["build-system"]["requires"],
    ]
    pins = _pins()
    for requirement in map(Requirement, wanted):
        assert pins[canonicalize_name(requirement.name)] in requirement.specifier


def test_every_pin_is_verified() -> None:
    """Each package comes with the hashes of its files, so that nothing else can be installed."""
    entries = re.split(r"^(?=[\w.-]+==)", LOCK, flags=re.MULTILINE)[1:]
    assert len(entries) >= len(_pins())  # some have another version for another Python
    assert all("--hash=sha256:" in entry for entry in entries)


def test_lock_leaves_the_choice_of_index_to_the_user() -> None:
    """The lock names neither an index nor a path: both differ from machine to machine."""
    assert not re.search(r"^-|://|(^|\s)/", LOCK, re.MULTILINE)
