"""What owners are asked to do."""

from domain.telling.bodies import ReportsItemBody, ReviewItemBody, RulesItemBody
from domain.telling.items import ItemKind as Kind
from domain.telling.specs import Because, ItemSpec

OF_PAIRINGS = {
    Kind.INVITATION_EXPIRED: ItemSpec(
        task="An invitation was never answered: ask what stood in the way",
        because=Because("The invitation was not answered within {n} days", "invitation_days"),
        after_the_end=True,
    ),
    Kind.ASSESSMENT_MISSING: ItemSpec(
        task="An assessment is missing: ask the person",
        because=Because(
            "The assessment was not complete {n} days after it was asked for",
            "preparation_item_days",
        ),
        by_itself="give_up",
    ),
    Kind.EXPECTATIONS_MISSING: ItemSpec(
        task="Expectations are missing: ask the person",
        because=Because(
            "The expectations were not there {n} days after they were asked for",
            "preparation_item_days",
        ),
        by_itself="give_up",
    ),
    Kind.AGREEMENT_NOT_ACCEPTED: ItemSpec(
        task="The agreement is not accepted by both: talk to the person",
        because=Because(
            "The agreement was not accepted {n} days after it was drafted", "agreement_item_days"
        ),
        by_itself="give_up",
    ),
    Kind.PLAN_NOT_ACCEPTED: ItemSpec(
        task="The action plan is not accepted by both: talk to the person",
        because=Because(
            "The plan was not accepted {n} days after its last change", "plan_item_days"
        ),
        by_itself="give_up",
    ),
    Kind.FIRST_SESSION_NOT_BOOKED: ItemSpec(
        task="The first session is still not booked: help the two to start",
        because=Because(
            "No session was booked {n} days after the sessions could begin",
            "first_booking_item_days",
        ),
        by_itself="silence",
    ),
    Kind.MENTEE_KEEPS_CANCELLING: ItemSpec(
        task="The mentee keeps cancelling: talk about priority",
        because=Because("The mentee cancelled twice in a row, or once before the third session"),
    ),
    Kind.MENTOR_KEEPS_CANCELLING: ItemSpec(
        task="The mentor keeps cancelling: talk about time",
        because=Because("The mentor cancelled twice in a row"),
    ),
    Kind.CONFLICTING_REPORTS: ItemSpec(
        task="The two report different things about a session: decide what counts",
        because=Because(
            "Different things were reported about one session, and both reports are kept"
        ),
        body=ReportsItemBody,
    ),
    Kind.SILENT_PAIR: ItemSpec(
        task="The pair is silent: ask how it goes, or propose to end",
        because=Because(
            "The question “did you meet?” was not answered for {n} days", "silence_item_days"
        ),
    ),
    Kind.MENTOR_WANTS_OUT: ItemSpec(
        task="In confidence: the mail to the owners says what it is about",
        because=Because(
            "The mentor answered the confidential check-in: please end without naming me"
        ),
        in_confidence=True,
    ),
    Kind.RULE_BROKEN: ItemSpec(
        task="A hard rule no longer holds for the two: decide whether they go on or end",
        because=Because("After a change in the roster a hard rule no longer holds for the two"),
        body=RulesItemBody,
    ),
    Kind.PERSON_LEFT: ItemSpec(
        task="Somebody leaves the company: let the two say goodbye; the review comes by itself",
        because=Because("It was reported that one of the two leaves the company"),
        by_itself="last_day",
        after_the_end=True,
    ),
    Kind.REVIEW_MISSING: ItemSpec(
        task="A review is missing: ask the person",
        because=Because(
            "The review was not there {n} days after it was asked for", "review_item_days"
        ),
        body=ReviewItemBody,
        by_itself="give_up",
    ),
}
OF_COHORTS = {
    Kind.MATCHES_NOT_CONFIRMED: ItemSpec(
        task="The proposed pairs wait for confirmation",
        because=Because(
            "The proposed pairs were not all confirmed {n} days after they were proposed",
            "confirmation_days",
        ),
    ),
    Kind.NOBODY_FITS: ItemSpec(
        task="Nobody fits under the rules: relax a named rule or add people",
        because=Because("There are people for whom nobody fits under the rules"),
    ),
    Kind.PAIRING_NOT_STARTED: ItemSpec(
        task="A pairing could not be started: see the reason",
        because=Because("A confirmed pair could not be started"),
    ),
    Kind.PAIRING_NOT_REACHED: ItemSpec(
        task="A pairing does not take what the cohort tells it: look what stops it",
        because=Because("A pairing did not take what the cohort has told all of them"),
    ),
}
OF_BOTH = {
    Kind.STILL_PAUSED: ItemSpec(
        task="The pause goes on without a return date: ask",
        because=Because(
            "The pause has no date of return; this is asked after {n} weeks",
            "pause_question_weeks",
        ),
        by_itself="pause_max",
    ),
    Kind.MAIL_UNDELIVERABLE: ItemSpec(
        task="A mail could not be delivered: correct the address, tell the person another way",
        because=Because(
            "A mail was refused or came back, or could not be sent for {n} days",
            "delivery_give_up_days",
        ),
        after_the_end=True,
    ),
}
