"""Reads of the producers' desk. Never another producer's."""
