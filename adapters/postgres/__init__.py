"""PostgreSQL: the journal, the tables that are read from it, and the roster."""
