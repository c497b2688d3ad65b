"""The reference of all settings, written from their declarations."""

from collections.abc import Iterator
from enum import Enum

import typer
from pydantic.fields import FieldInfo

from settings import ALL_GROUPS, Group

INTRODUCTION = """\
# Settings

All settings are environment variables. An empty variable counts as one that is not set. A program
that finds settings wrong or missing names all of them, one line each, and ends with exit code 2.
The worker reads all groups but the last, a command only those that it needs.

This page is what `eyelevel settings` prints.
"""

TEMPORAL = """\
Address, namespace, TLS and API key are Temporal's own settings: `TEMPORAL_ADDRESS`,
`TEMPORAL_NAMESPACE`, `TEMPORAL_API_KEY`, `TEMPORAL_TLS`, `TEMPORAL_TLS_CLIENT_CERT_PATH`,
`TEMPORAL_TLS_CLIENT_KEY_PATH`, `TEMPORAL_TLS_SERVER_CA_CERT_PATH`, `TEMPORAL_TLS_SERVER_NAME`, or a
profile in a TOML file that `TEMPORAL_CONFIG_FILE` and `TEMPORAL_PROFILE` name. They mean the same
as for the Temporal CLI; without any of them it is `localhost:7233`, namespace `default`.
"""


def settings() -> None:
    """Print all settings with their meaning, as Markdown."""
    typer.echo(settings_page(), nl=False)


def settings_page() -> str:
    """The content of ``docs/settings.md``."""
    return INTRODUCTION + "".join(map(_section, ALL_GROUPS)) + f"\n{TEMPORAL}"


def _section(group: type[Group]) -> str:
    title = (group.__doc__ or "").rstrip(".")
    head = f"\n## {title}\n\n| variable | if not set | meaning |\n|---|---|---|\n"
    return head + "".join(_rows(group))


def _rows(group: type[Group]) -> Iterator[str]:
    for name, variable in group.variables().items():
        if name in group.__annotations__:  # inherited ones have their own section
            field = group.model_fields[name]
            yield f"| `{variable}` | {_default(field)} | {field.description} |\n"


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "**required**"
    match field.default:
        case None | False:
            return "–"
        case Enum() as member:
            return f"`{member.value}`"
        case value:
            return f"`{value}`"
