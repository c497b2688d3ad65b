"""The questions that give every session a focus and a reflection.

Plans hold keys; `in_words` gives the text.
"""

from enum import StrEnum

from domain.engine.tables import complete
from domain.programme.people import Locale
from domain.programme.phrases import Phrase


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
            return _FOCUS[question].say(locale)
        case ReflectionQuestion():
            return _REFLECTION[question].say(locale)
        case PlanGround():
            return _GROUNDS[question].say(locale)


_FOCUS = complete(
    FocusQuestion,
    {
        FocusQuestion.DISCOVER: Phrase(
            en="What is it good for, and where have you already met it without noticing?",
            de="Wozu ist es gut, und wo ist es Ihnen schon unbemerkt begegnet?",
        ),
        FocusQuestion.TRY_OUT: Phrase(
            en="What can the mentee try out today, with the mentor only watching?",
            de="Was probiert die oder der Mentee heute selbst aus, "
            "während die andere Seite nur zusieht?",
        ),
        FocusQuestion.APPLY: Phrase(
            en="For which task of your own will you use it before you meet again?",
            de="Für welche eigene Aufgabe nutzen Sie es bis zum nächsten Treffen?",
        ),
        FocusQuestion.DEEPEN: Phrase(
            en="What did not work so far, and what would make it easy?",
            de="Was hat bisher nicht geklappt, und was würde es leicht machen?",
        ),
        FocusQuestion.LEAD: Phrase(
            en="What does it change in the way you decide, lead and work together?",
            de="Was ändert es daran, wie Sie entscheiden, führen und zusammenarbeiten?",
        ),
        FocusQuestion.TEACH_BACK: Phrase(
            en="Explain it in your own words: what will you pass on, and to whom?",
            de="Erklären Sie es in eigenen Worten: Was geben Sie weiter, und an wen?",
        ),
    },
    verb="puts into words",
)

_REFLECTION = complete(
    ReflectionQuestion,
    {
        ReflectionQuestion.ASSUMPTIONS: Phrase(
            en="What did I take for granted about the other generation, and was it so?",
            de="Was habe ich über die andere Generation für selbstverständlich "
            "gehalten, und stimmte es?",
        ),
        ReflectionQuestion.NOT_KNOWING: Phrase(
            en="How easy is it for me to say “I do not know” in front of others?",
            de="Wie leicht fällt es mir, vor anderen „Das weiß ich nicht“ zu sagen?",
        ),
        ReflectionQuestion.LISTENING: Phrase(
            en="When did I really listen, and when did I only wait to speak?",
            de="Wann habe ich wirklich zugehört, und wann nur aufs Reden gewartet?",
        ),
        ReflectionQuestion.RANK: Phrase(
            en="Where did rank or age play a part between us, and what did I do then?",
            de="Wo haben Rang oder Alter zwischen uns eine Rolle gespielt, "
            "und was habe ich dann getan?",
        ),
        ReflectionQuestion.EXPERIENCE: Phrase(
            en="Which experience of the other would have spared me a detour?",
            de="Welche Erfahrung der anderen Seite hätte mir einen Umweg erspart?",
        ),
        ReflectionQuestion.CHANGE: Phrase(
            en="What do I do differently with colleagues since we have been meeting?",
            de="Was mache ich mit Kolleginnen und Kollegen anders, seit wir uns treffen?",
        ),
        ReflectionQuestion.PATIENCE: Phrase(
            en="What do I do when somebody is slower or faster than I am?",
            de="Was tue ich, wenn jemand langsamer oder schneller ist als ich?",
        ),
        ReflectionQuestion.LANGUAGE: Phrase(
            en="Which of my words or habits shut others out?",
            de="Welche meiner Wörter oder Gewohnheiten schließen andere aus?",
        ),
        ReflectionQuestion.FEEDBACK: Phrase(
            en="Which feedback did I get at eye level, and what do I make of it?",
            de="Welche Rückmeldung bekam ich auf Augenhöhe, und was mache ich daraus?",
        ),
        ReflectionQuestion.PASSING_ON: Phrase(
            en="From whom of another generation could I learn next?",
            de="Von wem aus einer anderen Generation könnte ich als Nächstes lernen?",
        ),
    },
    verb="puts into words",
)

_GROUNDS = complete(
    PlanGround,
    {
        PlanGround.CHOSEN: Phrase(
            en="the mentee chose it",
            de="von der Mentee-Seite gewünscht",
        ),
        PlanGround.KNOWLEDGE: Phrase(
            en="the mentor knows more about it",
            de="die Mentorenseite weiß mehr darüber",
        ),
        PlanGround.MENTOR_EXPERIENCE: Phrase(
            en="the mentor has experience with it",
            de="die Mentorenseite hat Erfahrung damit",
        ),
        PlanGround.MENTEE_EXPERIENCE: Phrase(
            en="it starts from the experience that the mentee has with it",
            de="es knüpft an die Erfahrung der Mentee-Seite an",
        ),
        PlanGround.OTHER_EXPERIENCE: Phrase(
            en="the question begins with experience that only one of you has",
            de="die Frage beginnt bei Erfahrung, die nur eine Seite mitbringt",
        ),
    },
    verb="puts into words",
)
