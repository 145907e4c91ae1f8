"""Saved searches that remember: rules, what they matched, the mails about it and their way out."""
