"""Side effects as Temporal sees them. Activities take ports; adapters stand behind the ports."""
