"""What a template can use: the letter in the recipient's words, zone and language."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from markupsafe import Markup

from activities.ports import PAIRS_NAMED, Addressed, Cast
from adapters.notify.commands import Commands
from adapters.notify.letterhead import Letterhead
from adapters.notify.wording import Moment, day_in_words, weekday_in_words
from domain.engine.base import Frozen
from domain.matching.words import rule_name
from domain.planning.questions import FocusQuestion, PlanGround, ReflectionQuestion, in_words
from domain.programme.ids import pairing_workflow_id
from domain.programme.people import Locale, MailChoice
from domain.programme.phrases import Phrase
from domain.programme.request import HardRule
from domain.telling.approval import ApprovalBody
from domain.telling.bodies import ProposalsBody, RulesItemBody
from domain.telling.body import ToPair
from domain.telling.haste import Haste
from domain.telling.letters import Letter
from domain.telling.lines import ItemLine, PairLine, ProposedPairLine

_NOBODY = Phrase(en="your partner", de="N. N.")
"""For a partner whom the roster does not know any more."""
_SOMEBODY = Phrase(en="a member of your team", de="N. N.")
"""For the one about whom a line manager is asked, if the roster does not know them any more."""


class Reader:
    """Puts values into the words of the person who reads them."""

    def __init__(self, cast: Cast) -> None:
        self.locale = cast.recipient.locale
        self._zone = cast.recipient.zone
        self._names = {person.id: person.name for person in cast.named}

    def words(self, value: object) -> object:
        """Days, times, questions, rules and people in words; anything else as it is."""
        match value:
            case datetime():
                return Moment(value, self._zone, self.locale)
            case date():
                return day_in_words(value, self.locale)
            case FocusQuestion() | ReflectionQuestion() | PlanGround():
                return in_words(value, self.locale)
            case HardRule():
                return rule_name(value, self.locale)
            case PairLine():
                return self._pair(value)
            case ItemLine():
                return self._item(value)
            case Frozen():
                return {name: self.words(value) for name, value in value}
            case tuple():
                return [self.words(element) for element in value]
            case _:
                return value

    def _pair(self, pair: PairLine) -> Mapping[str, object]:
        ids = {"mentor": pair.mentor, "mentee": pair.mentee}
        names = {side: self._names.get(id_, id_) for side, id_ in ids.items()}
        reasons = pair.reasons if isinstance(pair, ProposedPairLine) else ()
        return {**names, "ids": ids, "reasons": reasons}

    def _item(self, item: ItemLine) -> Mapping[str, object]:
        pair = self._pair(item.pair) if item.pair else None
        person = pair[item.about] if pair and item.about else None
        pairing = pairing_workflow_id(item.pairing_id) if item.pairing_id else None
        return {
            "id": item.id,
            "due_on": self.words(item.due_on),
            "overdue": item.overdue,
            "pair": pair,
            "person": person,
            "side": item.about,
            "pairing": pairing,
        }


def template_data(
    letter: Letter,
    cast: Cast,
    letterhead: Letterhead,
    place: int = 1,
    of: int = 1,
    manager_of: Sequence[str] = (),
) -> dict[str, object]:
    """What every template may name, and what the body of this letter adds.

    ``place``: of the letter in its mail, which has ``of`` letters; ``manager_of`` them.
    """
    reader = Reader(cast)
    return {
        "place": place,
        "of": of,
        "name": cast.recipient.name,
        "lead": _lead(cast),
        "programme": letter.programme,
        "weekly": cast.recipient.mails is MailChoice.WEEKLY,
        "manager_of": manager_of,
        "digest_day": None if manager_of else _digest_day(letter, reader.locale),
        "until": reader.words(cast.answer_by or letter.until),
        "commands": Commands(letter),
        "answer_link": _link(letterhead.answer_link(letter)),
        "ui_link": _link(letterhead.ui_link(letter)),
        **_told(letter, cast, reader),
    }


def manager_of(letters: Sequence[Addressed]) -> tuple[str, ...]:
    """The names of those for whom a line manager is asked, if a mail brings nothing else.

    Such a reader takes no part, and is offered no weekly mail.
    """
    people = [
        _approved_name(letter.body, cast)
        for letter, cast in letters
        if isinstance(letter.body, ApprovalBody)
    ]
    return tuple(dict.fromkeys(people)) if len(people) == len(letters) else ()


def _approved_name(body: ApprovalBody, cast: Cast) -> str:
    names = {one.id: one.name for one in cast.named}
    return names.get(body.person, _SOMEBODY.say(cast.recipient.locale))


def _told(letter: Letter, cast: Cast, reader: Reader) -> Mapping[str, object]:
    """The fields of the body; a partner by name, and no more pairs than have been looked up."""
    told = {name: reader.words(value) for name, value in letter.body if name != "of"}
    match letter.body:
        case ToPair():
            partner = cast.partner.name if cast.partner else _NOBODY.say(reader.locale)
            return told | {"side": letter.notice.side, "partner": partner}
        case ApprovalBody():
            return told | {"person": _approved_name(letter.body, cast)}
        case RulesItemBody(broken_rules=broken):
            return told | {"waivable": broken[0].value if broken else None}
        case ProposalsBody(pairs=pairs):
            left_out = max(0, len(pairs) - PAIRS_NAMED)
            return told | {"pairs": reader.words(pairs[:PAIRS_NAMED]), "pairs_not_shown": left_out}
        case _:
            return told


def _lead(cast: Cast) -> str | None:
    """The programme lead, unless that is who reads."""
    lead = cast.lead
    return lead.name if lead and lead.id != cast.recipient.id else None


def _digest_day(letter: Letter, locale: Locale) -> str | None:
    """The day of weekly mails, for those who may choose them; of their tasks owners hear daily."""
    if letter.hours is None or letter.notice.item or letter.haste is Haste.DAILY:
        return None
    return weekday_in_words(letter.hours.digest_day, locale)


def _link(url: str | None) -> Markup | None:
    return None if url is None else Markup(url)
