"""From two assessments and the cohort's topics to an individual action plan."""
