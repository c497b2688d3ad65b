"""How the post tells pairings and cohorts how their mails fared."""

from datetime import timedelta

from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from activities.outbox import Correspondents, News, StreamOutOfReach
from domain.cohort.commands import CohortMailFared
from domain.engine.roles import Role
from domain.pairing.commands import MailFared
from domain.programme.ids import is_pairing

PATIENCE = timedelta(seconds=10)
"""Temporal takes a signal within milliseconds."""


class TemporalCorrespondents(Correspondents):
    """`activities.outbox.Correspondents` on a Temporal namespace."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def tell(self, news: News) -> None:
        """Send the signal; one that is over needs not be told."""
        handle = self._client.get_workflow_handle(news.occasion.stream)
        try:
            message = message_of(news)
            await handle.signal(message.name, message, rpc_timeout=PATIENCE)
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise StreamOutOfReach(error.status.name) from error


def message_of(news: News) -> MailFared | CohortMailFared:
    """The same news makes the same message, so that it counts once."""
    occasion = news.occasion
    what = news.outcome or f"waiting:{news.number}"
    fields = {
        "message_id": f"post:{occasion.notice_id}:{what}",
        "acting": Role.ENGINE,
        "notice_id": occasion.notice_id,
        "outcome": news.outcome,
        "at": news.at,
    }
    _, _, name = occasion.stream.partition("-")
    if is_pairing(occasion.stream):
        return MailFared(pairing_id=name, **fields)
    return CohortMailFared(cohort_id=name, **fields)
