"""The engine of a cluster: Elasticsearch 8, fed by the outbox after the commit."""
