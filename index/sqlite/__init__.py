"""The index and the journal in one SQLite file: no server, no configuration."""
