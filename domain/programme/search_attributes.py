"""The search attributes by which operators and HR find pairings and cohorts.

Temporal never encrypts them: only ids, closed lists, numbers and times; nothing about people.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeAlias

from domain.engine.tables import complete


class SearchAttribute(StrEnum):
    """Names, as they stand in list queries and in the columns of the Temporal UI."""

    COHORT_ID = "CohortId"
    MENTOR_ID = "MentorId"
    MENTEE_ID = "MenteeId"
    STAGE = "Stage"
    TERM = "Term"
    ATTENTION = "Attention"
    """Kinds of the open items; empty if there are none."""
    NEXT_DUE = "NextDue"
    SESSIONS_HELD = "SessionsHeld"
    SESSIONS_PLANNED = "SessionsPlanned"
    PAUSED = "Paused"


class SearchAttributeKind(StrEnum):
    """Types of Temporal's index, spelled as the Temporal CLI spells them."""

    KEYWORD = "Keyword"
    KEYWORD_LIST = "KeywordList"
    DATETIME = "Datetime"
    INT = "Int"
    BOOL = "Bool"


SEARCH_ATTRIBUTES: Final = complete(
    SearchAttribute,
    {
        SearchAttribute.COHORT_ID: SearchAttributeKind.KEYWORD,
        SearchAttribute.MENTOR_ID: SearchAttributeKind.KEYWORD,
        SearchAttribute.MENTEE_ID: SearchAttributeKind.KEYWORD,
        SearchAttribute.STAGE: SearchAttributeKind.KEYWORD,
        SearchAttribute.TERM: SearchAttributeKind.KEYWORD,
        SearchAttribute.ATTENTION: SearchAttributeKind.KEYWORD_LIST,
        SearchAttribute.NEXT_DUE: SearchAttributeKind.DATETIME,
        SearchAttribute.SESSIONS_HELD: SearchAttributeKind.INT,
        SearchAttribute.SESSIONS_PLANNED: SearchAttributeKind.INT,
        SearchAttribute.PAUSED: SearchAttributeKind.BOOL,
    },
    verb="types",
)
"""Every attribute with its type: what `eyelevel namespace setup` registers."""

SearchValue: TypeAlias = str | tuple[str, ...] | datetime | int | bool | None
"""``None`` and the empty tuple: the attribute is not set."""
SearchValues: TypeAlias = Mapping[SearchAttribute, SearchValue]
"""The attributes of one workflow."""
