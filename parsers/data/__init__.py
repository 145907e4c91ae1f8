"""Tables that the parsers read. Each file says in its first line where it comes from."""
