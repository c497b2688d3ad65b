"""``python -m tests.mutants``: which rules could be deleted without a witness missing them.

Each line of a table of rules and each ``case`` of a rule is removed, one at a time, and the
witnesses (`tests.unit.witnesses`) are run. A table that must name every kind keeps its lines; their
rules are replaced by one that always says no. Whatever survives is printed, with its place: either
a witness is missing, or the line is of no use. Takes some minutes.
"""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest

RULES = ("domain/pairing/consequences/*.py", "domain/cohort/consequences/*.py")
WITNESSES = "tests/unit/witnesses"
NEVER = "_never"
"""Name of a rule that always says no: to replace it would change nothing."""


class Mutant(NamedTuple):
    """A module without one of its rules."""

    rule: str
    line: int
    source: str
    """Of what is left."""


class _Without(ast.NodeTransformer):
    """Takes the ``number``-th line of a table, or case of a ``match``, out of a module."""

    def __init__(self, number: int) -> None:
        self._left = number
        self.removed: ast.expr | ast.pattern | None = None

    def _is_it(self, node: ast.expr | ast.pattern) -> bool:
        self._left -= 1
        if self._left == 0:
            self.removed = node
        return self._left == 0

    def visit_Call(self, node: ast.Call) -> ast.AST | None:
        match node.func:
            case ast.Name(id="On") if self._is_it(node):
                return None
            case ast.Name(id="complete"):
                # Without a line the module could not be imported, and no witness would be asked.
                for table in node.args:
                    self._silence(table)
                return node
            case _:
                return self.generic_visit(node)

    def _silence(self, table: ast.expr) -> None:
        if not isinstance(table, ast.Dict):
            return
        for place, (key, rule) in enumerate(zip(table.keys, table.values, strict=True)):
            is_rule = isinstance(rule, ast.Name) and rule.id != NEVER
            if key is not None and is_rule and self._is_it(key):
                table.values[place] = ast.parse("lambda *_: False", mode="eval").body

    def visit_match_case(self, node: ast.match_case) -> ast.AST | None:
        is_rest = isinstance(node.pattern, ast.MatchAs) and node.pattern.pattern is None
        if not is_rest and self._is_it(node.pattern):
            return None
        return self.generic_visit(node)

    def visit_Dict(self, node: ast.Dict) -> ast.AST:
        for place, key in enumerate(node.keys):
            if isinstance(key, ast.Attribute) and self._is_it(key):
                del node.keys[place], node.values[place]
                break
        return self.generic_visit(node)


def mutants(source: str) -> Iterator[Mutant]:
    """The module without each of its rules."""
    number = 1
    while True:
        without, tree = _Without(number), ast.parse(source)
        changed = without.visit(tree)
        if without.removed is None:
            return
        rule = without.removed
        yield Mutant(ast.unparse(rule), rule.lineno, ast.unparse(changed))
        number += 1


def _is_missed(house: Path) -> bool:
    """Whether some witness of this copy fails; a copy that cannot be imported misses nothing."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", WITNESSES]
    done = subprocess.run(command, cwd=house, capture_output=True, check=False)
    return done.returncode == pytest.ExitCode.TESTS_FAILED


def main() -> int:
    """Name each rule that no witness misses, and how many were tried; 1 if there is one."""
    tried = alive = 0
    with TemporaryDirectory() as folder:
        house = Path(folder) / "house"
        shutil.copytree(Path(__file__).parents[1], house, ignore=shutil.ignore_patterns(".*"))
        for module in sorted(path for rules in RULES for path in house.glob(rules)):
            source = module.read_text()
            for mutant in mutants(source):
                tried += 1
                module.write_text(mutant.source)
                if not _is_missed(house):
                    alive += 1
                    _say(f"{module.relative_to(house)}:{mutant.line}: nobody misses {mutant.rule}")
            module.write_text(source)
    _say(f"{tried - alive} of {tried} rules are missed by a witness")
    return 1 if alive else 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
