"""Notices and items before the sessions of a pairing."""

from domain.telling.approval import ApprovalBody
from domain.telling.bodies import AgreementBody, InvitationBody, PlainBody, PlanBody, TopicsBody
from domain.telling.haste import Haste
from domain.telling.kinds import ItemKind, NoticeKind
from domain.telling.specs import AFTER_OUTAGE, BY_STAGE, Because, ItemSpec, NoticeSpec

NOTICES = {
    NoticeKind.INVITATION: NoticeSpec(
        because=Because("The two were matched, and both are asked first"),
        after={
            "pairing.stage_entered": Because(
                "The pairing was reopened, and who has not said yes is asked again"
            )
        },
        body=InvitationBody,
        haste=Haste.NEXT_POST,
        reminded_by=BY_STAGE,
        answered_with=("accept", "decline"),
    ),
    NoticeKind.INVITATION_REMINDER: NoticeSpec(
        because=Because(
            "The invitation was not answered {n} days after it was sent",
            "invitation_reminder_days",
        ),
        after=AFTER_OUTAGE,
        body=PlainBody,
        haste=Haste.NEXT_POST,
        reminded_by=BY_STAGE,
        answered_with=("accept", "decline"),
    ),
    NoticeKind.INVITATION_WITHDRAWN: NoticeSpec(
        because=Because("The pairing will not take place, and who waited for it should know"),
        body=PlainBody,
        haste=Haste.IN_HOURS,
    ),
    NoticeKind.APPROVAL_REQUEST: NoticeSpec(
        because=Because("Both said yes, and the programme asks for the line manager's approval"),
        body=ApprovalBody,
        haste=Haste.NEXT_POST,
        reminded_by=BY_STAGE,
        answered_with=("answer_approval",),
        while_paused=True,
    ),
    NoticeKind.APPROVAL_REMINDER: NoticeSpec(
        because=Because(
            "The line manager had not answered {n} days after the question",
            "approval_reminder_days",
        ),
        after=AFTER_OUTAGE,
        body=ApprovalBody,
        haste=Haste.NEXT_POST,
        reminded_by=BY_STAGE,
        answered_with=("answer_approval",),
    ),
    NoticeKind.APPROVAL_PENDING: NoticeSpec(
        because=Because("Both said yes, and a line manager is asked now"),
        body=PlainBody,
        haste=Haste.NEXT_POST,
        while_paused=True,
    ),
    NoticeKind.ASSESSMENT_REQUEST: NoticeSpec(
        because=Because("Both said yes, and the plan needs to know what they bring along"),
        body=TopicsBody,
        haste=Haste.NEXT_POST,
        reminded_by=(*BY_STAGE, "first_contact"),
        answered_with=("submit_assessment", "confirm_contact"),
        question="assessment",
        while_paused=True,
    ),
    NoticeKind.ASSESSMENT_REMINDER: NoticeSpec(
        because=Because(
            "The assessment was not complete {n} days after it was asked for",
            "preparation_reminder_days",
        ),
        after=AFTER_OUTAGE,
        body=PlainBody,
        haste=Haste.NEXT_POST,
        reminded_by=BY_STAGE,
        answered_with=("submit_assessment",),
        question="assessment",
    ),
    NoticeKind.FIRST_CONTACT_REMINDER: NoticeSpec(
        because=Because(
            "Nobody had said that the two were in touch {n} days after both said yes",
            "first_contact_days",
        ),
        body=PlainBody,
        haste=Haste.NEXT_POST,
        reminded_by=("first_contact_item",),
        answered_with=("confirm_contact",),
    ),
    NoticeKind.EXPECTATIONS_REQUEST: NoticeSpec(
        because=Because("Both assessments are there, and expectations come next"),
        body=TopicsBody,
        haste=Haste.NEXT_POST,
        reminded_by=BY_STAGE,
        answered_with=("submit_expectations",),
        while_paused=True,
    ),
    NoticeKind.EXPECTATIONS_REMINDER: NoticeSpec(
        because=Because(
            "The expectations were not there {n} days after they were asked for",
            "preparation_reminder_days",
        ),
        after=AFTER_OUTAGE,
        body=PlainBody,
        haste=Haste.NEXT_POST,
        reminded_by=BY_STAGE,
        answered_with=("submit_expectations",),
    ),
    NoticeKind.AGREEMENT_READY: NoticeSpec(
        because=Because("Both stated their expectations, and an agreement was drafted from them"),
        body=AgreementBody,
        haste=Haste.NEXT_POST,
        reminded_by=BY_STAGE,
        answered_with=("accept_agreement",),
        while_paused=True,
    ),
    NoticeKind.AGREEMENT_CHANGED: NoticeSpec(
        because=Because(
            "Expectations were changed: what was accepted before is void or, once sessions go on, "
            "holds until both accept this"
        ),
        body=AgreementBody,
        haste=Haste.NEXT_POST,
        reminded_by=BY_STAGE,
        answered_with=("accept_agreement",),
        while_paused=True,
    ),
    NoticeKind.AGREEMENT_REMINDER: NoticeSpec(
        because=Because(
            "The agreement was not accepted {n} days after it was drafted",
            "agreement_reminder_days",
        ),
        after=AFTER_OUTAGE,
        body=AgreementBody,
        haste=Haste.NEXT_POST,
        reminded_by=BY_STAGE,
        answered_with=("accept_agreement",),
    ),
    NoticeKind.PLAN_READY: NoticeSpec(
        because=Because("Both accepted the agreement, and the action plan was drawn up from it"),
        body=PlanBody,
        haste=Haste.NEXT_POST,
        reminded_by=BY_STAGE,
        answered_with=("accept_plan",),
        while_paused=True,
    ),
    NoticeKind.PLAN_CHANGED: NoticeSpec(
        because=Because("The partner changed sessions of the plan"),
        after={
            "pairing.plan_adapted": Because("Both agreed on other topics while sessions go on"),
        },
        body=PlanBody,
        haste=Haste.NEXT_POST,
        reminded_by=BY_STAGE,
        answered_with=("accept_plan",),
        while_paused=True,
    ),
    NoticeKind.PLAN_REMINDER: NoticeSpec(
        because=Because(
            "The plan was not accepted {n} days after its last change", "plan_reminder_days"
        ),
        after=AFTER_OUTAGE,
        body=PlanBody,
        haste=Haste.NEXT_POST,
        reminded_by=BY_STAGE,
        answered_with=("accept_plan",),
    ),
}
ITEMS = {
    ItemKind.INVITATION_EXPIRED: ItemSpec(
        task="An invitation was never answered: ask what stood in the way",
        because=Because("The invitation was not answered within {n} days", "invitation_days"),
        after_the_end=True,
    ),
    ItemKind.APPROVAL_MISSING: ItemSpec(
        task="A line manager has not approved yet: ask, and record the answer",
        because=Because(
            "The line manager had not answered {n} days after the question", "approval_item_days"
        ),
        by_itself="give_up",
    ),
    ItemKind.ASSESSMENT_MISSING: ItemSpec(
        task="An assessment is missing: ask the person",
        because=Because(
            "The assessment was not complete {n} days after it was asked for",
            "preparation_item_days",
        ),
        by_itself="give_up",
    ),
    ItemKind.EXPECTATIONS_MISSING: ItemSpec(
        task="Expectations are missing: ask the person",
        because=Because(
            "The expectations were not there {n} days after they were asked for",
            "preparation_item_days",
        ),
        by_itself="give_up",
    ),
    ItemKind.AGREEMENT_NOT_ACCEPTED: ItemSpec(
        task="The agreement is not accepted by both: talk to the person",
        because=Because(
            "The agreement was not accepted {n} days after it was drafted", "agreement_item_days"
        ),
        by_itself="give_up",
    ),
    ItemKind.NOT_IN_TOUCH: ItemSpec(
        task="The two have not been in touch: ask them, and bring them together",
        because=Because(
            "Nobody had said that the two were in touch {n} days after both said yes",
            "first_contact_item_days",
        ),
    ),
    ItemKind.NOT_BRIEFED: ItemSpec(
        task="The first session waits for a briefing: see to a date, or waive it with a reason",
        because=Because(
            "{n} days after the plan was accepted a side was still not briefed",
            "briefing_item_days",
        ),
    ),
    ItemKind.PLAN_NOT_ACCEPTED: ItemSpec(
        task="The action plan is not accepted by both: talk to the person",
        because=Because(
            "The plan was not accepted {n} days after its last change", "plan_item_days"
        ),
        by_itself="give_up",
    ),
}
