"""`eyelevel …`: what the Temporal CLI has no word for."""
