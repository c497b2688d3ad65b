"""What the two keep to themselves is part of the agreement that both accept."""

from typing import Any

from domain.pairing.commands import AcceptAgreement, AdoptPolicy, SubmitExpectations
from domain.pairing.details import pairing_details
from domain.pairing.letters import letter
from domain.pairing.preparation import Agreement
from domain.pairing.vocabulary import Stage
from domain.programme.confidentiality import OUR_TEXTS
from domain.programme.people import Locale
from domain.programme.running_policy import differences, policy_of
from domain.telling.bodies import AgreementBody
from domain.telling.kinds import NoticeKind
from tests.unit.pairing.story import MENTEE, MENTOR, OPERATOR, Story
from tests.unit.pairing.ways import EXPECTATIONS, accepted_agreement, given

HOUSE_RULE = {Locale.ENGLISH: "House rule 7: nothing leaves the room without a yes."}


def drafted(**setup: Any) -> Story:
    """Both have stated the same expectations."""
    return given(Stage.EXPECTATIONS, **setup).both(SubmitExpectations, **EXPECTATIONS)


def agreement_of(story: Story) -> Agreement:
    """The present agreement."""
    assert story.state.preparation.agreement
    return story.state.preparation.agreement


def house_rule(story: Story) -> Story:
    """The operator gives the programme other words about confidentiality."""
    policy = policy_of(story.state.setup).model_copy(update={"confidentiality": HOUSE_RULE})
    return story.when(AdoptPolicy, OPERATOR, policy=policy)


def test_case_14_other_words_on_confidentiality_make_another_version() -> None:
    """The same expectations with another confidentiality text, in any of the languages, are another
    version of the agreement, and the yes to one is refused for the other."""
    ours, theirs = drafted(), drafted(confidentiality=HOUSE_RULE)
    german = drafted(confidentiality={**OUR_TEXTS, Locale.GERMAN: "Alles bleibt unter uns."})
    versions = {agreement_of(story).version for story in (ours, theirs, german)}
    assert len(versions) == 3
    theirs.when(AcceptAgreement, MENTEE, version=agreement_of(ours).version).refused("version")


def test_both_read_the_words_on_confidentiality_that_they_accept() -> None:
    """The mail with the agreement tells both the text in every language, as it is in the version
    to be accepted, and the details show it."""
    story = drafted(confidentiality=HOUSE_RULE)
    asked = [sent.notice for sent in story.state.desk.told[-2:]]
    assert {notice.kind for notice in asked} == {NoticeKind.AGREEMENT_READY}
    for notice in asked:
        body = letter(story.state, notice, story.now).body
        assert isinstance(body, AgreementBody)
        assert body.confidentiality == HOUSE_RULE
        assert body.version == agreement_of(story).version
    details = pairing_details(story.state, None)
    assert f"(agreement `{agreement_of(story).version}`): House rule 7" in details


def test_case_59_what_was_accepted_stays_when_the_words_change() -> None:
    """Other words on confidentiality leave an accepted agreement as it is; the next version, after
    changed expectations, has them."""
    accepted = accepted_agreement(drafted())
    before = agreement_of(accepted)
    changed = house_rule(accepted)
    assert agreement_of(changed) == before
    assert changed.state.stage is Stage.PLANNING
    anew = changed.when(SubmitExpectations, MENTOR, **EXPECTATIONS | {"notice_hours": 72})
    assert agreement_of(anew).confidentiality == HOUSE_RULE
    assert agreement_of(anew).version != before.version


def test_case_59_a_dry_run_names_the_languages_whose_words_change() -> None:
    """A changed confidentiality text is named by its language and shown by its beginning."""
    story = drafted()
    changed = differences(policy_of(story.state.setup), policy_of(house_rule(story).state.setup))
    assert [str(difference) for difference in changed] == [
        "confidentiality.de “Was Sie einander erzählen, bleibt …” → –",
        "confidentiality.en “What you tell each other stays between …” → "
        "“House rule 7: nothing leaves the room …”",
    ]
