"""Who may speak to a pairing or a cohort."""

from enum import StrEnum


class Role(StrEnum):
    """In which role somebody speaks."""

    MENTOR = "mentor"
    MENTEE = "mentee"
    ASSISTANT = "assistant"
    """The mentee's assistant: books and moves, but neither confirms nor signs (case 49)."""
    OPERATOR = "operator"
    INTEGRATION = "integration"
    """A calendar, a meeting tool, a form, an HR system."""
