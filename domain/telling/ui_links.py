"""Pages of the Temporal UI. Each address is relative to that of the UI."""

from urllib.parse import quote

from domain.programme.search_attributes import SearchAttribute

_PRESENT = ("Running", "Completed", "Failed", "Terminated")
"""Not the earlier runs of pairings that have continued as new; written so that the UI reads it."""


def workflow_page(namespace: str, workflow_id: str) -> str:
    """The page of one workflow."""
    return f"{_namespace(namespace)}/workflows/{quote(workflow_id)}"


def list_page(namespace: str, query: str) -> str:
    """The list of the workflows that a query finds."""
    return f"{_namespace(namespace)}/workflows?query={quote(query, safe='')}"


def pairings_of(cohort_id: str, *conditions: str) -> str:
    """A query for the pairings of a cohort, each once, that meet further conditions."""
    present = " OR ".join(f'ExecutionStatus = "{status}"' for status in _PRESENT)
    always = ('WorkflowType = "Pairing"', f'{SearchAttribute.COHORT_ID} = "{cohort_id}"')
    return " AND ".join((*always, *(conditions or (f"({present})",))))


def _namespace(name: str) -> str:
    return f"/namespaces/{quote(name)}"
