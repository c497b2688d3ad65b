"""Notices and items of a cohort: to its owners, and to everyone in it."""

from domain.telling.bodies import (
    BriefingBody,
    CohortEndBody,
    CohortPauseBody,
    CohortPlainBody,
    ItemBody,
    ProposalsBody,
    WaitingBody,
)
from domain.telling.haste import Haste
from domain.telling.kinds import ItemKind, NoticeKind
from domain.telling.lines import CalendarAction
from domain.telling.specs import TIME_TO_ANSWER, Because, ItemSpec, NoticeSpec

NOTICES = {
    NoticeKind.ITEM_OPENED: NoticeSpec(
        because=Because("Something needs a human; the item says what"),
        body=ItemBody,
        haste=Haste.DAILY,
        answered_with=("settle_item",),
        while_paused=True,
    ),
    NoticeKind.MATCHES_TO_CONFIRM: NoticeSpec(
        because=Because("Pairs were proposed, and people are to confirm them first"),
        body=ProposalsBody,
        haste=Haste.DAILY,
        answered_with=("confirm_matches",),
        while_paused=True,
    ),
    NoticeKind.MATCHES_REMINDER: NoticeSpec(
        because=Because(
            "The proposed pairs were not all confirmed {n} days after they were proposed",
            "confirmation_reminder_days",
        ),
        after={"cohort.deadline_postponed": TIME_TO_ANSWER},
        body=ProposalsBody,
        haste=Haste.DAILY,
        answered_with=("confirm_matches",),
        while_paused=True,
    ),
    NoticeKind.WAITING_LIST: NoticeSpec(
        because=Because(
            "The person is without a partner {n} days after the others had one",
            "waiting_first_days",
        ),
        body=WaitingBody,
        haste=Haste.UNHURRIED,
    ),
    NoticeKind.STILL_WAITING: NoticeSpec(
        because=Because(
            "The person still waits, {n} days after they were told so", "waiting_again_days"
        ),
        body=WaitingBody,
        haste=Haste.UNHURRIED,
    ),
    NoticeKind.WAITING_OVER: NoticeSpec(
        because=Because("Nobody is matched any more, and the person still waited"),
        body=CohortPlainBody,
        haste=Haste.NEXT_POST,
    ),
    NoticeKind.ANOTHER_PARTNER: NoticeSpec(
        because=Because("The pairing ended through no wish of the person, who may have another"),
        after={
            "waiting_news": Because(
                "The question was not answered within {n} days", "waiting_again_days"
            )
        },
        body=CohortPlainBody,
        haste=Haste.NEXT_POST,
        answered_with=("answer_offer",),
    ),
    NoticeKind.BRIEFING_INVITATION: NoticeSpec(
        because=Because(
            "The person is in a pairing and not briefed yet, and this is the next date for it"
        ),
        body=BriefingBody,
        haste=Haste.NEXT_POST,
        calendar=CalendarAction.REQUEST,
    ),
    NoticeKind.COHORT_PAUSED: NoticeSpec(
        because=Because("The operator paused the whole cohort"),
        body=CohortPauseBody,
        haste=Haste.IN_HOURS,
        while_paused=True,
    ),
    NoticeKind.COHORT_RESUMED: NoticeSpec(
        because=Because("The pause of the whole cohort is over"),
        body=CohortPlainBody,
        haste=Haste.IN_HOURS,
    ),
    NoticeKind.COHORT_ENDED: NoticeSpec(
        because=Because("The operator ended the cohort, or its pause has lasted too long"),
        body=CohortEndBody,
        haste=Haste.IN_HOURS,
        while_paused=True,
    ),
}
ITEMS = {
    ItemKind.MATCHES_NOT_CONFIRMED: ItemSpec(
        task="The proposed pairs wait for confirmation",
        because=Because(
            "The proposed pairs were not all confirmed {n} days after they were proposed",
            "confirmation_days",
        ),
    ),
    ItemKind.NOBODY_FITS: ItemSpec(
        task="Nobody fits under the rules: relax a named rule or add people",
        because=Because("There are people for whom nobody fits under the rules"),
    ),
    ItemKind.BRIEFING_NOT_RECORDED: ItemSpec(
        task="A briefing is over: record who was there, or their first sessions have to wait",
        because=Because(
            "{n} hours after a briefing its attendance was not recorded", "attendance_after_hours"
        ),
    ),
    ItemKind.NO_BRIEFING_AHEAD: ItemSpec(
        task="Somebody is to be briefed, and no date is left: add one, or waive it",
        because=Because("There are people to be briefed, and no date lies ahead for them"),
    ),
    ItemKind.PAIRING_NOT_STARTED: ItemSpec(
        task="A pairing could not be started: see the reason",
        because=Because("A confirmed pair could not be started"),
    ),
    ItemKind.PAIRING_NOT_REACHED: ItemSpec(
        task="A pairing does not take what the cohort tells it: look what stops it",
        because=Because("A pairing did not take what the cohort has told all of them"),
    ),
    ItemKind.PAIRING_NOT_RUNNING: ItemSpec(
        task="A pairing does not run any more: start it again where it stopped",
        because=Because("A pairing can still go on, and Temporal does not run it"),
        command="eyelevel reconcile --cohort {cohort_id} --repair",
    ),
}
