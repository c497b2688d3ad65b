"""What an event-sourced thing is, whatever it is about."""
