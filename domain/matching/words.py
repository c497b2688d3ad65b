"""All texts of matching. None holds a name, an age or a year of birth."""

from collections.abc import Mapping
from typing import assert_never

from domain.engine.tables import complete
from domain.programme.people import Locale, Side
from domain.programme.request import HardRule, MatchingPolicy


def rule_name(rule: HardRule, locale: Locale) -> str:
    """What people call the rule."""
    return _RULE_NAMES[rule][locale]


def rule_in_words(rule: HardRule, policy: MatchingPolicy, locale: Locale) -> str:
    """What is wrong with a pair that breaks the rule."""
    years, levels = policy.min_age_gap, policy.min_level_gap
    return _BROKEN[rule][locale].format(years=years, levels=levels)


Phrase = Mapping[Locale, str]
"""The same sentence in every language, with placeholders."""


def say(phrase: Phrase, locale: Locale, **values: object) -> str:
    """The phrase with its placeholders filled."""
    return phrase[locale].format(**values)


def people_of(side: Side, count: int, locale: Locale) -> str:
    """A number of mentors or mentees in words: “3 mentors”."""
    match locale:
        case Locale.ENGLISH:
            return f"{count} {side}" if count == 1 else f"{count} {side}s"
        case Locale.GERMAN:
            return f"{count} {_GERMAN_SIDES[side][count != 1]}"
        case _:
            assert_never(locale)


_GERMAN_SIDES = complete(
    Side,
    {Side.MENTOR: ("Mentor:in", "Mentor:innen"), Side.MENTEE: ("Mentee", "Mentees")},
)

_EN, _DE = Locale.ENGLISH, Locale.GERMAN

# ── Why a pair is proposed ───────────────────────────────────────────────────────────────────────

COMPOSED = {_EN: "Put together by hand", _DE: "Von Hand zusammengestellt"}
TOPIC = {
    _EN: "Wants ‘{topic}’, which the mentor knows at {level} of 5",
    _DE: "Gewünscht ist „{topic}“; Kenntnis auf der Mentorenseite: {level} von 5",
}
EXPECTATIONS = {
    _EN: "Both hope for the same: {shared}",
    _DE: "Beide erhoffen sich dasselbe: {shared}",
}
EXPERIENCE = {
    _EN: "Some experience in common, some that the other lacks",
    _DE: "Manche Erfahrung gemeinsam, manche, die der anderen Seite fehlt",
}
COMMON_EXPERIENCE = {_EN: "Experience in common", _DE: "Gemeinsame Erfahrung"}
OTHER_EXPERIENCE = {
    _EN: "Each brings experience that the other lacks",
    _DE: "Beide bringen Erfahrung mit, die der anderen Seite fehlt",
}
GENDER = {_EN: "Different genders", _DE: "Verschiedene Geschlechter"}
DEPARTMENT = {_EN: "Different departments", _DE: "Verschiedene Abteilungen"}
SITE = {_EN: "Different sites", _DE: "Verschiedene Standorte"}
RULES_MET = {_EN: "All rules of the programme are met", _DE: "Alle Regeln sind eingehalten"}

# ── Why somebody waits ───────────────────────────────────────────────────────────────────────────

