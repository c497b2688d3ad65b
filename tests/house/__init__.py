"""The repository itself: imports, tables, locks, pages and what they name. Part of `make check`."""
