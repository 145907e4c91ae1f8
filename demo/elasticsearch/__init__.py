"""A real Elasticsearch on this computer: fetched, started, watched and ended without a trace."""
