"""Temporal CLI commands for owners, to be copied out of a mail."""

import hashlib
import json
import shlex

from markupsafe import Markup

from domain.programme.ids import cohort_in
from domain.telling.catalogue import command_for
from domain.telling.letters import Letter, needed


class Commands:
    """The commands of one letter, as templates write them: ``{{ commands.update("resume") }}``."""

    def __init__(self, letter: Letter) -> None:
        self._stream = letter.stream
        self._notice_id = letter.notice.id
        self._item = letter.notice.item

    def helping(self) -> Markup:
        """The command that helps with the item. Raises `LetterIncomplete` if none does."""
        command = command_for(self._item, cohort_in(self._stream)) if self._item else None
        return Markup(needed(command, "the command of the item"))

    def query(self, name: str) -> Markup:
        """The command for a query: ``state``, ``explain``."""
        return Markup(f"temporal workflow query --workflow-id {self._stream} --type {name}")

    def update(self, name: str, **fields: object) -> Markup:
        """The command for an update.

        Its message id follows from the notice and from what is said: run twice, it counts once.
        """
        business, _, business_id = self._stream.partition("-")
        content = json.dumps([self._notice_id, name, fields])
        message = {
            "message_id": f"mail-{hashlib.sha256(content.encode()).hexdigest()[:12]}",
            "acting": "operator",
            f"{business}_id": business_id,
            **fields,
        }
        return Markup(
            f"temporal workflow update execute \\\n"
            f"  --workflow-id {self._stream} --name {name} \\\n"
            f"  --input {shlex.quote(json.dumps(message))}"
        )
