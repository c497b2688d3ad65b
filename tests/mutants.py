"""``python -m tests.mutants``: which rules could be deleted without a witness missing them.

Each line of a table of rules and each ``case`` of a rule is removed, one at a time, and the
witnesses (`tests.unit.witnesses`) are run. Whatever survives is printed, with its place: either a
witness is missing, or the line is of no use. Takes some minutes.
"""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

RULES = ("domain/pairing/consequences/*.py", "domain/cohort/consequences/*.py")
WITNESSES = "tests/unit/witnesses"


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
        if isinstance(node.func, ast.Name) and node.func.id == "On" and self._is_it(node):
            return None
        return self.generic_visit(node)

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
    """Whether some witness of this copy of the project fails."""
    pytest = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", WITNESSES]
    return subprocess.run(pytest, cwd=house, capture_output=True, check=False).returncode != 0


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
