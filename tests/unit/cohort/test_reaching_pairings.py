"""What instructions of a cohort do to a pairing: it carries them out, without mails of its own."""

from datetime import date, datetime

from domain.cohort.instructing import requests_of
from domain.cohort.work import instruction_to_carry_out, terms_of
from domain.engine.roles import Role
from domain.engine.wire import from_record
from domain.pairing.commands import Command, OpenPairing, PausePairing
from domain.pairing.decider import PAIRING_DECIDER
from domain.pairing.events import PAIRING_EVENTS
from domain.pairing.events.messages import NoticeIssued
from domain.pairing.setup import PairingSetup
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import EndReason, Stage
from domain.programme.revision import REVISION
from domain.telling.kinds import NoticeKind
from domain.telling.notices import Notice
from tests.unit.cohort.story import CALENDAR, CohortStory, running
from tests.unit.timetables import whatever_is_due

ABOUT_PAUSES = (NoticeKind.PAUSED, NoticeKind.STILL_PAUSED, NoticeKind.RESUMED, NoticeKind.CLOSED)


class Pairing:
    """The first pairing of a cohort, on the cohort's clock."""

    def __init__(self, story: CohortStory) -> None:
        self._story = story
        terms = terms_of(story.state, story.state.pairings[0])
        setup = PairingSetup.model_validate({**dict(terms), "calendar": CALENDAR})
        self.notices: list[Notice] = []
        self.state: PairingState = PAIRING_DECIDER.handle(
            None, OpenPairing(setup=setup), story.now, REVISION
        ).state

    def do(self, command: Command, now: datetime | None = None) -> None:
        """Live through a command and keep what people are told."""
        step = PAIRING_DECIDER.handle(self.state, command, now or self._story.now, REVISION)
        events = [from_record(record, PAIRING_EVENTS) for record in step.records]
        self.notices += [event.notice for event in events if isinstance(event, NoticeIssued)]
        self.state = step.state

    def obey(self) -> None:
        """Carry out every instruction of the cohort that waits."""
        while instruction := instruction_to_carry_out(self._story.state):
            for request in requests_of(self._story.state, instruction):
                self.do(request)
            self._story.told()

    def until_now(self) -> None:
        """Whatever fell due for the pairing in the meantime."""
        while self.state.next_due and self.state.next_due.due <= self._story.now:
            self.do(whatever_is_due(self.state), self.state.next_due.due)

    @property
    def told(self) -> list[NoticeKind]:
        """What people were told about pauses and ends."""
        return [notice.kind for notice in self.notices if notice.kind in ABOUT_PAUSES]


def test_a_pause_with_a_date_of_return_is_over_for_all_and_told_once() -> None:
    """A pairing wakes up with its cohort, whose mail is the only one (case 54)."""
    story = running("anna+bert")
    pairing = Pairing(story)
    story.pause(date(2027, 2, 1))
    pairing.obey()
    assert pairing.state.pause is not None
    story.days(40)
    pairing.until_now()
    pairing.obey()
    assert pairing.state.pause is None
    assert pairing.told == []


def test_a_pause_without_a_date_is_asked_about_once() -> None:
    """A cohort's pause without a date is asked about once, by the cohort, and only its owners are
    asked."""
    story = running("anna+bert")
    pairing = Pairing(story)
    story.pause()
    pairing.obey()
    story.days(100)
    pairing.until_now()
    story.resume()
    pairing.obey()
    assert (pairing.told, pairing.state.desk.items) == ([], ())
    assert pairing.state.pause is None


def test_the_longest_pause_ends_with_the_cohorts_mail() -> None:
    """A cohort ends its endless pause before its pairings would end themselves."""
    story = running("anna+bert")
    pairing = Pairing(story)
    story.pause()
    pairing.obey()
    while story.state.ending is None:
        story.days(1)
        pairing.obey()
        pairing.until_now()
    assert pairing.state.ending is not None
    assert pairing.state.ending.reason is EndReason.PROGRAMME_ENDED
    assert pairing.told == []


def test_a_pause_of_the_pairings_own_outlasts_that_of_the_cohort() -> None:
    """The cohort's return does not end a pause of the pairing's own."""
    story = running("anna+bert")
    pairing = Pairing(story)
    leave = date(2027, 5, 3)
    pairing.do(
        PausePairing(message_id="leave", acting=Role.MENTEE, pairing_id="c-001", return_on=leave)
    )
    story.pause(date(2027, 2, 1))
    pairing.obey()
    story.days(40)
    pairing.obey()
    assert pairing.state.pause is not None
    assert pairing.state.pause.return_on == leave


def test_a_pause_taken_during_that_of_the_cohort_is_the_pairings_own() -> None:
    """A longer pause that one side asks for while the cohort pauses is granted."""
    story = running("anna+bert")
    pairing = Pairing(story)
    story.pause(date(2027, 2, 1))
    pairing.obey()
    leave = date(2027, 5, 3)
    pairing.do(
        PausePairing(message_id="leave", acting=Role.MENTEE, pairing_id="c-001", return_on=leave)
    )
    story.days(40)
    pairing.until_now()
    pairing.obey()
    assert pairing.state.pause is not None
    assert pairing.state.pause.return_on == leave


def test_an_end_reaches_the_pairing_without_a_mail_of_its_own() -> None:
    """A pairing that its cohort ends closes for the cohort's reason, without a mail of its own."""
    story = running("anna+bert")
    pairing = Pairing(story)
    story.end()
    pairing.obey()
    assert pairing.state.stage is Stage.CLOSED
    assert pairing.told == []


def test_the_same_instruction_twice_is_one() -> None:
    """An instruction that is carried out again, after a crash, changes nothing."""
    story = running("anna+bert")
    pairing = Pairing(story)
    story.pause()
    instruction = instruction_to_carry_out(story.state)
    assert instruction is not None
    (request,) = requests_of(story.state, instruction)
    pairing.do(request)
    version = pairing.state.version
    pairing.do(request)
    assert pairing.state.version == version
