"""Registers the search attributes of the contract in a namespace."""

import logging

from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import (
    AddSearchAttributesRequest,
    ListSearchAttributesRequest,
)
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from adapters.temporal.client import TemporalUnavailable
from domain.engine.errors import NotAllowed, NotPrepared, Problem
from domain.engine.tables import complete
from domain.programme.search_attributes import (
    SEARCH_ATTRIBUTES,
    SearchAttribute,
    SearchAttributeKind,
)

log = logging.getLogger("eyelevel.namespace")

_INDEXED = complete(
    SearchAttributeKind,
    {
        SearchAttributeKind.KEYWORD: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
        SearchAttributeKind.KEYWORD_LIST: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST,
        SearchAttributeKind.DATETIME: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
        SearchAttributeKind.INT: IndexedValueType.INDEXED_VALUE_TYPE_INT,
        SearchAttributeKind.BOOL: IndexedValueType.INDEXED_VALUE_TYPE_BOOL,
    },
)


class SearchAttributesHidden(TemporalUnavailable):
    """Temporal does not let us manage search attributes; Temporal Cloud never does."""


async def missing_search_attributes(client: Client) -> tuple[SearchAttribute, ...]:
    """The search attributes that the client's namespace lacks: workflows would get stuck on them.

    Raises `NotAllowed` for names that are taken with another type, `SearchAttributesHidden` if
    Temporal does not let us look, and `TemporalUnavailable` without such a namespace.
    """
    request = ListSearchAttributesRequest(namespace=client.namespace)
    try:
        found = (await client.operator_service.list_search_attributes(request)).custom_attributes
    except RPCError as error:
        raise _unavailable(client, error) from error
    if clashes := [
        Problem(path=name, problem="is registered with another type", allowed=kind)
        for name, kind in SEARCH_ATTRIBUTES.items()
        if name in found and found[name] != _INDEXED[kind]
    ]:
        raise NotAllowed(clashes)
    return tuple(name for name in SEARCH_ATTRIBUTES if name not in found)


async def register_search_attributes(client: Client) -> tuple[SearchAttribute, ...]:
    """Add what is missing and return its names; nothing if all are there.

    Raises as `missing_search_attributes` does.
    """
    missing = await missing_search_attributes(client)
    if missing:
        request = AddSearchAttributesRequest(
            namespace=client.namespace,
            search_attributes={str(name): _INDEXED[SEARCH_ATTRIBUTES[name]] for name in missing},
        )
        try:
            await client.operator_service.add_search_attributes(request)
        except RPCError as error:
            # Somebody else who set up the same namespace at the same time was quicker.
            if error.status is not RPCStatusCode.ALREADY_EXISTS:
                raise _unavailable(client, error) from error
    return missing


async def check_namespace(client: Client) -> None:
    """Check before a program starts: a workflow that sets an unregistered attribute gets stuck.

    Raises `NotPrepared` if attributes are missing, and otherwise as `missing_search_attributes`
    does; if Temporal does not let us look, that is logged.
    """
    try:
        missing = await missing_search_attributes(client)
    except SearchAttributesHidden as hidden:
        log.warning(str(hidden))
        return
    if missing:
        problem = "lacks search attributes; run: eyelevel namespace setup"
        raise NotPrepared([Problem(path=f"Namespace {client.namespace}", problem=problem)])


def _unavailable(client: Client, error: RPCError) -> TemporalUnavailable:
    if error.status is RPCStatusCode.NOT_FOUND:
        return TemporalUnavailable(
            f"There is no namespace {client.namespace}; an operator creates it with: "
            f"temporal operator namespace create --namespace {client.namespace}"
        )
    wanted = ", ".join(f"{name} ({kind})" for name, kind in SEARCH_ATTRIBUTES.items())
    return SearchAttributesHidden(
        f"Search attributes of namespace {client.namespace} cannot be managed from here "
        f"({error.status.name}). Where Temporal is managed for you, add them there: {wanted}"
    )
