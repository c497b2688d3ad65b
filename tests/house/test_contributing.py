"""What contributors meet first: licence, metadata, hooks, templates, verbs of make."""

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

REPOSITORY = Path(__file__).parents[2]
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CLASSIFIERS: list[str] = PROJECT["classifiers"]
MAKEFILE = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
PLACES: list[tuple[str, str]] = re.findall(
    r"^\| \[`[^`]+`\]\(([^)]+)\)[^|]*\| `([^`]+)` \|",
    (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)
"""Where a new message, mail or item has a place, and what stands there for the example."""
YAML = [REPOSITORY / ".pre-commit-config.yaml", *sorted((REPOSITORY / ".github").rglob("*.yml"))]


def load(path: Path) -> dict[str, Any]:
    """A YAML file, which is always a mapping here."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def supported() -> list[str]:
    """The versions of Python that the classifiers name, such as ``3.11``."""
    found = (
        re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", classifier)
        for classifier in CLASSIFIERS
    )
    return [match[1] for match in found if match]


@pytest.mark.parametrize("path", YAML, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_a_file_of_the_forge_parses(path: Path) -> None:
    """Hooks, workflows and issue templates are valid YAML and not empty."""
    assert load(path)


def test_the_forge_runs_what_everybody_runs_on_every_python() -> None:
    """The workflow calls .ci/run once for each version of Python that pyproject.toml names."""
    job = load(REPOSITORY / ".github" / "workflows" / "check.yml")["jobs"]["check"]
    assert job["strategy"]["matrix"]["python"] == supported()
    assert ".ci/run" in [step.get("run") for step in job["steps"]]


def test_all_places_name_the_same_pythons() -> None:
    """Classifiers, `requires-python` and bin/setup agree on the oldest and the newest."""
    setup = (REPOSITORY / "bin" / "setup").read_text(encoding="utf-8")
    minors = [int(version.partition(".")[2]) for version in supported()]
    assert minors == list(range(minors[0], minors[-1] + 1))
    assert PROJECT["requires-python"] == f">=3.{minors[0]},<3.{minors[-1] + 1}"
    assert f"(3, {minors[0]}) <= sys.version_info[:2] < (3, {minors[-1] + 1})" in setup
    assert all(f"python{version}" in setup for version in supported())


def test_hooks_are_tools_of_the_project() -> None:
    """A commit hook calls a program of .venv that `make check` calls, and downloads nothing."""
    repositories = load(REPOSITORY / ".pre-commit-config.yaml")["repos"]
    assert [repository["repo"] for repository in repositories] == ["local"]
    for hook in repositories[0]["hooks"]:
        assert hook["language"] == "system"
        folder, _, program = hook["entry"].split()[0].rpartition("/")
        assert folder == ".venv/bin"
        assert f"$(BIN)/{program}" in MAKEFILE


def test_the_licence_is_there_and_named() -> None:
    """LICENSE holds the whole Apache License, for the authors that pyproject.toml names."""
    (author,) = PROJECT["authors"]
    (file,) = PROJECT["license-files"]
    text = (REPOSITORY / file).read_text(encoding="utf-8")
    assert PROJECT["license"] == "Apache-2.0"
    assert "Apache License\n                           Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert f"Copyright 2026 {author['name']}" in text


def test_the_application_is_never_published() -> None:
    """A package index refuses the upload of a project that is marked as private."""
    assert "Private :: Do Not Upload" in CLASSIFIERS


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "LICENSE", "SECURITY.md"])
def test_the_readme_leads_to(name: str) -> None:
    """Readers of the README find how to contribute, what they may do, and what is protected."""
    assert f"]({name})" in (REPOSITORY / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("place", "example"), PLACES)
def test_a_place_of_a_new_message_is_where_contributing_says(place: str, example: str) -> None:
    """Every place that CONTRIBUTING names exists, and shows what it says of `cancel_session`."""
    path = REPOSITORY / place
    found = [file.name for file in path.iterdir()] if path.is_dir() else path.read_text("utf-8")
    assert example in found


def test_every_verb_of_make_is_listed() -> None:
    """`make help` names every verb with what it does."""
    said = subprocess.run(
        ["make", "--no-print-directory", "help"],
        cwd=REPOSITORY,
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    listed = dict(re.findall(r"^  make ([a-z-]+) +(\S.*)$", said, re.MULTILINE))
    declared = re.findall(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)
    verbs = re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE)
    assert set(listed) == set(verbs) == set(" ".join(declared).split())
