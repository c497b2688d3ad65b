"""Tests of the working calendar and the action plan."""
