"""Half a year of a cohort in about a minute, on real servers. Nothing imports this package."""
