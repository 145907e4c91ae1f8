"""The query language: what Kibana users type, as a small tree of our own."""
