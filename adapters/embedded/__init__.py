"""Real servers without installation, for demo and tests: PostgreSQL, Temporal, SMTP."""
