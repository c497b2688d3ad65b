"""Everything around a random cohort: operators, roster, pairings, mails and time."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

from domain.cohort.commands import (
    CohortConsentWithdrawn,
    CohortFact,
    CohortPersonLeft,
    CohortPersonStays,
    RecordMatches,
    RecordMatchingRefused,
    RecordStarted,
)
from domain.cohort.progress import PairingProgress
from domain.cohort.state import PairingEntry, StartFailure
from domain.cohort.work import pairings_to_start, question_to_match
from domain.engine.errors import Problem, Refused
from domain.engine.roles import Role
from domain.matching import MatchQuestion, MatchResult, Pair, WaitingCause
from domain.pairing.vocabulary import EndReason, Stage
from domain.programme.calendar import RecordCalendar
from domain.programme.ids import PersonId
from domain.programme.people import Side
from domain.programme.request import HardRule
from domain.telling.notices import DeliveryOutcome
from tests.unit.cohort.story import CohortStory, proposed, waiting

MENTORS = tuple(map(PersonId, ("anna", "carl", "emil", "gabi")))
MENTEES = tuple(map(PersonId, ("bert", "dora", "fine", "hans", "ida", "jan")))
CAPACITY = {Side.MENTOR: 2, Side.MENTEE: 1}
PROBLEM = Problem(path="", problem="is broken")
ENDS = (
    EndReason.DECLINED,
    EndReason.INVITATION_EXPIRED,
    EndReason.NO_FIT,
    EndReason.ANNULLED,
    EndReason.PROGRAMME_ENDED,
)


class World:
    """A cohort among people who do what the numbers say. Only `Refused` may ever be raised."""

    def __init__(self, story: CohortStory) -> None:
        self.story = story
        self.deeds: dict[str, Callable[[int], object]] = {
            "match": self.match,
            "match late": self.match_late,
            "refuse to match": self.refuse_to_match,
            "start": self.start,
            "tell": self.tell,
            "look": self.look,
            "confirm": self.confirm,
            "relax": lambda n: story.relax(tuple(HardRule)[n % len(HardRule)]),
            "add": lambda n: story.add((*MENTORS, *MENTEES, "zoe")[n % 11]),
            "brief": self.brief,
            "record": self.record,
            "let off": lambda n: story.waive((*MENTORS, *MENTEES, "zoe")[n % 11]),
            "pause": self.pause,
            "resume": lambda n: story.resume(),
            "end": lambda n: story.end(),
            "leave": lambda n: self.tell_of(CohortPersonLeft, n),
            "stay": lambda n: self.tell_of(CohortPersonStays, n),
            "withdraw": lambda n: self.tell_of(CohortConsentWithdrawn, n),
            "shut down": self.shut_down,
            "mail": self.mail,
            "live on": lambda n: story.days(n % 12),
            "sleep": lambda n: story.after_outage(n % 50),
        }

    def do(self, deed: str, number: int) -> None:
        """One deed; what cannot be is refused and changes nothing."""
        before = self.story.state
        try:
            self.deeds[deed](number)
        except Refused:
            assert self.story.state == before

    # -- matching --------------------------------------------------------------------------------

    def match(self, number: int) -> None:
        """Answer the open question: within all capacities, sometimes with few pairs."""
        question = question_to_match(self.story.state)
        if question is not None:
            self.story.do(
                RecordMatches(
                    round=self.story.state.matching.number, result=answer(question, number)
                )
            )

    def match_late(self, number: int) -> None:
        """An answer to an outdated question."""
        result = MatchResult(pairs=(proposed("anna+bert"),), waiting=(), blocking_pairs=0)
        self.story.do(RecordMatches(round=self.story.state.matching.number - 1, result=result))

    def refuse_to_match(self, number: int) -> None:
        """The roster has vanished."""
        if question_to_match(self.story.state) is not None and self.story.state.people.participants:
            number = self.story.state.matching.number
            self.story.do(RecordMatchingRefused(round=number, problems=(PROBLEM,)))

    def confirm(self, number: int) -> None:
        """Accept every second proposal, reject the others; or accept all."""
        names = [
            f"{proposal.mentor}+{proposal.mentee}"
            for proposal in self.story.state.matching.proposals
        ]
        if number % 2:
            self.story.confirm("all")
        else:
            self.story.confirm(names[::2], names[1::2])

    # -- pairings --------------------------------------------------------------------------------

    def start(self, number: int) -> None:
        """Start what is to be started; now and then one fails."""
        ids = [entry.pairing_id for entry in pairings_to_start(self.story.state)]
        failing = ids[:1] if number % 5 == 0 else []
        failed = tuple(
            StartFailure(pairing_id=pairing_id, problem=PROBLEM) for pairing_id in failing
        )
        self.story.do(RecordStarted(started=tuple(ids[len(failing) :]), failed=failed))

    def tell(self, number: int) -> None:
        """Carry out the oldest instruction."""
        if self.story.state.instructions:
            self.story.told()

    def look(self, number: int) -> None:
        """One pairing has come further; the others are as they were."""
        running = self.story.state.running
        if running:
            self.story.looked(_further(running[number % len(running)], number))

    def close_all(self) -> None:
        """Every pairing has come to its end."""
        rows = [
            PairingProgress(
                pairing_id=entry.pairing_id,
                stage=Stage.CLOSED,
                end_reason=EndReason.PROGRAMME_ENDED,
            )
            for entry in self.story.state.running
        ]
        self.story.looked(*rows)

    # -- people and the company --------------------------------------------------------------------

    def tell_of(self, kind: type[CohortFact], number: int) -> None:
        """Somebody leaves the company, or stays after all."""
        person = (*MENTORS, *MENTEES)[number % 10]
        who = {"message_id": f"hr-{number}", "acting": Role.OPERATOR, "cohort_id": "c"}
        self.story.do(kind.model_validate({**who, "person_id": person}))

    def shut_down(self, number: int) -> None:
        """Some days soon; they are looked up at once."""
        first = self.story.now.date() + timedelta(days=number % 40)
        self.story.shut_down(first, first + timedelta(days=number % 20))
        days = (first + timedelta(days=day) for day in range(number % 20 + 1))
        calendar = self.story.state.calendar
        days_off = tuple(sorted({*calendar.days_off, *days}))
        self.story.do(
            RecordCalendar(
                calendar=calendar.model_copy(update={"days_off": days_off}),
                shutdowns=len(self.story.state.shutdowns),
            )
        )

    def brief(self, number: int) -> None:
        """A briefing is added, now and then under an id that is taken or in the past."""
        starts_at = self.story.now + timedelta(days=number % 9)
        self.story.add_briefing(
            id=f"b-{number % 50}",
            side=("mentor", "mentee")[number % 2],
            starts_at=starts_at.isoformat(),
            room="Canteen",
        )

    def record(self, number: int) -> None:
        """Somebody says who was at a briefing, of all or of some, before or after it."""
        dates = self.story.state.briefings.dates
        if dates:
            attended, missed = (("all", ()), ((), "all"), (("anna", "bert"), "all"))[number % 3]
            self.story.record(dates[number % len(dates)].id, attended, missed)

    # -- the rest --------------------------------------------------------------------------------

    def pause(self, number: int) -> None:
        """With or without a date of return."""
        day = self.story.now.date() + timedelta(days=number % 100) if number % 2 else None
        self.story.pause(day)

    def mail(self, number: int) -> None:
        """The oldest mail has fared well or badly."""
        outcomes = tuple(DeliveryOutcome)
        if self.story.on_their_way:
            outcome = outcomes[number % len(outcomes)]
            self.story.fared(self.story.on_their_way[0], outcome)


def answer(question: MatchQuestion, number: int) -> MatchResult:
    """Some pairs within capacity; all others wait, and some of them in vain."""
    seats = Counter({(seat.person, seat.side): seat.count for seat in question.taken})
    people = question.candidates if question.candidates is not None else (*MENTORS, *MENTEES)
    pairs = []
    for place, mentee in enumerate(person for person in MENTEES if person in people):
        mentor = MENTORS[(place + number) % len(MENTORS)]
        names = Pair(mentor=mentor, mentee=mentee)
        free = (
            seats[mentor, Side.MENTOR] < CAPACITY[Side.MENTOR]
            and seats[mentee, Side.MENTEE] < CAPACITY[Side.MENTEE]
        )
        if free and mentor in people and names not in question.excluded and number % 7:
            seats[mentor, Side.MENTOR] += 1
            seats[mentee, Side.MENTEE] += 1
            pairs.append(proposed(f"{mentor}+{mentee}"))
    causes = tuple(WaitingCause)
    alone = [person for person in MENTEES if person in people and not seats[person, Side.MENTEE]]
    return MatchResult(
        pairs=tuple(pairs),
        waiting=tuple(waiting(person, causes[number % len(causes)]) for person in alone),
        blocking_pairs=0,
    )


def _further(entry: PairingEntry, number: int) -> PairingProgress:
    is_over = number % 3 == 0
    reason = ENDS[number % len(ENDS)] if is_over else None
    return PairingProgress(
        pairing_id=entry.pairing_id,
        stage=Stage.CLOSED if is_over else Stage.SESSIONS,
        end_reason=reason,
        no_fault=reason is EndReason.NO_FIT and number % 2 == 0,
        mentor_said=(None, True, False)[number % 3],
        mentee_said=(None, True, False)[number // 3 % 3],
        sessions_held=number % 6,
    )
