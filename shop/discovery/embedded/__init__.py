"""The engine that needs no other server: the database itself, in the same transaction as the data."""
