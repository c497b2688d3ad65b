"""Notices, items and rejected messages as the state remembers them."""

from domain.cohort.events import (
    CohortItemAcknowledged,
    CohortItemOpened,
    CohortItemSettled,
    CohortItemSnoozed,
    CohortMessageRejected,
    CohortNoticeIssued,
    CohortNoticeSettled,
)
from domain.cohort.state import CohortState
from domain.engine.tables import Appliers, On
from domain.telling import desk

APPLY: Appliers[CohortState] = (
    On(CohortNoticeIssued, desk.notice_issued),
    On(CohortNoticeSettled, desk.notice_settled),
    On(CohortItemOpened, desk.item_opened),
    On(CohortItemAcknowledged, desk.item_acknowledged),
    On(CohortItemSnoozed, desk.item_snoozed),
    On(CohortItemSettled, desk.item_settled),
    On(CohortMessageRejected, desk.message_rejected),
)
