"""What all activities need of the world, and the activities made of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from activities.calendars import CalendarActivities, CalendarLookup
from activities.casts import Casts
from activities.journal import JournalActivities
from activities.mail_times import MailTimes
from activities.matching import MatchingActivities
from activities.outbox import Correspondents, Outbox
from activities.pacing import MailLimits
from activities.pairings import PairingActivities
from activities.ports import (
    ChangingRoster,
    Holidays,
    Journal,
    Mailer,
    Pairings,
    Progress,
    Workflows,
)
from activities.posting import PostOffice
from activities.revisions import note_revision
from activities.roster_changes import RosterChangeActivities
from activities.setups import SetupLookup
from activities.watch import WatchActivities
from domain.matching import Assigner


@dataclass(frozen=True)
class Adapters:
    """Everything outside Temporal that activities need. Tests pass fakes."""

    journal: Journal
    outbox: Outbox
    correspondents: Correspondents
    roster: ChangingRoster
    mailer: Mailer
    holidays: Holidays
    progress: Progress
    pairings: Pairings
    workflows: Workflows
    assigner: Assigner


def activities_of(adapters: Adapters) -> list[Callable[..., Awaitable[object]]]:
    """Everything that cohorts and pairings may have done in the world."""
    journal = JournalActivities(adapters.journal)
    lookup = CalendarLookup(adapters.roster, adapters.holidays)
    calendars = CalendarActivities(lookup)
    matching = MatchingActivities(adapters.roster, adapters.progress, adapters.assigner)
    setups = SetupLookup(lookup, adapters.roster)
    pairings = PairingActivities(adapters.pairings, adapters.progress, setups)
    watch = WatchActivities(adapters.progress, adapters.workflows, adapters.journal)
    changes = RosterChangeActivities(adapters.roster, adapters.progress, adapters.workflows)
    return [
        note_revision,
        journal.append,
        journal.read,
        calendars.look_up,
        matching.match,
        matching.recheck_pair,
        matching.check_joining,
        pairings.start,
        pairings.tell,
        pairings.look,
        watch.look,
        watch.catch_up,
        changes.make,
    ]


def office_of(adapters: Adapters, limits: MailLimits) -> PostOffice:
    """What sends the mails."""
    casts = Casts(adapters.roster, adapters.journal)
    times = MailTimes(adapters.holidays)
    outbox, mailer, streams = adapters.outbox, adapters.mailer, adapters.correspondents
    return PostOffice(outbox, mailer, casts, times, streams, limits)
