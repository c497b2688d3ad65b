"""Temporal CLI commands for owners, ready to be copied out of a mail."""

import hashlib
import json
import shlex

from markupsafe import Markup

from domain.letters import Letter


class Commands:
    """The commands of one letter, as templates write them: ``{{ commands.update("resume") }}``."""

    def __init__(self, letter: Letter) -> None:
        self._stream = letter.stream
        self._occasion = hashlib.sha256(letter.notice.id.encode()).hexdigest()[:8]

    def query(self, name: str) -> Markup:
        """Ask the workflow: ``state``, ``explain``."""
        return Markup(f"temporal workflow query --workflow-id {self._stream} --type {name}")

    def update(self, name: str, **fields: object) -> Markup:
        """Tell the workflow. Run again, the command has the same message id: it counts once."""
        business, _, business_id = self._stream.partition("-")
        message = {
            "message_id": f"mail-{self._occasion}-{name}",
            "acting": "operator",
            f"{business}_id": business_id,
            **fields,
        }
        return Markup(
            f"temporal workflow update execute --workflow-id {self._stream} --name {name} \\\n"
            f"  --input {shlex.quote(json.dumps(message))}"
        )
