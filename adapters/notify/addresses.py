"""Mail addresses as mail servers and calendars want them."""

from urllib.parse import quote

from email_validator import validate_email

_IN_A_LINK = "!$'*+"
"""What may stand in the local part of a mailto link as it is, beside letters and digits
(RFC 6068)."""


def mail_address(mail: str) -> str:
    """The address as mail servers want it: an international domain in its ASCII form."""
    parts = validate_email(mail, check_deliverability=False)
    return f"{parts.local_part}@{parts.ascii_domain}"


def mailto(mail: str) -> str:
    """The address as a link (RFC 6068): ASCII only, and nothing in it begins a query."""
    local, _, domain = mail_address(mail).rpartition("@")
    return f"mailto:{quote(local, safe=_IN_A_LINK)}@{domain}"
