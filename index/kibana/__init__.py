"""What Kibana shows of a store: data views, saved searches and two dashboards, made here as the
objects that Kibana imports. Nothing of it speaks to Elasticsearch."""
