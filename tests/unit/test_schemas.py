"""Editors and integrations are promised what the models really take."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from cli.schemas import schema_files

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_the_committed_schemas_are_current() -> None:
    """The committed schemas are exactly what `eyelevel schemas` would write."""
    wanted = {path.as_posix(): content for path, content in schema_files()}
    found = {
        path.relative_to(EXAMPLES).as_posix(): path.read_text()
        for path in sorted(EXAMPLES.rglob("*.schema.json"))
    }
    assert found == wanted, "run `eyelevel schemas`"


@pytest.mark.parametrize("name", ["cohort.json", "cohort-minimal.json"])
def test_the_example_cohorts_match_their_schema(name: str) -> None:
    """The example cohorts are valid by the schema that editors use."""
    schema = json.loads((EXAMPLES / "cohort.schema.json").read_text())
    example = json.loads((EXAMPLES / name).read_text())
    assert [error.message for error in Draft202012Validator(schema).iter_errors(example)] == []
