"""In whose name a message is sent to a pairing or cohort."""

from enum import StrEnum


class Role(StrEnum):
    """In whose name a message is sent."""

    MENTOR = "mentor"
    MENTEE = "mentee"
    ASSISTANT = "assistant"
    """The mentee's assistant: books and moves, but neither confirms nor signs (case 49)."""
    OPERATOR = "operator"
    INTEGRATION = "integration"
    """A calendar, a meeting tool, a form, an HR system."""
    ENGINE = "engine"
    """The engine itself: its post tells how a mail fared."""
