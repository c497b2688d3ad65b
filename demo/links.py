"""Addresses in the Temporal UI."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

NAMESPACE = "default"


@dataclass(frozen=True)
class Links:
    """Where HR looks."""

    ui_url: str
    cohort_id: str

    @property
    def pairings(self) -> str:
        """All pairings of the cohort."""
        return self._list(self._of_cohort())

    @property
    def cohort(self) -> str:
        """The cohort."""
        return self._workflow(f"cohort-{self.cohort_id}")

    def pairing(self, pairing_id: str) -> str:
        """One pairing."""
        return self._workflow(f"pairing-{pairing_id}")

    @property
    def saved_views(self) -> dict[str, str]:
        """Links that open a list and offer to save it under a name."""
        queries = {
            "Needs somebody": self._of_cohort("Attention IS NOT NULL"),
            "In sessions": self._of_cohort('Stage = "sessions"'),
            "In review": self._of_cohort('Stage = "review"'),
            "Paused": self._of_cohort("Paused = true"),
        }
        return {name: self._list(query, name) for name, query in queries.items()}

    def _of_cohort(self, *further: str) -> str:
        conditions = (
            'WorkflowType = "Pairing"',
            f'CohortId = "{self.cohort_id}"',
            'ExecutionStatus != "ContinuedAsNew"',
            *further,
        )
        return " AND ".join(conditions)

    def _list(self, query: str, name: str | None = None) -> str:
        values = {"query": query} | ({"savedQuery": name} if name else {})
        return f"{self._base}/workflows?{urlencode(values, quote_via=quote)}"

    def _workflow(self, workflow_id: str) -> str:
        return f"{self._base}/workflows/{quote(workflow_id)}"

    @property
    def _base(self) -> str:
        return f"{self.ui_url}/namespaces/{NAMESPACE}"
