"""Notices to the owners of a cohort, and to everyone in it."""

from domain.telling.bodies import (
    CohortEndBody,
    CohortPauseBody,
    CohortPlainBody,
    ItemBody,
    ProposalsBody,
)
from domain.telling.notices import NoticeKind as Kind
from domain.telling.specs import Because, NoticeSpec

NOTICES = {
    Kind.ITEM_OPENED: NoticeSpec(
        because=Because("Something needs a human; the item says what"),
        body=ItemBody,
        answered_with=("settle_item",),
        while_paused=True,
    ),
    Kind.MATCHES_TO_CONFIRM: NoticeSpec(
        because=Because("Pairs were proposed, and people are to confirm them first"),
        body=ProposalsBody,
        answered_with=("confirm_matches",),
        while_paused=True,
    ),
    Kind.MATCHES_REMINDER: NoticeSpec(
        because=Because(
            "The proposed pairs were not all confirmed {n} days after they were proposed",
            "confirmation_reminder_days",
        ),
        body=ProposalsBody,
        answered_with=("confirm_matches",),
        while_paused=True,
    ),
    Kind.COHORT_PAUSED: NoticeSpec(
        because=Because("The operator paused the whole cohort"),
        body=CohortPauseBody,
        while_paused=True,
    ),
    Kind.COHORT_RESUMED: NoticeSpec(
        because=Because("The pause of the whole cohort is over"),
        body=CohortPlainBody,
    ),
    Kind.COHORT_ENDED: NoticeSpec(
        because=Because("The operator ended the cohort, or its pause has lasted too long"),
        body=CohortEndBody,
        while_paused=True,
    ),
}
