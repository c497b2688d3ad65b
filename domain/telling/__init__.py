"""What people are told and asked to do: notices, letters, items, and how HR reads them."""
