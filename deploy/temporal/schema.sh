#!/bin/sh
# Creates Temporal's two databases and brings them to the schema of this release. Safe to repeat.
set -eu

for pair in temporal:temporal temporal_visibility:visibility; do
    database=${pair%%:*}
    versions=/etc/temporal/schema/postgresql/v12/${pair##*:}/versioned
    tool() {
        temporal-sql-tool --plugin postgres12 --ep "$SQL_HOST" -p 5432 -u "$SQL_USER" \
            --db "$database" "$@"
    }
    tool create
    tool setup-schema -v 0.0
    tool update-schema -d "$versions"
done
