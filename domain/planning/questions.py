"""The questions that give every session a focus and a reflection.

Plans hold keys; `in_words` gives the text.
"""

from enum import StrEnum

from domain.engine.tables import complete
from domain.programme.people import Locale


class FocusQuestion(StrEnum):
    """What the two work on: the steps of learning a topic, in this order."""

    DISCOVER = "discover"
    TRY_OUT = "try_out"
    APPLY = "apply"
    DEEPEN = "deepen"
    LEAD = "lead"
    TEACH_BACK = "teach_back"


class ReflectionQuestion(StrEnum):
    """One's own behaviour towards other people and generations; each side answers for itself."""

    ASSUMPTIONS = "assumptions"
    NOT_KNOWING = "not_knowing"
    LISTENING = "listening"
    RANK = "rank"
    EXPERIENCE = "experience"
    CHANGE = "change"
    PATIENCE = "patience"
    LANGUAGE = "language"
    FEEDBACK = "feedback"
    PASSING_ON = "passing_on"


class PlanGround(StrEnum):
    """Why a session of the plan is as it is."""

    CHOSEN = "chosen"
    KNOWLEDGE = "knowledge"
    MENTOR_EXPERIENCE = "mentor_experience"
    MENTEE_EXPERIENCE = "mentee_experience"
    OTHER_EXPERIENCE = "other_experience"


def in_words(question: FocusQuestion | ReflectionQuestion | PlanGround, locale: Locale) -> str:
    """The question, or the ground, as a person reads it."""
    match question:
        case FocusQuestion():
            return _FOCUS[question][locale]
        case ReflectionQuestion():
            return _REFLECTION[question][locale]
        case PlanGround():
            return _GROUNDS[question][locale]


_FOCUS = complete(
    FocusQuestion,
    {
        FocusQuestion.DISCOVER: {
            Locale.ENGLISH: "What is it good for, "
            "and where have you already met it without noticing?",
            Locale.GERMAN: "Wozu ist es gut, und wo ist es Ihnen schon unbemerkt begegnet?",
        },
        FocusQuestion.TRY_OUT: {
            Locale.ENGLISH: "What can the mentee try out today, with the mentor only watching?",
            Locale.GERMAN: "Was probiert die oder der Mentee heute selbst aus, "
            "während die andere Seite nur zusieht?",
        },
        FocusQuestion.APPLY: {
            Locale.ENGLISH: "For which task of your own will you use it before you meet again?",
            Locale.GERMAN: "Für welche eigene Aufgabe nutzen Sie es bis zum nächsten Treffen?",
        },
        FocusQuestion.DEEPEN: {
            Locale.ENGLISH: "What did not work so far, and what would make it easy?",
            Locale.GERMAN: "Was hat bisher nicht geklappt, und was würde es leicht machen?",
        },
        FocusQuestion.LEAD: {
            Locale.ENGLISH: "What does it change in the way you decide, lead and work together?",
            Locale.GERMAN: "Was ändert es daran, wie Sie entscheiden, führen und zusammenarbeiten?",
        },
        FocusQuestion.TEACH_BACK: {
            Locale.ENGLISH: "Explain it in your own words: what will you pass on, and to whom?",
            Locale.GERMAN: "Erklären Sie es in eigenen Worten: Was geben Sie weiter, und an wen?",
        },
    },
    verb="puts into words",
)

_REFLECTION = complete(
    ReflectionQuestion,
    {
        ReflectionQuestion.ASSUMPTIONS: {
            Locale.ENGLISH: "What did I take for granted about the other generation, "
            "and was it so?",
            Locale.GERMAN: "Was habe ich über die andere Generation für selbstverständlich "
            "gehalten, und stimmte es?",
        },
        ReflectionQuestion.NOT_KNOWING: {
            Locale.ENGLISH: "How easy is it for me to say “I do not know” in front of others?",
            Locale.GERMAN: "Wie leicht fällt es mir, vor anderen „Das weiß ich nicht“ zu sagen?",
        },
        ReflectionQuestion.LISTENING: {
            Locale.ENGLISH: "When did I really listen, and when did I only wait to speak?",
            Locale.GERMAN: "Wann habe ich wirklich zugehört, und wann nur aufs Reden gewartet?",
        },
        ReflectionQuestion.RANK: {
            Locale.ENGLISH: "Where did rank or age play a part between us, and what did I do then?",
            Locale.GERMAN: "Wo haben Rang oder Alter zwischen uns eine Rolle gespielt, "
            "und was habe ich dann getan?",
        },
        ReflectionQuestion.EXPERIENCE: {
            Locale.ENGLISH: "Which experience of the other would have spared me a detour?",
            Locale.GERMAN: "Welche Erfahrung der anderen Seite hätte mir einen Umweg erspart?",
        },
        ReflectionQuestion.CHANGE: {
            Locale.ENGLISH: "What do I do differently with colleagues since we have been meeting?",
            Locale.GERMAN: "Was mache ich mit Kolleginnen und Kollegen anders, "
            "seit wir uns treffen?",
        },
        ReflectionQuestion.PATIENCE: {
            Locale.ENGLISH: "What do I do when somebody is slower or faster than I am?",
            Locale.GERMAN: "Was tue ich, wenn jemand langsamer oder schneller ist als ich?",
        },
        ReflectionQuestion.LANGUAGE: {
            Locale.ENGLISH: "Which of my words or habits shut others out?",
            Locale.GERMAN: "Welche meiner Wörter oder Gewohnheiten schließen andere aus?",
        },
        ReflectionQuestion.FEEDBACK: {
            Locale.ENGLISH: "Which feedback did I get at eye level, and what do I make of it?",
            Locale.GERMAN: "Welche Rückmeldung bekam ich auf Augenhöhe, und was mache ich daraus?",
        },
        ReflectionQuestion.PASSING_ON: {
            Locale.ENGLISH: "From whom of another generation could I learn next?",
            Locale.GERMAN: "Von wem aus einer anderen Generation könnte ich als Nächstes lernen?",
        },
    },
    verb="puts into words",
)

_GROUNDS = complete(
    PlanGround,
    {
        PlanGround.CHOSEN: {
            Locale.ENGLISH: "the mentee chose it",
            Locale.GERMAN: "von der Mentee-Seite gewünscht",
        },
        PlanGround.KNOWLEDGE: {
            Locale.ENGLISH: "the mentor knows more about it",
            Locale.GERMAN: "die Mentorenseite weiß mehr darüber",
        },
        PlanGround.MENTOR_EXPERIENCE: {
            Locale.ENGLISH: "the mentor has experience with it",
            Locale.GERMAN: "die Mentorenseite hat Erfahrung damit",
        },
        PlanGround.MENTEE_EXPERIENCE: {
            Locale.ENGLISH: "it starts from the experience that the mentee has with it",
            Locale.GERMAN: "es knüpft an die Erfahrung der Mentee-Seite an",
        },
        PlanGround.OTHER_EXPERIENCE: {
            Locale.ENGLISH: "the question begins with experience that only one of you has",
            Locale.GERMAN: "die Frage beginnt bei Erfahrung, die nur eine Seite mitbringt",
        },
    },
    verb="puts into words",
)
