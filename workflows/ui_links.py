"""Queries behind the lists of workflows that HR opens in the Temporal UI."""

from urllib.parse import quote

_PRESENT = ("Running", "Completed", "Failed", "Terminated")
"""Not the earlier runs of pairings that have continued as new; written so that the UI reads it."""


def pairings_of(cohort_id: str, *conditions: str) -> str:
    """A query for the pairings of a cohort, each once, that meet further conditions."""
    present = " OR ".join(f'ExecutionStatus = "{status}"' for status in _PRESENT)
    always = ('WorkflowType = "Pairing"', f'CohortId = "{cohort_id}"')
    return " AND ".join((*always, *(conditions or (f"({present})",))))


def list_of(query: str) -> str:
    """The address of a list, below that of a namespace."""
    return f"workflows?query={quote(query, safe='')}"
