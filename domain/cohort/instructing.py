"""What pairings are told: what a pause, return or end of the cohort means to each of them, and news
of their people and of the company."""

from collections.abc import Collection, Mapping, Sequence

from domain.cohort.commands import (
    FACTS,
    CohortConsentWithdrawn,
    CohortFact,
    CohortPersonAway,
    CohortPersonBack,
    CohortPersonChanged,
    CohortPersonLeft,
    CohortPersonStays,
)
from domain.cohort.state import CohortInstruction, CohortState, News
from domain.cohort.vocabulary import END_REASONS_OF_PAIRINGS, InstructionKind, NewsKind
from domain.engine.roles import Role
from domain.engine.tables import complete
from domain.pairing.commands import ChangeOwners, End, PausePairing, ResumePairing
from domain.pairing.facts import (
    ConsentWithdrawn,
    PeopleBriefed,
    PersonAway,
    PersonBack,
    PersonChanged,
    PersonLeft,
    PersonStays,
    ShutdownAhead,
)
from domain.pairing.vocabulary import EndReason
from domain.programme.ids import PairingId

FactOfPerson = PersonLeft | PersonStays | ConsentWithdrawn | PersonAway | PersonBack | PersonChanged
"""What pairings are told of one of their two."""
Fact = FactOfPerson | ShutdownAhead | PeopleBriefed
"""What pairings are told of people and of the company."""


def standing_instruction(
    state: CohortState, pairing_ids: Sequence[str]
) -> CohortInstruction | None:
    """What pairings must be told as long as the cohort is paused, or comes to its end."""
    if not pairing_ids:
        return None
    instruction = CohortInstruction(
        id=f"o-{state.version}", kind=InstructionKind.PAUSE, pairing_ids=tuple(pairing_ids)
    )
    if state.ending is not None:
        reason = END_REASONS_OF_PAIRINGS[state.ending.reason]
        return instruction.model_copy(update={"kind": InstructionKind.END, "reason": reason})
    if state.pause is not None:
        return instruction.model_copy(update={"return_on": state.pause.return_on})
    return None


def instruction_to_resume(state: CohortState) -> CohortInstruction:
    """What pairings are told when the pause is over."""
    ids = tuple(entry.pairing_id for entry in state.running)
    return CohortInstruction(id=f"o-{state.version}", kind=InstructionKind.RESUME, pairing_ids=ids)


def instruction_again(
    state: CohortState, pairing_ids: Collection[PairingId]
) -> CohortInstruction | None:
    """What those of these pairings must still be told that could not be reached: only what holds by
    now.

    Nothing while another instruction waits: it tells them, too, or they are told after it.
    """
    missed = [id_ for id_ in state.unreached if id_ in pairing_ids]
    ids = tuple(entry.pairing_id for entry in state.running if entry.pairing_id in missed)
    if not ids or state.instructions:
        return None
    return standing_instruction(state, ids) or instruction_to_resume(state).model_copy(
        update={"pairing_ids": ids}
    )


def requests_of(
    state: CohortState, instruction: CohortInstruction
) -> tuple[PausePairing | ResumePairing | End, ...]:
    """The instruction as requests to its pairings; quiet, because the cohort mails everyone."""
    message_id = f"{state.cohort_id}.{instruction.id}"
    return tuple(
        _request(instruction, message_id, pairing_id) for pairing_id in instruction.pairing_ids
    )


def _request(
    instruction: CohortInstruction, message_id: str, pairing_id: str
) -> PausePairing | ResumePairing | End:
    who = {"message_id": message_id, "acting": Role.OPERATOR, "pairing_id": pairing_id}
    match instruction.kind:
        case InstructionKind.PAUSE:
            return PausePairing(**who, return_on=instruction.return_on, quiet=True)
        case InstructionKind.RESUME:
            return ResumePairing(**who, quiet=True)
        case InstructionKind.END:
            return End(**who, reason=instruction.reason or EndReason.PROGRAMME_ENDED, quiet=True)


def facts_of(state: CohortState, news: News) -> tuple[Fact | ChangeOwners, ...]:
    """News as messages to the pairings."""
    if news.kind is NewsKind.BRIEFED:
        return _who_is_briefed(news, f"{state.cohort_id}.{news.id}")
    return tuple(
        _fact(state, news, f"{state.cohort_id}.{news.id}", pairing_id)
        for pairing_id in news.pairing_ids
    )


def _who_is_briefed(news: News, message_id: str) -> tuple[PeopleBriefed, ...]:
    return tuple(
        PeopleBriefed(
            message_id=message_id,
            acting=Role.ENGINE,
            pairing_id=pairing.pairing_id,
            sides=pairing.sides,
        )
        for pairing in news.briefed
        if pairing.pairing_id in news.pairing_ids
    )


def _fact(state: CohortState, news: News, message_id: str, pairing_id: str) -> Fact | ChangeOwners:
    who = {"message_id": message_id, "acting": Role.OPERATOR, "pairing_id": pairing_id}
    whom = who | {"person_id": news.person}
    match news.kind:
        case NewsKind.LEFT:
            return PersonLeft.model_validate(whom | {"last_day": news.last_day})
        case NewsKind.STAYS:
            return PersonStays.model_validate(whom)
        case NewsKind.CONSENT_WITHDRAWN:
            return ConsentWithdrawn.model_validate(whom)
        case NewsKind.AWAY:
            dates = news.away.model_dump() if news.away else {}
            return PersonAway.model_validate(whom | dates)
        case NewsKind.BACK:
            return PersonBack.model_validate(whom)
        case NewsKind.CHANGED:
            return PersonChanged.model_validate(whom)
        case NewsKind.SHUTDOWN:
            return ShutdownAhead.model_validate(who | {"shutdown": news.shutdown})
        case NewsKind.OWNERS:
            return ChangeOwners(**who, owners=news.owners or state.request.owners)
        case NewsKind.BRIEFED:
            raise ValueError("one fact for each pairing, not for each person")


def for_pairing(fact: CohortFact, pairing_id: PairingId) -> FactOfPerson:
    """What a cohort would pass on, for a pairing whose cohort is closed."""
    fields = fact.model_dump(exclude={"cohort_id"}) | {"pairing_id": pairing_id}
    return _OF_PAIRING[type(fact)].model_validate(fields)


_OF_PAIRING: Mapping[type[CohortFact], type[FactOfPerson]] = complete(
    (model for model in FACTS if issubclass(model, CohortFact)),
    {
        CohortPersonLeft: PersonLeft,
        CohortPersonStays: PersonStays,
        CohortConsentWithdrawn: ConsentWithdrawn,
        CohortPersonAway: PersonAway,
        CohortPersonBack: PersonBack,
        CohortPersonChanged: PersonChanged,
    },
    verb="passes on",
)
