"""Every table that is keyed by a closed list is checked by `complete` or `sparse`."""

import ast
import importlib
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

REPOSITORY = Path(__file__).parents[2]
FOLDERS = ("activities", "adapters", "cli", "demo", "domain", "workflows")
CHECKS = {"complete", "sparse"}
NO_SCOPE_OF_A_MODULE = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


class Source(NamedTuple):
    """A file of the product."""

    path: Path
    tree: ast.Module

    def module(self) -> ModuleType:
        """The module that is made of it."""
        parts = self.path.relative_to(REPOSITORY).with_suffix("").parts
        return importlib.import_module(".".join(part for part in parts if part != "__init__"))


def test_no_table_is_loose() -> None:
    """A module's dictionary keyed by members of an enum or by types goes through a check."""
    sources = [Source(path, ast.parse(path.read_text())) for path in _files()]
    checked = [table for source in sources for table in _checked_by_name(source)]
    loose = [place for source in sources for place in _loose(source, checked)]
    assert loose == [], "take domain.engine.tables.complete, or sparse where most have one answer"


def _files() -> Iterator[Path]:
    yield REPOSITORY / "settings.py"
    yield REPOSITORY / "worker.py"
    for folder in FOLDERS:
        yield from (REPOSITORY / folder).rglob("*.py")


def _checked_by_name(source: Source) -> Iterator[object]:
    """The tables that ``complete(…, course.NOTICES, …)`` of this module adds up."""
    for argument in _arguments(source.tree):
        if _is_a_name(argument):
            yield _value(argument, source.module())


def _loose(source: Source, checked: list[object]) -> Iterator[str]:
    """Where this module has a table that nothing checks."""
    arguments = [*_arguments(source.tree)]
    names = dict(_assigned(source.tree))
    for literal in _literals(source.tree):
        module = source.module()
        first = next(key for key in literal.keys if key is not None)
        if literal in arguments or not _is_a_kind(_value(first, module)):
            continue
        name = names.get(literal)
        if name is None or not any(vars(module)[name] is table for table in checked):
            yield f"{source.path.relative_to(REPOSITORY)}:{literal.lineno} {name or ''}".rstrip()


def _literals(tree: ast.Module) -> Iterator[ast.Dict]:
    """The dictionaries with nothing but names as keys, beside other dictionaries that they hold."""
    for node in _at_import(tree):
        if isinstance(node, ast.Dict):
            keys = [key for key in node.keys if key is not None]
            if keys and all(map(_is_a_name, keys)):
                yield node


def _arguments(tree: ast.Module) -> Iterator[ast.expr]:
    for node in _at_import(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in CHECKS:
            yield from node.args


def _assigned(tree: ast.Module) -> Iterator[tuple[ast.expr, str]]:
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield value, name
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield value, name
            case _:
                pass


def _at_import(node: ast.AST) -> Iterator[ast.AST]:
    """Everything that is evaluated when the module is imported."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, NO_SCOPE_OF_A_MODULE):
            yield child
            yield from _at_import(child)


def _is_a_name(node: ast.expr | None) -> bool:
    match node:
        case ast.Name():
            return True
        case ast.Attribute(value=value):
            return _is_a_name(value)
        case _:
            return False


def _value(name: ast.expr | None, module: ModuleType) -> object:
    match name:
        case ast.Name(id=plain):
            return vars(module)[plain]
        case ast.Attribute(value=value, attr=attribute):
            return getattr(_value(value, module), attribute)
        case _:
            raise TypeError(f"{name} is no name")


def _is_a_kind(value: object) -> bool:
    return isinstance(value, Enum | type)
