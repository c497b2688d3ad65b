"""What an event-sourced, durable thing is. Nothing in here knows of mentoring."""
