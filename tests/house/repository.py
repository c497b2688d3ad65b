"""What is in the repository, for pages that name it."""

import ast
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
DOCS = REPOSITORY / "docs"
TESTS = REPOSITORY / "tests"


def texts(*suffixes: str) -> Iterator[Path]:
    """All files that people write, by suffix; hidden folders hold tools and local data."""
    for top in REPOSITORY.iterdir():
        if not top.name.startswith("."):
            files = top.rglob("*") if top.is_dir() else iter((top,))
            yield from (file for file in files if file.suffix in suffixes)


def names_of_tests() -> set[str]:
    """The functions of all tests."""
    return {name for file in TESTS.rglob("test_*.py") for name in symbols(file)}


def symbols(file: Path) -> set[str]:
    """What a module defines at its top, and the members of its classes as ``Class.member``."""
    names: set[str] = set()
    for node in ast.parse(file.read_text()).body:
        names |= _defined(node)
        if isinstance(node, ast.ClassDef):
            members = (name for child in node.body for name in _defined(child))
            names |= {f"{node.name}.{member}" for member in members}
    return names


def _defined(node: ast.stmt) -> set[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return {name}
        case ast.Assign(targets=targets):
            return {target.id for target in targets if isinstance(target, ast.Name)}
        case ast.AnnAssign(target=ast.Name(id=name)):
            return {name}
        case _:
            return set()
