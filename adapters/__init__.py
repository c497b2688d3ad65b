"""The only code that opens a socket: PostgreSQL, Temporal, mail."""
