"""Ids. All of them are opaque: no person can be recognised by one."""

import re
from typing import Final, NewType

from domain.engine.base import OpaqueId

PersonId = NewType("PersonId", OpaqueId)
CohortId = NewType("CohortId", OpaqueId)
PairingId = NewType("PairingId", OpaqueId)
SessionId = NewType("SessionId", OpaqueId)
"""Unique within its pairing: ``s-1``, ``s-2``, … in the order of the action plan."""
TopicId = NewType("TopicId", OpaqueId)


PAIRINGS: Final = "pairing-"
"""Before the id of a pairing: its Temporal workflow id, and its stream in the journal."""
COHORTS: Final = "cohort-"
"""The same for cohorts."""


def pairing_workflow_id(pairing_id: PairingId) -> str:
    """The Temporal workflow id, and the journal's stream, of a pairing."""
    return f"{PAIRINGS}{pairing_id}"


def cohort_workflow_id(cohort_id: CohortId) -> str:
    """The Temporal workflow id, and the journal's stream, of a cohort."""
    return f"{COHORTS}{cohort_id}"


def cohort_of(pairing_id: PairingId) -> CohortId:
    """The cohort that gave a pairing its id, ``<cohort id>-<number>``."""
    return CohortId(pairing_id.rpartition("-")[0])


def is_pairing(workflow_id: str) -> bool:
    """Whether a workflow id, or the name of a stream, is that of a pairing."""
    return workflow_id.startswith(PAIRINGS)


def is_cohort(workflow_id: str) -> bool:
    """Whether a workflow id, or the name of a stream, is that of a cohort."""
    return workflow_id.startswith(COHORTS)


def pairing_in(workflow_id: str) -> PairingId:
    """The id of the pairing in its workflow id."""
    return PairingId(workflow_id.removeprefix(PAIRINGS))


def cohort_in(workflow_id: str) -> CohortId:
    """The id of the cohort in its workflow id."""
    return CohortId(workflow_id.removeprefix(COHORTS))


def post_workflow_id(task_queue: str, number: int) -> str:
    """The Temporal workflow id of a post, which sends the mails of an installation."""
    return f"{task_queue}-post-{number}"


def is_post(workflow_id: str) -> bool:
    """Whether a workflow id is that of a post."""
    is_other = is_pairing(workflow_id) or is_cohort(workflow_id)
    return re.fullmatch(r".+-post-\d+", workflow_id) is not None and not is_other


def mail_queue(task_queue: str) -> str:
    """The task queue on which mails are sent, beside that of everything else."""
    return f"{task_queue}-mails"


def watch_workflow_id(task_queue: str) -> str:
    """The Temporal workflow id of the watch: one for each installation."""
    return f"{task_queue}-watch"


def is_watch(workflow_id: str) -> bool:
    """Whether a workflow id is that of a watch."""
    is_other = is_pairing(workflow_id) or is_cohort(workflow_id)
    return workflow_id.endswith(watch_workflow_id("")) and not is_other
