"""Mails, without a mail server."""
