"""How the post tells pairings and cohorts how their mails fared."""

from datetime import timedelta

from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from activities.outbox import Correspondents, News, StreamOutOfReach
from activities.ports import Journal
from activities.reading import is_over
from domain.cohort.commands import CohortMailFared
from domain.engine.roles import Role
from domain.pairing.facts import MailFared
from domain.programme.ids import cohort_in, is_pairing, pairing_in

PATIENCE = timedelta(seconds=10)
"""Temporal takes a signal within milliseconds."""


class TemporalCorrespondents(Correspondents):
    """`activities.outbox.Correspondents` on a Temporal namespace."""

    def __init__(self, client: Client, journal: Journal) -> None:
        self._client = client
        self._journal = journal

    async def tell(self, news: News) -> None:
        """Send the signal; one that is over, as the journal says, needs not be told.

        One that was terminated or lost is told when it runs again.
        """
        stream = news.occasion.stream
        handle = self._client.get_workflow_handle(stream)
        try:
            message = message_of(news)
            await handle.signal(message.name, message, rpc_timeout=PATIENCE)
        except RPCError as error:
            unknown = error.status is RPCStatusCode.NOT_FOUND
            if not (unknown and await is_over(stream, self._journal)):
                raise StreamOutOfReach(error.status.name) from error


def message_of(news: News) -> MailFared | CohortMailFared:
    """The same news makes the same message, so that it counts once."""
    occasion, stream = news.occasion, news.occasion.stream
    what = news.outcome or f"waiting:{news.number}"
    fields = {
        "message_id": f"post:{occasion.notice_id}:{what}",
        "acting": Role.ENGINE,
        "notice_id": occasion.notice_id,
        "outcome": news.outcome,
        "at": news.at,
    }
    if is_pairing(stream):
        return MailFared(pairing_id=pairing_in(stream), **fields)
    return CohortMailFared(cohort_id=cohort_in(stream), **fields)