NO_CAPACITY = {
    _EN: "Unmatched, because the roster says: no pairing at present (capacity 0)",
    _DE: "Ohne Gegenüber, weil die Personenliste zurzeit keine Paarung zulässt (Kapazität 0)",
}
NOBODY_THERE = {
    _EN: "Unmatched, because there is nobody on the other side",
    _DE: "Ohne Gegenüber, weil es auf der anderen Seite niemanden gibt",
}
NOBODY_FITS = {
    _EN: "Unmatched, because nobody meets all rules ({people} considered)",
    _DE: "Ohne Gegenüber, weil niemand alle Regeln erfüllt ({people} geprüft)",
}
ALL_TAKEN = {
    _EN: "Unmatched, because all who fit ({people}) are taken: "
    "position {position} on the waiting list",
    _DE: "Ohne Gegenüber, weil alle Passenden ({people}) vergeben sind: "
    "Platz {position} auf der Warteliste",
}
RULE_EXCLUDES = {
    _EN: "The rule ‘{rule}’ excludes {people}",
    _DE: "Die Regel „{rule}“ schließt {people} aus",
}
RULE_RELAXED_HELPS = {
    _EN: "Without the rule ‘{rule}’, {people} would fit",
    _DE: "Ohne die Regel „{rule}“ kämen infrage: {people}",
}
PROPOSED_BEFORE = {
    _EN: "Proposed before, without a pairing: {people}",
    _DE: "Schon vorgeschlagen, ohne dass es eine Paarung wurde: {people}",
}
BIRTH_YEAR_MISSING = {
    _EN: "The year of birth is missing in the roster, so the age gap cannot be checked",
    _DE: "Das Geburtsjahr fehlt in der Personenliste, der Altersabstand lässt sich nicht prüfen",
}

# ── Rules ────────────────────────────────────────────────────────────────────────────────────────

_RULE_NAMES = complete(
    HardRule,
    {
        HardRule.ROLES: {_EN: "roles", _DE: "Rollen"},
        HardRule.AGE_GAP: {_EN: "age gap", _DE: "Altersabstand"},
        HardRule.LEVEL_GAP: {_EN: "level gap", _DE: "Abstand der Ebenen"},
        HardRule.REPORTING_LINE: {_EN: "reporting line", _DE: "Berichtslinie"},
        HardRule.DEPARTMENT: {_EN: "department", _DE: "Abteilung"},
        HardRule.DO_NOT_MATCH: {_EN: "do not match", _DE: "nicht zusammenbringen"},
        HardRule.CAPACITY: {_EN: "capacity", _DE: "Kapazität"},
        HardRule.LANGUAGE: {_EN: "language", _DE: "Sprache"},
    },
    verb="names",
)
AGE_UNKNOWN = {
    _EN: "the age gap cannot be checked: a year of birth is missing in the roster",
    _DE: "der Altersabstand lässt sich nicht prüfen: in der Personenliste fehlt ein Geburtsjahr",
}
LEFT_THE_ROSTER = {
    _EN: "one of the two is no longer in the roster",
    _DE: "eine der beiden Personen steht nicht mehr in der Personenliste",
}
_BROKEN = complete(
    HardRule,
    {
        HardRule.ROLES: {
            _EN: "one of the two does not have the role that the pair needs",
            _DE: "eine der beiden Personen hat nicht die Rolle, die das Paar braucht",
        },
        HardRule.AGE_GAP: {
            _EN: "the age gap is smaller than the {years} years asked for",
            _DE: "der Altersabstand ist kleiner als die verlangten {years} Jahre",
        },
        HardRule.LEVEL_GAP: {
            _EN: "the mentee is less than the {levels} levels asked for above the mentor",
            _DE: "die Mentee-Seite steht weniger als die verlangten {levels} Ebenen höher",
        },
        HardRule.REPORTING_LINE: {
            _EN: "one of the two reports to the other, directly or over others",
            _DE: "eine der beiden Personen berichtet der anderen, direkt oder über andere",
        },
        HardRule.DEPARTMENT: {
            _EN: "both belong to the same department",
            _DE: "beide gehören zur selben Abteilung",
        },
        HardRule.DO_NOT_MATCH: {
            _EN: "the two are not to be matched",
            _DE: "die beiden sollen nicht zusammenkommen",
        },
        HardRule.CAPACITY: {
            _EN: "one of the two has no free place left",
            _DE: "eine der beiden Personen hat keinen freien Platz mehr",
        },
        HardRule.LANGUAGE: {
            _EN: "the two have no language in common",
            _DE: "die beiden haben keine gemeinsame Sprache",
        },
    },
    verb="puts into words",
)
