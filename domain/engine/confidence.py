"""What was told in confidence: kept with people's own words, and shown nowhere as what it is.

A `Discreet` value knows which of its fields were told in confidence. Written as JSON, it has
`in_confidence` in their place, wherever it goes: into the data of the journal, into the answer of a
query, into what one run hands on to the next. `parted` alone asks for what is hidden, and
`domain.engine.wire` puts that into the private part of the record.
"""

from enum import StrEnum
from typing import Final, Self

from pydantic import (
    JsonValue,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    model_serializer,
)

from domain.engine.base import Frozen
from domain.engine.upcasting import Data


class Undisclosed(StrEnum):
    """What is shown in the place of a word that was told in confidence."""

    IN_CONFIDENCE = "in_confidence"


IN_CONFIDENCE: Final = Undisclosed.IN_CONFIDENCE


class _Writing:
    """How an event is being written, and what came of it."""

    def __init__(self, *, disclosing: bool) -> None:
        self.disclosing = disclosing
        self.has_hidden_something = False


class Discreet(Frozen):
    """A value some of whose fields may have been told in confidence."""

    @property
    def confided(self) -> tuple[str, ...]:
        """Names of the fields that were told in confidence; usually none.

        Their types must allow for `Undisclosed`: readers without the private part get that.
        """
        raise NotImplementedError

    def shown(self) -> Self:
        """The value as everybody may see it."""
        hidden = self.confided
        return self.model_copy(update=dict.fromkeys(hidden, IN_CONFIDENCE)) if hidden else self

    @model_serializer(mode="wrap", when_used="json")
    def _discreetly(self, write: SerializerFunctionWrapHandler, info: SerializationInfo) -> Data:
        writing = info.context
        if isinstance(writing, _Writing):
            writing.has_hidden_something |= bool(self.confided)
            if writing.disclosing:
                return dict(write(self))
        return dict(write(self.shown()))


def parted(value: Frozen) -> tuple[Data, Data | None]:
    """The value as everybody may see it, as JSON; and what that leaves out, at the same places."""
    discreet, open_ = _Writing(disclosing=False), _Writing(disclosing=True)
    shown: Data = value.model_dump(mode="json", context=discreet)
    if not discreet.has_hidden_something:
        return shown, None
    whole: Data = value.model_dump(mode="json", context=open_)
    return shown, _left_out(whole, shown) or None


def joined(shown: Data, confided: Data) -> Data:
    """The whole value again: the reverse of `parted`."""
    return shown | {name: _joined(shown.get(name), value) for name, value in confided.items()}


def _joined(shown: JsonValue, confided: JsonValue) -> JsonValue:
    if isinstance(shown, dict) and isinstance(confided, dict):
        return joined(shown, confided)
    return confided


def _left_out(whole: Data, shown: Data) -> Data:
    return {
        name: _difference(value, shown[name])
        for name, value in whole.items()
        if value != shown[name]
    }


def _difference(whole: JsonValue, shown: JsonValue) -> JsonValue:
    if isinstance(whole, dict) and isinstance(shown, dict):
        return _left_out(whole, shown)
    return whole
