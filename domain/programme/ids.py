"""Ids. All of them are opaque: no person can be recognised by one."""

from typing import NewType

from domain.engine.base import OpaqueId

PersonId = NewType("PersonId", OpaqueId)
CohortId = NewType("CohortId", OpaqueId)
PairingId = NewType("PairingId", OpaqueId)
SessionId = NewType("SessionId", OpaqueId)
"""Unique within its pairing: ``s-1``, ``s-2``, … in the order of the action plan."""
TopicId = NewType("TopicId", OpaqueId)


def pairing_workflow_id(pairing_id: PairingId) -> str:
    """The Temporal workflow id, and the journal's stream, of a pairing."""
    return f"pairing-{pairing_id}"


def cohort_workflow_id(cohort_id: CohortId) -> str:
    """The Temporal workflow id, and the journal's stream, of a cohort."""
    return f"cohort-{cohort_id}"
