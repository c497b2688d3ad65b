"""Mails: from a letter and its people to something a mail server takes.

Read in this order: `letterhead`, `facts`, `prose`, `render`, `invite`, `envelope`, `smtp`.
Beside them: `ledger` remembers what was taken; `gallery` shows every mail from `examples`.
"""
