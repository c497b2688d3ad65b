"""Histories of workflows that every installation has: without a revision, and without a journal."""
