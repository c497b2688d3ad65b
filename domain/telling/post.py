"""What one turn of a pairing or cohort hands to the post, with the events of the same append."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta

from domain.engine.base import Instant
from domain.engine.events import DomainEvent
from domain.engine.words import spelled_out
from domain.telling.events import NoticeIssued, NoticeSettled
from domain.telling.haste import first_due
from domain.telling.kinds import NoticeKind
from domain.telling.letters import Letter, LetterIncomplete, Outgoing
from domain.telling.notices import Notice, recipient_of


@dataclass(frozen=True)
class PostBag:
    """Letters to send, and notices that need not be sent any more."""

    letters: tuple[Outgoing, ...] = ()
    taken_back: tuple[str, ...] = ()
    """Also of those in this very bag that were overtaken at once."""
    unwritten: tuple[str, ...] = ()
    """Notices whose letters cannot be written, though they are needed: they are to be given up."""


def pack(
    events: Iterable[DomainEvent],
    taken_back: Collection[str],
    write: Callable[[Notice], Letter],
    give_up_days: int,
) -> PostBag:
    """One letter for each notice that was issued, from the state after all of the events."""
    happened = tuple(events)
    given_up = {event.notice_id for event in happened if isinstance(event, NoticeSettled)}
    letters, unwritten = list[Outgoing](), list[str]()
    for event in happened:
        if not isinstance(event, NoticeIssued) or event.notice.id in given_up:
            continue
        try:
            letters.append(_outgoing(write(event.notice), event.occurred_at, give_up_days))
        except LetterIncomplete:
            if event.notice.id not in taken_back:
                unwritten.append(event.notice.id)
    return PostBag(tuple(letters), tuple(taken_back), tuple(unwritten))


def _outgoing(letter: Letter, issued_at: Instant, give_up_days: int) -> Outgoing:
    due_at = first_due(letter.haste, issued_at, letter.waits_until, letter.hours)
    return Outgoing(letter=letter, due_at=due_at, give_up_at=due_at + timedelta(days=give_up_days))


def letters_in_words(letters: Iterable[Outgoing]) -> str:
    """Who is told what: ``session booked to mentor and mentee, item opened to owner``."""
    recipients = dict[NoticeKind, list[str]]()
    for outgoing in letters:
        notice = outgoing.letter.notice
        recipients.setdefault(notice.kind, []).append(recipient_of(notice.id))
    return ", ".join(f"{spelled_out(kind)} to {_all(to)}" for kind, to in recipients.items())


def _all(recipients: list[str]) -> str:
    if all(name.isdecimal() for name in recipients):
        return "1 person" if len(recipients) == 1 else f"{len(recipients)} people"
    return " and ".join(recipients)
