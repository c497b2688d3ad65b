"""Everything dies at the worst moment; nothing is lost, and nothing is twice."""
