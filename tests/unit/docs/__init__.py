"""Pages that name code: what they name is there."""
