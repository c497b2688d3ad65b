"""Sender and links of this installation's mails."""

from urllib.parse import quote

from email_validator import validate_email
from pydantic import EmailStr

from domain.engine.base import Frozen
from domain.programme.ids import is_pairing, pairing_in
from domain.telling.addresses import AnswerUrl, WebAddress
from domain.telling.letters import Letter
from domain.telling.ui_links import workflow_page


class Letterhead(Frozen):
    """Sender and links of every mail."""

    sender: EmailStr
    """In From and as the organizer of calendar entries; bounces go there."""
    answer_url: AnswerUrl | None = None
    """Template of the form in which people answer; absent: they reply to the mail."""
    ui_url: WebAddress | None = None
    """Base address of the Temporal UI; absent: owners get commands, but no links."""
    namespace: str = "default"
    """Temporal namespace, as in the addresses of the UI."""

    @property
    def domain(self) -> str:
        """The part of the sender's address that makes our ids globally unique."""
        return validate_email(self.sender, check_deliverability=False).ascii_domain

    def answer_link(self, letter: Letter) -> str | None:
        """Where the recipient answers; none for letters that are not about a pairing."""
        if self.answer_url is None or not is_pairing(letter.stream):
            return None
        notice = letter.notice
        values = {
            "pairing_id": pairing_in(letter.stream),
            "kind": notice.kind,
            "side": notice.side or "",
            "session_id": notice.session_id or "",
            "notice_id": notice.id,
        }
        return self.answer_url.format_map({key: quote(text) for key, text in values.items()})

    def ui_link(self, letter: Letter) -> str | None:
        """The pairing or cohort in the Temporal UI."""
        if self.ui_url is None:
            return None
        return f"{self.ui_url}{workflow_page(self.namespace, letter.stream)}"
