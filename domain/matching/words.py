"""All texts of matching. None holds a name, an age or a year of birth."""

from typing import assert_never

from domain.engine.tables import complete
from domain.programme.people import Locale, Side
from domain.programme.phrases import Phrase
from domain.programme.request import HardRule, MatchingPolicy


def rule_name(rule: HardRule, locale: Locale) -> str:
    """What people call the rule."""
    return _RULE_NAMES[rule].say(locale)


def rule_in_words(rule: HardRule, policy: MatchingPolicy, locale: Locale) -> str:
    """What is wrong with a pair that breaks the rule."""
    years, levels = policy.min_age_gap, policy.min_level_gap
    return _BROKEN[rule].say(locale, years=years, levels=levels)


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

# ── Why a pair is proposed ───────────────────────────────────────────────────────────────────────

COMPOSED = Phrase(en="Put together by hand", de="Von Hand zusammengestellt")
TOPIC = Phrase(
    en="Wants ‘{topic}’, which the mentor knows at {level} of 5",
    de="Gewünscht ist „{topic}“; Kenntnis auf der Mentorenseite: {level} von 5",
)
EXPECTATIONS = Phrase(
    en="Both hope for the same: {shared}",
    de="Beide erhoffen sich dasselbe: {shared}",
)
EXPERIENCE = Phrase(
    en="Some experience in common, some that the other lacks",
    de="Manche Erfahrung gemeinsam, manche, die der anderen Seite fehlt",
)
COMMON_EXPERIENCE = Phrase(en="Experience in common", de="Gemeinsame Erfahrung")
OTHER_EXPERIENCE = Phrase(
    en="Each brings experience that the other lacks",
    de="Beide bringen Erfahrung mit, die der anderen Seite fehlt",
)
GENDER = Phrase(en="Different genders", de="Verschiedene Geschlechter")
DEPARTMENT = Phrase(en="Different departments", de="Verschiedene Abteilungen")
SITE = Phrase(en="Different sites", de="Verschiedene Standorte")
WAITED = Phrase(
    en="Weeks of waiting so far, both together: {weeks}",
    de="Wartezeit bisher in Wochen, beide zusammen: {weeks}",
)
RULES_MET = Phrase(en="All rules of the programme are met", de="Alle Regeln sind eingehalten")

# ── Why somebody waits ───────────────────────────────────────────────────────────────────────────

NO_CAPACITY = Phrase(
    en="Unmatched, because the roster says: no pairing at present (capacity 0)",
    de="Ohne Gegenüber, weil die Personenliste zurzeit keine Paarung zulässt (Kapazität 0)",
)
ABSENT = Phrase(
    en="Unmatched, because the roster says: leaves soon, or is on leave",
    de="Ohne Gegenüber, weil die Person laut Personenliste bald ausscheidet oder abwesend ist",
)
NOBODY_THERE = Phrase(
    en="Unmatched, because there is nobody on the other side",
    de="Ohne Gegenüber, weil es auf der anderen Seite niemanden gibt",
)
NOBODY_FITS = Phrase(
    en="Unmatched, because nobody meets all rules ({people} considered)",
    de="Ohne Gegenüber, weil niemand alle Regeln erfüllt ({people} geprüft)",
)
ALL_TAKEN = Phrase(
    en="Unmatched, because all who fit ({people}) are taken: "
    "position {position} on the waiting list",
    de="Ohne Gegenüber, weil alle Passenden ({people}) vergeben sind: "
    "Platz {position} auf der Warteliste",
)
RULE_EXCLUDES = Phrase(
    en="The rule ‘{rule}’ excludes {people}",
    de="Die Regel „{rule}“ schließt {people} aus",
)
RULE_RELAXED_HELPS = Phrase(
    en="Without the rule ‘{rule}’, {people} would fit",
    de="Ohne die Regel „{rule}“ kämen infrage: {people}",
)
PROPOSED_BEFORE = Phrase(
    en="Proposed before, without a pairing: {people}",
    de="Schon vorgeschlagen, ohne dass es eine Paarung wurde: {people}",
)
BIRTH_YEAR_MISSING = Phrase(
    en="The year of birth is missing in the roster, so the age gap cannot be checked",
    de="Das Geburtsjahr fehlt in der Personenliste, der Altersabstand lässt sich nicht prüfen",
)

# ── Rules ────────────────────────────────────────────────────────────────────────────────────────

_RULE_NAMES = complete(
    HardRule,
    {
        HardRule.ROLES: Phrase(en="roles", de="Rollen"),
        HardRule.AGE_GAP: Phrase(en="age gap", de="Altersabstand"),
        HardRule.LEVEL_GAP: Phrase(en="level gap", de="Abstand der Ebenen"),
        HardRule.REPORTING_LINE: Phrase(en="reporting line", de="Berichtslinie"),
        HardRule.DEPARTMENT: Phrase(en="department", de="Abteilung"),
        HardRule.DO_NOT_MATCH: Phrase(en="do not match", de="nicht zusammenbringen"),
        HardRule.CAPACITY: Phrase(en="capacity", de="Kapazität"),
        HardRule.LANGUAGE: Phrase(en="language", de="Sprache"),
        HardRule.TOPICS: Phrase(en="topics", de="Themen"),
    },
    verb="names",
)
AGE_UNKNOWN = Phrase(
    en="the age gap cannot be checked: a year of birth is missing in the roster",
    de="der Altersabstand lässt sich nicht prüfen: in der Personenliste fehlt ein Geburtsjahr",
)
LEFT_THE_ROSTER = Phrase(
    en="one of the two is no longer in the roster",
    de="eine der beiden Personen steht nicht mehr in der Personenliste",
)
_BROKEN = complete(
    HardRule,
    {
        HardRule.ROLES: Phrase(
            en="one of the two does not have the role that the pair needs",
            de="eine der beiden Personen hat nicht die Rolle, die das Paar braucht",
        ),
        HardRule.AGE_GAP: Phrase(
            en="the age gap is smaller than the {years} years asked for",
            de="der Altersabstand ist kleiner als die verlangten {years} Jahre",
        ),
        HardRule.LEVEL_GAP: Phrase(
            en="the mentee is less than the {levels} levels asked for above the mentor",
            de="die Mentee-Seite steht weniger als die verlangten {levels} Ebenen höher",
        ),
        HardRule.REPORTING_LINE: Phrase(
            en="one of the two reports to the other, directly or over others",
            de="eine der beiden Personen berichtet der anderen, direkt oder über andere",
        ),
        HardRule.DEPARTMENT: Phrase(
            en="both belong to the same department",
            de="beide gehören zur selben Abteilung",
        ),
        HardRule.DO_NOT_MATCH: Phrase(
            en="the two are not to be matched",
            de="die beiden sollen nicht zusammenkommen",
        ),
        HardRule.CAPACITY: Phrase(
            en="one of the two has no free place left",
            de="eine der beiden Personen hat keinen freien Platz mehr",
        ),
        HardRule.LANGUAGE: Phrase(
            en="the two have no language in common",
            de="die beiden haben keine gemeinsame Sprache",
        ),
        HardRule.TOPICS: Phrase(
            en="the mentor knows nothing better that the mentee wants to learn",
            de="die Mentorenseite kennt nichts besser, was die andere Seite lernen möchte",
        ),
    },
    verb="puts into words",
)
