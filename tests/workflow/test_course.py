"""The course of a pairing: paused, resumed, extended, ended, annulled, reopened, partners."""

from datetime import datetime, timedelta

from domain.pairing.state import PairingState
from domain.pairing.vocabulary import EndReason
from domain.pairing.vocabulary import Stage as PairingStage
from domain.telling.bodies import ClosingBody
from domain.telling.kinds import NoticeKind
from tests.workflow.stage_setting import LivePairing, Stage

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)


async def test_a_pause_moves_everything_by_its_length(stage: Stage) -> None:
    """A pause of thirty days moves every deadline and the end by its length, without mails in
    it."""
    pairing = await stage.open_pairing()
    before = await pairing.prepare()
    await pairing.ask("pause", "mentee")
    assert (await sound(pairing)).pause is not None
    mails = len(stage.mailer.sent)
    await pairing.forward(20 * DAY)
    assert len(stage.mailer.sent) == mails
    await pairing.ask("resume", "mentor")
    state = await sound(pairing)
    assert state.pause is None
    assert state.ends_on is not None
    assert before.ends_on is not None
    assert state.ends_on - before.ends_on == 20 * DAY
    assert stage.mailer.kinds(to="p-senior")[-1] is NoticeKind.RESUMED


async def test_a_pause_with_a_day_of_return_ends_by_itself(stage: Stage) -> None:
    """On the day of return the pairing resumes, without anyone's help."""
    pairing = await stage.open_pairing()
    await pairing.prepare()
    back = (await pairing.now() + 2 * WEEK).date()
    await pairing.ask("pause", "operator", return_on=str(back))
    await pairing.forward(2 * WEEK + 4 * DAY)
    assert (await sound(pairing)).pause is None


async def test_a_date_after_a_pause_is_found_during_it(stage: Stage) -> None:
    """A date in a pause is refused with the first one after it, which is then booked and told."""
    pairing = await stage.open_pairing()
    await pairing.prepare()
    await pairing.ask("pause", "mentee", return_on=str((await pairing.now() + 2 * WEEK).date()))
    inside = (await pairing.now() + WEEK).isoformat()
    booking = {"session_id": "s-1", "starts_at": inside}
    (problem,) = await pairing.refusal("book_session", pairing.message("mentee", **booking))
    first = str(problem.allowed).split()[1]
    await pairing.ask("book_session", "mentee", **booking | {"starts_at": first})
    assert (await pairing.told_all()).pause is not None
    assert stage.mailer.kinds(to="p-junior")[-1] is NoticeKind.SESSION_BOOKED
    await pairing.forward(2 * WEEK + 4 * DAY)
    state = await sound(pairing)
    assert state.pause is None
    assert state.sessions[0].starts_at == datetime.fromisoformat(first)


async def test_a_term_is_extended_when_both_ask_for_it(stage: Stage) -> None:
    """An extension that one side proposes moves nothing; when the other asks for it, the end
    moves."""
    pairing = await stage.open_pairing()
    before = await pairing.prepare()
    await pairing.ask("extend", "mentor", weeks=4)
    assert (await sound(pairing)).ends_on == before.ends_on
    await pairing.ask("extend", "mentee", weeks=4)
    state = await sound(pairing)
    assert state.ends_on is not None
    assert before.ends_on is not None
    assert state.ends_on - before.ends_on == 4 * WEEK
    assert {NoticeKind.EXTENSION_PROPOSED, NoticeKind.EXTENDED} <= set(stage.mailer.kinds())


async def test_one_may_end_it_and_the_reason_stays_private(stage: Stage) -> None:
    """One side can end it: the partner's letter tells no reason, and booked sessions are called
    off."""
    pairing = await stage.open_pairing()
    await pairing.prepare()
    await pairing.book()
    await pairing.ask("end", "mentee", reason="no_fit", words="we never got on")
    state = await sound(pairing)
    assert state.stage is PairingStage.CLOSED
    (told,) = [
        letter
        for letter, _ in stage.mailer.sent
        if letter.notice.id.startswith("closed-") and letter.notice.to == "p-junior"
    ]
    assert isinstance(told.body, ClosingBody)
    assert told.body.end_reason is None
    assert NoticeKind.SESSION_CANCELLED in stage.mailer.kinds(to="p-junior")
    assert "never got on" not in str(state)


async def test_matched_in_error_is_annulled(stage: Stage) -> None:
    """An annulled pairing leaves its trace, and its workflow completes by itself."""
    pairing = await stage.open_pairing()
    await pairing.ask("annul", "operator")
    state = await sound(pairing)
    assert state.ending is not None
    assert state.ending.reason is EndReason.ANNULLED
    await pairing.forward(40 * DAY)
    assert (await pairing.handle.result())["reason"] == "annulled"


async def test_closed_by_mistake_is_reopened(stage: Stage) -> None:
    """A pairing closed by mistake is reopened as a new phase with its history intact."""
    pairing = await stage.open_pairing()
    await pairing.prepare()
    session = await pairing.meet()
    await pairing.ask("end", "mentor", reason="time")
    await pairing.forward(5 * DAY)
    await pairing.ask("reopen", "operator")
    state = await sound(pairing)
    assert (state.stage, state.phase, state.ending) == (PairingStage.SESSIONS, 2, None)
    assert state.tally.held == 1
    kept = state.session(session.id)
    assert kept is not None
    assert kept.reflections.missing == ()


async def test_too_late_is_too_late_to_reopen(stage: Stage) -> None:
    """When the time to reopen a pairing is over, its workflow has completed."""
    pairing = await stage.open_pairing()
    await pairing.ask("decline", "mentee")
    await pairing.forward(45 * DAY)
    assert (await pairing.handle.result())["reason"] == "declined"


async def test_partners_hear_of_each_other_now_and_then(stage: Stage) -> None:
    """Partners are asked after three months what they still use, yearly whether they are still in
    touch, and may stop at any time."""
    pairing = await stage.open_pairing()
    await pairing.prepare()
    await pairing.meet()
    await pairing.ask("end", "mentee", reason="objectives_reached")
    await pairing.look_back(partnership=True)
    assert (await sound(pairing)).stage is PairingStage.PARTNERSHIP
    await pairing.forward(14 * WEEK)
    await pairing.told_all()
    assert NoticeKind.FOLLOW_UP in stage.mailer.kinds()
    await pairing.forward(40 * WEEK)
    await pairing.told_all()
    assert NoticeKind.PARTNERSHIP_FOLLOW_UP in stage.mailer.kinds()
    await pairing.ask("answer_check_in", "mentor", check_in="partnership", answer="stop")
    assert (await sound(pairing)).stage is PairingStage.CLOSED


async def sound(pairing: LivePairing) -> PairingState:
    """The state, when everybody has been told; the journal must amount to it."""
    state = await pairing.told_all()
    assert await pairing.folded() == state
    return state
