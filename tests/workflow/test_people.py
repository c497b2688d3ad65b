"""People change departments, leave, and are looked at again."""

from datetime import timedelta

from domain.pairing.state import PairingState
from domain.pairing.vocabulary import EndReason
from domain.pairing.vocabulary import Stage as PairingStage
from domain.programme.people import Side
from domain.telling.kinds import ItemKind, NoticeKind
from tests.waiting import until
from tests.workflow.cohort_stage import open_cohort
from tests.workflow.material import ROSTER, person
from tests.workflow.stage_setting import LivePairing, Stage, asked
from tests.workflow.ui import summaries

DAY = timedelta(days=1)


async def test_case_11_changed_data_have_the_rules_checked_again(stage: Stage) -> None:
    """A reporting line that has appeared becomes an item; when it is gone, so is the item."""
    pairing = await stage.open_pairing()
    await pairing.prepare()
    stage.roster.put(ROSTER, person("p-junior", manager_id="p-senior"))
    state = await told_of_change(pairing, "p-junior")
    (item,) = state.desk.items
    assert (item.kind, item.side) == (ItemKind.RULE_BROKEN, Side.MENTOR)
    await pairing.told_all()
    assert NoticeKind.ITEM_OPENED in stage.mailer.kinds(to="p-lead")
    stage.roster.put(ROSTER, person("p-junior"))
    assert (await told_of_change(pairing, "p-junior")).desk.items == ()


async def test_case_37_a_change_that_breaks_no_rule_is_no_item(stage: Stage) -> None:
    """Another site or name changes nothing for the pairing."""
    pairing = await stage.open_pairing()
    stage.roster.put(ROSTER, person("p-senior", name="Another Name", site="DE-BY"))
    state = await told_of_change(pairing, "p-senior")
    assert (state.desk.items, state.desk.rejected) == ((), ())


async def test_a_rule_check_waits_for_the_roster(stage: Stage) -> None:
    """While the roster cannot be read, the one check is tried again and the pairing goes on."""
    pairing = await stage.open_pairing()
    stage.roster.failures = 1
    await pairing.tell("person_changed", person_id="p-senior")
    await pairing.both("accept")
    state = await pairing.until(lambda state: not state.rule_check.pending)
    assert state.stage is PairingStage.ASSESSMENT
    checks = "Check the rules again: the mentee's data changed"
    assert (await summaries(pairing.handle))["activity"].count(checks) == 1


async def test_a_rule_check_that_fails_for_good_is_made_again(stage: Stage) -> None:
    """A rule check that fails for good is made again by the next turn of the pairing."""
    pairing = await stage.open_pairing()
    stage.roster.refusals = 1
    await pairing.tell("person_changed", person_id="p-senior")
    await pairing.until(lambda _: not stage.roster.refusals)
    await pairing.both("accept")
    state = await pairing.until(lambda state: not state.rule_check.pending)
    assert state.stage is PairingStage.ASSESSMENT


async def test_who_has_left_ends_the_pairing(stage: Stage) -> None:
    """A person who has left ends the pairing now: appointments go, partner and owners are told."""
    pairing = await stage.open_pairing()
    await pairing.prepare()
    await pairing.book()
    await pairing.tell("person_left", person_id="p-senior")
    await pairing.caught_up()
    state = await pairing.told_all()
    assert state.ending is not None
    assert state.ending.reason is EndReason.LEFT_COMPANY
    partings = {NoticeKind.SESSION_CANCELLED, NoticeKind.CLOSED}
    assert partings <= set(stage.mailer.kinds(to="p-junior"))
    assert not partings & set(stage.mailer.kinds(to="p-senior"))


async def test_who_leaves_during_a_partnership_is_not_asked_how_it_goes(stage: Stage) -> None:
    """A partnership ends when one side leaves, and no follow-up goes out."""
    pairing = await stage.open_pairing()
    await pairing.prepare()
    await pairing.meet()
    await pairing.ask("end", "mentee", reason="objectives_reached")
    await pairing.look_back(partnership=True)
    await pairing.until(lambda state: state.stage is PairingStage.PARTNERSHIP)
    await pairing.tell("person_left", person_id="p-senior")
    assert (await pairing.caught_up()).stage is PairingStage.CLOSED
    await pairing.forward(95 * DAY)
    assert NoticeKind.PARTNERSHIP_FOLLOW_UP not in stage.mailer.kinds()


async def test_case_36_a_known_last_day_brings_the_review_forward(stage: Stage) -> None:
    """A side that leaves in six weeks has its review before; after the last day the pairing
    ends."""
    pairing = await stage.open_pairing()
    await pairing.prepare()
    await pairing.meet()
    last_day = (await pairing.now() + 42 * DAY).date()
    await pairing.tell("person_left", person_id="p-senior", last_day=str(last_day))
    await pairing.caught_up()
    await pairing.forward(35 * DAY)
    assert (await pairing.told_all()).stage is PairingStage.REVIEW
    assert NoticeKind.REVIEW_REQUEST in stage.mailer.kinds(to="p-senior")
    await pairing.forward(12 * DAY)
    state = await pairing.told_all()
    assert state.ending is not None
    assert state.ending.reason is EndReason.LEFT_COMPANY


async def told_of_change(pairing: LivePairing, person_id: str) -> PairingState:
    """The state when the rules have been checked again."""
    await pairing.tell("person_changed", person_id=person_id)
    await pairing.caught_up()
    return await pairing.until(lambda state: not state.rule_check.pending)


async def test_a_cohort_passes_on_that_somebody_has_left(stage: Stage) -> None:
    """One signal to the cohort ends every pairing of the person who left."""
    cohort = await open_cohort(stage)
    state = await cohort.until(lambda state: bool(state.running))
    pairing = state.running[0]
    message = {"message_id": "hr-1", "acting": "integration", "cohort_id": cohort.cohort_id}
    await cohort.handle.signal("person_left", message | {"person_id": pairing.mentor})
    handle = stage.client.get_workflow_handle(f"pairing-{pairing.pairing_id}")

    async def reason() -> EndReason | None:
        told = await asked(handle, PairingState)
        return told.ending.reason if told and told.ending else None

    assert await until(reason, lambda found: found is not None) is EndReason.LEFT_COMPANY
    assert (await cohort.until(lambda state: not state.news)).desk.rejected == ()
