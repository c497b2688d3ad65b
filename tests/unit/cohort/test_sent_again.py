"""What a cohort told a person in vain is sent again when the roster has other data of them."""

import pytest

from domain.cohort.commands import CohortPersonChanged
from domain.cohort.events import CohortNoticeIssued, PersonReported
from domain.engine.errors import NotAllowed
from domain.engine.roles import Role
from domain.telling.again import LOST
from domain.telling.catalogue import because
from domain.telling.kinds import NoticeKind
from domain.telling.notices import DeliveryOutcome, Notice
from domain.telling.orders import TOLD_BY_THE_POST
from tests.unit.cohort.briefed import invited
from tests.unit.cohort.story import CohortStory, running


def changed(story: CohortStory, person: str = "anna", message: str = "hr-1") -> list[Notice]:
    """The roster has other data of a person; what the cohort tells them then."""
    who = {"message_id": message, "acting": Role.INTEGRATION, "cohort_id": "c"}
    events = story.do(CohortPersonChanged.model_validate({**who, "person_id": person}))
    return [event.notice for event in events if isinstance(event, CohortNoticeIssued)]


def lost(story: CohortStory, person: str, outcome: DeliveryOutcome) -> None:
    """Nothing that is on its way to a person arrives."""
    for notice in story.on_their_way:
        if notice.to == person:
            story.fared(notice, outcome)


@pytest.mark.parametrize("outcome", [one for one in LOST if one in TOLD_BY_THE_POST])
def test_case_47_what_a_cohort_told_in_vain_is_sent_again(outcome: DeliveryOutcome) -> None:
    """An invitation to a briefing that did not arrive is sent again, once and to nobody else, when
    the roster says that the person has changed."""
    story = invited("anna+bert")
    lost(story, "anna", outcome)
    (again,) = changed(story)
    assert (again.kind, again.to) == (NoticeKind.BRIEFING_INVITATION, "anna")
    assert again.briefing_id == "mentors-1"
    assert "is sent again" in because(again.kind, again.cause).why
    assert changed(story, message="hr-2") == []
    assert changed(story, "bert", message="hr-3") == []


def test_case_47_what_a_cohort_told_and_does_not_hold_any_more_is_not_sent_again() -> None:
    """News of a pause that is over are not sent again; the news that it goes on is."""
    story = running("anna+bert")
    story.pause()
    lost(story, "anna", DeliveryOutcome.REFUSED)
    story.told()
    story.resume()
    lost(story, "anna", DeliveryOutcome.REFUSED)
    assert [notice.kind for notice in changed(story)] == [NoticeKind.COHORT_RESUMED]


def test_case_47_a_pause_holds_back_what_is_not_told_in_it() -> None:
    """While the cohort is paused, a lost invitation to a briefing is not sent again; the lost news
    of the pause is."""
    story = invited("anna+bert")
    lost(story, "anna", DeliveryOutcome.REFUSED)
    story.pause()
    lost(story, "anna", DeliveryOutcome.REFUSED)
    assert [notice.kind for notice in changed(story)] == [NoticeKind.COHORT_PAUSED]


def test_somebody_without_a_pairing_and_without_a_lost_mail_is_refused() -> None:
    """A change of somebody whom the cohort neither pairs nor told in vain is refused."""
    with pytest.raises(NotAllowed):
        changed(running("anna+bert"), "emma")


def test_a_change_is_passed_on_to_the_pairings_as_well() -> None:
    """The pairings of a person hear of the change along with the mail that is sent again."""
    story = invited("anna+bert")
    lost(story, "anna", DeliveryOutcome.REFUSED)
    changed(story)
    assert story.one(PersonReported).news.pairing_ids == ("c-001",)
