"""Mails: from a letter and its people to something a mail server accepts.

Read in this order: `letterhead`, `template_data`, `prose`, `render`, `invite`, `envelope`, `smtp`.
Besides: `gallery` shows every mail from `examples`.
"""
