"""Side effects as Temporal sees them. Activities take ports; adapters implement the ports."""
