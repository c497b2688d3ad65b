"""`eyelevel mails`: every mail as a page to look at."""

from pathlib import Path
from typing import Annotated

import typer

from adapters.notify.gallery import write_gallery


def mails(
    out: Annotated[Path, typer.Option(help="Folder for the pages; made if it is not there.")],
) -> None:
    """Write every mail, in every language, as an HTML gallery."""
    typer.echo(write_gallery(out))
