"""How the post tells pairings and cohorts how their mails fared."""

from datetime import timedelta

from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from activities.outbox import Correspondents, News, StreamOutOfReach

SIGNAL = "mail_fared"
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
            await handle.signal(SIGNAL, message_of(news), rpc_timeout=PATIENCE)
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise StreamOutOfReach(error.status.name) from error


def message_of(news: News) -> dict[str, str]:
    """The same news makes the same message, so that it counts once."""
    occasion = news.occasion
    kind, _, name = occasion.stream.partition("-")
    return {
        "message_id": f"post:{occasion.notice_id}:{news.outcome}",
        "acting": "engine",
        f"{kind}_id": name,
        "notice_id": occasion.notice_id,
        "outcome": news.outcome.value,
        "at": news.at.isoformat(),
    }
