#!/bin/sh
# Brings Temporal's two databases to the schema of this release, as their owner. Safe to repeat.
set -eu

for pair in temporal:temporal temporal_visibility:visibility; do
    database=${pair%%:*}
    versions=/etc/temporal/schema/postgresql/v12/${pair##*:}/versioned
    tool() {
        temporal-sql-tool --plugin postgres12 --ep "$SQL_HOST" -p 5432 -u "$SQL_USER" \
            --db "$database" "$@"
    }
    tool setup-schema -v 0.0
    tool update-schema -d "$versions"
done
