"""Addresses in the Temporal UI."""

from dataclasses import dataclass
from urllib.parse import quote

from workflows.ui_links import list_of, pairings_of

NAMESPACE = "default"
RUNNING = 'ExecutionStatus = "Running"'


@dataclass(frozen=True)
class Links:
    """Where HR looks."""

    ui_url: str
    cohort_id: str

    @property
    def pairings(self) -> str:
        """All pairings of the cohort."""
        return self._list()

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
            "Needs somebody": "Attention IS NOT NULL",
            "In sessions": 'Stage = "sessions"',
            "In review": 'Stage = "review"',
            "Paused": "Paused = true",
        }
        return {
            name: f"{self._list(RUNNING, condition)}&savedQuery={quote(name)}"
            for name, condition in queries.items()
        }

    def _list(self, *conditions: str) -> str:
        return f"{self._base}/{list_of(pairings_of(self.cohort_id, *conditions))}"

    def _workflow(self, workflow_id: str) -> str:
        return f"{self._base}/workflows/{quote(workflow_id)}"

    @property
    def _base(self) -> str:
        return f"{self.ui_url}/namespaces/{NAMESPACE}"
