"""How whoever speaks in an ad can be reached: phones, mails, links, handles."""
