"""`eyelevel …`: commands that the Temporal CLI does not have."""
