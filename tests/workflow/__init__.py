"""Workflows on the real dev server, with time skipping and hand-written fakes of the ports."""
