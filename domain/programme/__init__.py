"""What a programme is: the request for a cohort, people, topics, the working calendar, ids."""
