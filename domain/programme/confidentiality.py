"""What the two promise each other about what they talk about: part of the agreement they accept."""

from collections.abc import Mapping
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field, StringConstraints

from domain.engine.base import one_line
from domain.engine.tables import complete
from domain.programme.people import Locale

ConfidentialityText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=20, max_length=1000),
    AfterValidator(one_line),
]
"""What is confidential between the two, in a paragraph that addresses both."""

ConfidentialityTexts: TypeAlias = Annotated[
    dict[Locale, ConfidentialityText], Field(min_length=1, description="By language.")
]
"""The text in the languages of a programme; all of them belong to what is accepted."""

_GERMAN = (
    "Was Sie einander erzählen, bleibt unter Ihnen beiden, auch gegenüber Vorgesetzten und der "
    "Programmleitung und über das Ende des Programms hinaus. Weitergegeben wird nur, was die "
    "andere Person freigegeben hat. Nicht vertraulich ist, dass Sie sich treffen, wann und zu "
    "welchen Themen: Das zählt das Programm. Ist jemand in Gefahr oder wird das Recht "
    "verletzt, dürfen Sie sich Hilfe holen; wo es geht, sagen Sie es einander vorher."
)
_ENGLISH = (
    "What you tell each other stays between the two of you: it is not for line managers or the "
    "programme office, and that does not change when the programme ends. Only what the other "
    "person has agreed to share is passed on. That you meet, when, and on which topics is not "
    "confidential: the programme keeps count of that. If somebody is in danger or the law is "
    "broken, you may get help; where possible, tell each other first."
)
OUR_TEXTS: Mapping[Locale, str] = complete(
    Locale, {Locale.GERMAN: _GERMAN, Locale.ENGLISH: _ENGLISH}, verb="has"
)
"""The default; a company that has a wording of its own puts it in its place."""


def in_language(texts: Mapping[Locale, str], locale: Locale) -> str:
    """The text for a reader; in another language if there is none in theirs."""
    return texts.get(locale) or next(iter(texts.values()))
