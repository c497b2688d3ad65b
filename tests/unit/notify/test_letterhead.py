"""Links in mails, and which templates for them are accepted."""

import pytest
from pydantic import ValidationError

from adapters.notify.examples import examples
from adapters.notify.letterhead import Letterhead

EXAMPLES = {example.name: example.letter for example in examples()}
INVITATION = EXAMPLES["invitation"]
MATCHES = EXAMPLES["matches_to_confirm"]


def _head(answer_url: str | None = None, ui_url: str | None = None) -> Letterhead:
    return Letterhead(sender="eyelevel@example.com", answer_url=answer_url, ui_url=ui_url)


def test_answer_link_names_pairing_kind_and_side() -> None:
    """A link to the form tells it pairing, question and side; what is absent stays empty."""
    head = _head("https://forms.example.com/{pairing_id}/{kind}?side={side}&session={session_id}")
    link = "https://forms.example.com/7f3a/invitation?side=mentor&session="
    assert head.answer_link(INVITATION) == link


def test_letters_about_a_cohort_have_no_answer_link() -> None:
    """Mails about a cohort have no answer link: owners answer by command."""
    assert _head("https://forms.example.com/{pairing_id}").answer_link(MATCHES) is None


def test_nothing_configured_means_no_links() -> None:
    """Without settings for links, mails have none."""
    assert _head().answer_link(INVITATION) is None
    assert _head().ui_link(INVITATION) is None


def test_ui_link_opens_the_workflow_in_its_namespace() -> None:
    """The link for owners opens the pairing or cohort in its namespace."""
    head = _head(ui_url="https://temporal.example.com/").model_copy(update={"namespace": "hr"})
    link = "https://temporal.example.com/namespaces/hr/workflows/cohort-2027a"
    assert head.ui_link(MATCHES) == link


@pytest.mark.parametrize(
    "url",
    [
        "forms.example.com/{kind}",
        "javascript:alert(1)",
        "https:///{kind}",
        "https://forms.example.com/{name}",
        "https://forms.example.com/{kind!r}",
        "https://forms.example.com/{kind:>99999999}",
        "https://forms.example.com/{kind.__class__}",
        "https://forms.example.com/{kind",
        "https://forms.example.com/a b",
        'https://forms.example.com/">',
    ],
)
def test_templates_that_would_break_mails_are_refused(url: str) -> None:
    """Link templates with unknown fields or no web address are refused before the first mail."""
    with pytest.raises(ValidationError):
        _head(url)
