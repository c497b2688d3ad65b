"""What the templates may speak of: the letter in the recipient's words, zone and language."""

from collections.abc import Mapping
from datetime import date, datetime

from markupsafe import Markup

from activities.ports import PAIRS_NAMED, Cast
from adapters.notify import wording
from adapters.notify.commands import Commands
from adapters.notify.letterhead import Letterhead
from adapters.notify.wording import Moment
from domain.engine.tables import complete
from domain.matching.words import rule_name
from domain.planning.questions import in_words
from domain.programme.people import Locale, Person
from domain.telling.letters import AgreementFacts, Letter, PairLine, PlanRow, SessionFacts

_NOBODY = complete(Locale, {Locale.GERMAN: "N. N.", Locale.ENGLISH: "your partner"})
"""For a partner whom the roster does not know any more."""


class Reader:
    """Puts facts into the words of the person who reads them."""

    def __init__(self, person: Person) -> None:
        self.locale = person.locale
        self._zone = person.zone

    def moment(self, at: datetime | None) -> Moment | None:
        """A point in time, on the reader's clock."""
        return None if at is None else Moment(at, self._zone, self.locale)

    def day(self, day: date | None) -> str | None:
        """A day with its weekday."""
        return None if day is None else wording.day_in_words(day, self.locale)

    def weeks(self, weeks: int | None) -> str | None:
        """A number of weeks."""
        return None if weeks is None else wording.weeks_in_words(weeks, self.locale)

    def session(self, session: SessionFacts | None) -> Mapping[str, object] | None:
        """A session, with its questions in words."""
        if session is None:
            return None
        return {
            "id": session.id,
            "number": session.number,
            "when": self.moment(session.starts_at),
            "minutes": session.minutes,
            "topic": session.topic,
            "focus": session.focus and in_words(session.focus, self.locale),
            "reflection": session.reflection and in_words(session.reflection, self.locale),
            "late": session.late,
            "bookable": session.bookable,
        }

    def agreement(self, agreement: AgreementFacts | None) -> Mapping[str, object] | None:
        """The agreement, with its closed lists in words."""
        if agreement is None:
            return None
        differences = [
            wording.difference_in_words(name, self.locale) for name in agreement.differences
        ]
        return agreement.model_dump() | {
            "channel": wording.channel_in_words(agreement.channel, self.locale),
            "notice": wording.hours_in_words(agreement.notice_hours, self.locale),
            "differences": differences,
        }

    def plan_row(self, row: PlanRow) -> Mapping[str, object]:
        """One line of the action plan."""
        return {
            "number": row.number,
            "day": self.day(row.on),
            "topic": row.topic,
            "focus": in_words(row.focus, self.locale),
            "reflection": in_words(row.reflection, self.locale),
            "grounds": "; ".join(in_words(ground, self.locale) for ground in row.grounds),
        }


def facts(letter: Letter, cast: Cast, letterhead: Letterhead) -> dict[str, object]:
    """Everything that a template may name."""
    reader = Reader(cast.recipient)
    notice = letter.notice
    return {
        "locale": reader.locale.value,
        "name": cast.recipient.name,
        "side": notice.side,
        "partner": cast.partner.name if cast.partner else _NOBODY[reader.locale],
        "lead": _lead(cast),
        "programme": letter.programme,
        "context": letter.context,
        "purpose": letter.purpose,
        "topics": letter.topics,
        "until": reader.moment(letter.until or notice.until),
        "on": reader.day(letter.on),
        "weeks": reader.weeks(letter.weeks),
        "sessions_held": letter.sessions_held,
        "certificate": letter.certificate,
        "end_reason": letter.end_reason,
        "no_fault": letter.no_fault,
        "goes_on": letter.goes_on,
        "may_extend": letter.may_extend,
        "asleep": letter.asleep,
        "partners": letter.partners,
        "session": reader.session(letter.session),
        "agreement": reader.agreement(letter.agreement),
        "plan": [reader.plan_row(row) for row in letter.plan],
        "plan_version": letter.plan_version,
        "pairs": [_pair(pair, cast) for pair in letter.pairs[:PAIRS_NAMED]],
        "pairs_not_shown": max(0, len(letter.pairs) - PAIRS_NAMED),
        "broken_rules": [rule_name(rule, reader.locale) for rule in letter.broken_rules],
        "missing": _side_of_item(letter, cast),
        "item_id": notice.item_id,
        "workflow_id": letter.stream,
        "commands": Commands(letter),
        "answer_link": _link(letterhead.answer_link(letter)),
        "ui_link": _link(letterhead.ui_link(letter)),
    }


def _lead(cast: Cast) -> str | None:
    """The programme lead, unless that is who reads."""
    lead = cast.lead
    return lead.name if lead and lead.id != cast.recipient.id else None


def _pair(pair: PairLine, cast: Cast) -> Mapping[str, object]:
    names = {person.id: person.name for person in cast.named}
    return {
        "mentor": names.get(pair.mentor, pair.mentor),
        "mentee": names.get(pair.mentee, pair.mentee),
        "ids": {"mentor": pair.mentor, "mentee": pair.mentee},
        "reasons": pair.reasons,
    }


def _side_of_item(letter: Letter, cast: Cast) -> object:
    """Name of the person that an item is about."""
    if letter.item_side is None or not letter.pairs:
        return None
    return _pair(letter.pairs[0], cast)[letter.item_side]


def _link(url: str | None) -> Markup | None:
    return None if url is None else Markup(url)
