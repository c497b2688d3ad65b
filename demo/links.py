"""Addresses in the Temporal UI."""

from dataclasses import dataclass
from urllib.parse import quote

from domain.programme.ids import CohortId, PairingId, cohort_workflow_id, pairing_workflow_id
from domain.telling.ui_links import list_page, pairings_of, workflow_page

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
        return self._workflow(cohort_workflow_id(CohortId(self.cohort_id)))

    def pairing(self, pairing_id: str) -> str:
        """One pairing."""
        return self._workflow(pairing_workflow_id(PairingId(pairing_id)))

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
        query = pairings_of(self.cohort_id, *conditions)
        return f"{self.ui_url}{list_page(NAMESPACE, query)}"

    def _workflow(self, workflow_id: str) -> str:
        return f"{self.ui_url}{workflow_page(NAMESPACE, workflow_id)}"
