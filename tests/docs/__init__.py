"""What the documents promise is tried, as their readers would try it."""
