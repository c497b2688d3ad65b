"""How many mails a smooth half-year brings to each of the two, merged as the post merges them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

import pytest

from adapters.notify.examples import examples
from domain.engine.roles import Role
from domain.engine.wire import from_record
from domain.pairing.commands import (
    Accept,
    AcceptAgreement,
    AcceptPlan,
    AnswerSurvey,
    BookSession,
    SubmitAssessment,
    SubmitExpectations,
    SubmitReflection,
    SubmitReview,
)
from domain.pairing.events import PAIRING_EVENTS
from domain.pairing.events.messages import NoticeIssued
from domain.pairing.evolve import fold
from domain.pairing.facts import PeopleBriefed, SessionCompleted
from domain.pairing.letters import letter
from domain.pairing.state import PairingState
from domain.pairing.survey import SURVEY_QUESTIONS
from domain.pairing.vocabulary import Stage
from domain.programme.calendar import WorkingCalendar
from domain.programme.ids import PersonId
from domain.programme.mail_hours import MailHours
from domain.programme.people import Side
from domain.telling.haste import first_due, may_go, send_at
from domain.telling.kinds import NoticeKind
from domain.telling.letters import Letter, go_together
from tests.unit.pairing.story import INTEGRATION, MENTEE, MENTOR, Story, a_setup, day, opened
from tests.unit.pairing.ways import ASSESSMENT, EXPECTATIONS, REVIEW

Mails = list[tuple[Letter, ...]]
Sent = Mapping[PersonId, Mails]
"""The mails to each person, with their letters."""
Waiting = tuple[datetime, Letter]
CALENDAR = WorkingCalendar(time_zone="UTC")
LOOKED = day(2, 9)
"""The cohort looks at its pairings at nine, and invites those who have said yes to a briefing."""
BRIEFED = day(4, 15)


def answering(story: Story) -> Story:
    """Both answer the short questions that they were asked."""
    asked = story.state.survey
    if asked is None:
        return story
    ratings = dict.fromkeys(SURVEY_QUESTIONS[asked.survey], 4)
    return story.both(AnswerSurvey, survey=asked.survey, ratings=ratings)


def a_smooth_half_year() -> Story:
    """Both answer within two days, book the next session a few days after the last, keep every
    appointment, and say what they learned."""
    setup = a_setup(mail_hours=MailHours(), first_contact=True, to_be_briefed=tuple(Side))
    story = opened(setup).until(day(1, 10)).both(Accept)
    story = story.until(day(2, 10)).both(SubmitAssessment, **ASSESSMENT)
    story = story.until(day(3, 11)).both(SubmitExpectations, **EXPECTATIONS)
    agreement = story.state.preparation.agreement
    assert agreement is not None
    story = story.until(day(4, 10)).both(AcceptAgreement, version=agreement.version)
    story = story.until(BRIEFED).when(PeopleBriefed, Role.ENGINE, sides=tuple(Side))
    story = story.until(day(7, 10)).both(AcceptPlan, version=1)
    for number in range(1, 7):
        session, meets = {"session_id": f"s-{number}"}, day(14 + 28 * (number - 1), 14)
        booked = day(8, 15) if number == 1 else meets - timedelta(days=24)
        by = (MENTOR, MENTEE)[number % 2]
        story = answering(story.until(booked)).when(BookSession, by, starts_at=meets, **session)
        story = story.until(meets + timedelta(hours=1))
        story = story.when(SessionCompleted, INTEGRATION, held_at=meets, **session)
        story = story.until(meets + timedelta(hours=20))
        story = story.both(SubmitReflection, topic="ai", rating=4, **session)
    story = story.until(story.now + timedelta(days=4)).both(SubmitReview, **REVIEW)
    return story.enters(Stage.CLOSED)


def sent(story: Story, hours: MailHours) -> Sent:
    """What the post makes of the notices of a story, while nothing else delays a mail."""
    waiting, mails = defaultdict[PersonId, list[Waiting]](list), defaultdict[PersonId, Mails](list)
    for one in sorted(_letters(story), key=lambda one: one.issued_at):
        at, to = one.issued_at, one.notice.to
        _send_what_goes_before(at, waiting[to], mails[to], hours)
        waiting[to].append((first_due(one.haste, at, one.waits_until, hours), one))
    for to, letters in waiting.items():
        _send_what_goes_before(story.now.replace(year=2099), letters, mails[to], hours)
    return mails


def _letters(story: Story) -> Iterator[Letter]:
    """Those of the pairing, and the invitations of its cohort to the briefings."""
    invitation = next(one.letter for one in examples() if one.name == "briefing_invitation")
    for side in Side:
        notice = invitation.notice.model_copy(update={"to": story.state.setup.person(side)})
        yield invitation.model_copy(update={"notice": notice, "issued_at": LOOKED})
    yield from _letters_of_the_pairing(story)


def _letters_of_the_pairing(story: Story) -> Iterator[Letter]:
    state: PairingState | None = None
    for record in story.records:
        state, event = fold([record], state), from_record(record, PAIRING_EVENTS)
        if state and isinstance(event, NoticeIssued):
            yield letter(state, event.notice, event.occurred_at)


def _send_what_goes_before(
    moment: datetime, waiting: list[Waiting], mails: Mails, hours: MailHours
) -> None:
    """What is still early goes along with another one in working hours."""
    while True:
        goes = {place: _goes_at(*one, hours) for place, one in enumerate(waiting)}
        now = min(goes.values(), default=moment)
        if now >= moment:
            return
        is_time = may_go(now, hours, CALENDAR)
        gone = [one for place, (due, one) in enumerate(waiting) if goes[place] == now or is_time]
        left = gone
        while left:
            mails.append(go_together(left))
            left = [one for one in left if one not in mails[-1]]
        waiting[:] = [(due, one) for due, one in waiting if one not in gone]


def _goes_at(due: datetime, one: Letter, hours: MailHours) -> datetime:
    return send_at(one.haste, due, due, hours, CALENDAR)


@pytest.mark.parametrize("person", ["p-junior", "p-senior"])
def test_case_46_a_smooth_half_year_brings_each_of_the_two_twenty_mails(person: str) -> None:
    """Six sessions, all kept, from the invitation to the end, with all that is on by default (first
    contact, a briefing, short questions after a month and halfway): at most twenty mails to each.
    """
    mails = sent(a_smooth_half_year(), MailHours())[PersonId(person)]
    kinds = {one.notice.kind for mail in mails for one in mail}
    assert {NoticeKind.BRIEFING_INVITATION, NoticeKind.PULSE, NoticeKind.MIDPOINT} <= kinds
    assert NoticeKind.FIRST_CONTACT_REMINDER not in kinds
    assert len(mails) <= 20
