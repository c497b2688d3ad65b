#!/bin/sh
# Creates the namespace of Eyelevel as soon as the server answers. Safe to repeat.
set -eu

tries=30
until temporal operator cluster health; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || exit 1
    sleep 2
done

temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1 ||
    temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention "$RETENTION"
