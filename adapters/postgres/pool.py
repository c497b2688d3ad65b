"""Connections to PostgreSQL, and its errors in our own words."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import asyncpg

from domain.engine.errors import StorageFailure, StorageUnavailable

if TYPE_CHECKING:
    from asyncpg.pool import PoolConnectionProxy

    Pool: TypeAlias = asyncpg.Pool[asyncpg.Record]
    Connection: TypeAlias = asyncpg.Connection[asyncpg.Record]
    PooledConnection: TypeAlias = PoolConnectionProxy[asyncpg.Record]

T = TypeVar("T")

_CONNECT_SECONDS = 10.0
_ANSWER_SECONDS = 30.0
"""Seconds after which a database that does not answer counts as gone; every statement of ours can
be repeated."""

_OTHER_SCHEMA = (
    asyncpg.UndefinedTableError,
    asyncpg.UndefinedColumnError,
    asyncpg.UndefinedFunctionError,
)
_TURNED_AWAY = (
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
)
_OUT_OF_REACH = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.ReadOnlySQLTransactionError,  # a node that is not, or no longer, the primary one
)
_NOT_NOW = (
    asyncpg.QueryCanceledError,
    asyncpg.LockNotAvailableError,
    asyncpg.TransactionRollbackError,  # a deadlock among them
    asyncpg.InsufficientResourcesError,  # a full disk among them
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.TransactionTimeoutError,
)
"""Refused because of the server's present state, not because of the statement."""


async def open_pool(dsn: str, *, max_size: int = 10) -> "Pool":
    """A pool of connections; raises `StorageUnavailable` if the database cannot be reached.

    Connections are not reset between uses, which saves a round trip each time: settings are changed
    with ``SET LOCAL`` only.
    """
    with storage_errors():
        return await asyncpg.create_pool(
            dsn,
            min_size=1,
            max_size=max_size,
            timeout=_CONNECT_SECONDS,
            command_timeout=_ANSWER_SECONDS,
            reset=_leave_as_it_is,
        )


async def _leave_as_it_is(_connection: "Connection") -> None:
    return None


@contextmanager
def storage_errors() -> Iterator[None]:
    """Turns what the driver raises into `StorageFailure`, without its texts: they quote values."""
    try:
        yield
    # `from None` everywhere: the driver's error, chained, would bring its text into the log.
    except _OUT_OF_REACH as error:
        raise StorageUnavailable(
            f"the database is out of reach ({type(error).__name__}); "
            "try again later, or check EYELEVEL_DATABASE_URL"
        ) from None
    except _NOT_NOW as error:
        raise StorageUnavailable(
            f"the database cannot do it now ({type(error).__name__}, SQLSTATE {error.sqlstate}); "
            "try again later; if this stays, its log has the details"
        ) from None
    except _TURNED_AWAY as error:
        raise StorageFailure(
            f"the database server turns us away ({type(error).__name__}): "
            "check database, user and password in EYELEVEL_DATABASE_URL"
        ) from None
    except _OTHER_SCHEMA:
        raise StorageFailure(
            "the database does not have the schema of this release; run `eyelevel migrate`"
        ) from None
    except asyncpg.InsufficientPrivilegeError:
        raise StorageFailure(
            "the database user in EYELEVEL_DATABASE_URL has no right to do this: log in as one who "
            "has, or let the owner run adapters/postgres/roles.sql again, as after every upgrade"
        ) from None
    except asyncpg.PostgresError as error:
        raise StorageFailure(
            f"the database refused a statement ({type(error).__name__}, "
            f"SQLSTATE {error.sqlstate}); its log has the details"
        ) from None
    except asyncpg.DataError as error:
        raise StorageFailure(f"a value does not fit its column ({type(error).__name__})") from None
    except asyncpg.InterfaceError as error:
        raise StorageUnavailable(
            f"the connection to the database was lost ({type(error).__name__}); try again later"
        ) from None


async def repeatable(pool: "Pool", work: "Callable[[PooledConnection], Awaitable[T]]") -> T:
    """Run idempotent work on a connection of the pool; once more if the connection is dead.

    A restarted server leaves dead connections in the pool; the second try gets a new one.
    """
    try:
        return await _once(pool, work)
    except StorageUnavailable:
        # One dead connection is hardly alone: after a restart the whole pool is.
        await pool.expire_connections()
        return await _once(pool, work)


async def _once(pool: "Pool", work: "Callable[[PooledConnection], Awaitable[T]]") -> T:
    with storage_errors():
        async with pool.acquire() as connection:
            return await work(connection)
