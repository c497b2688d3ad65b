"""`eyelevel schemas`: JSON Schemas for editors and integrations, made from the models."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from pydantic import BaseModel, JsonValue

from domain.cohort import commands as cohort
from domain.pairing import commands as pairing
from domain.programme.request import CohortRequest

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema_files() -> Iterator[tuple[Path, str]]:
    """Every schema file with its content, relative to the folder of examples."""
    yield Path("cohort.schema.json"), _schema_of(CohortRequest, "A cohort of Eyelevel")
    for target, messages in (("cohort", cohort.MESSAGES), ("pairing", pairing.MESSAGES)):
        for name, model in messages.items():
            path = Path("messages", f"{target}.{name}.schema.json")
            yield path, _schema_of(model, model.summary)


def _schema_of(model: type[BaseModel], title: str) -> str:
    found: dict[str, JsonValue] = model.model_json_schema(mode="validation")
    return json.dumps({"$schema": DRAFT} | found | {"title": title}, indent=2) + "\n"


def schemas(
    out: Annotated[Path, typer.Option(help="Folder to write to")] = Path("examples"),
) -> None:
    """Write the JSON Schemas of the cohort file and of every message."""
    for path, content in schema_files():
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content)
    typer.echo(f"Schemas written to {out}")
