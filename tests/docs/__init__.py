"""What the documents promise is tried."""
