"""What each page reads, composed from the rooms with a fixed number of queries."""
