"""What every event-sourced, durable entity needs. Nothing in here knows of mentoring."""
