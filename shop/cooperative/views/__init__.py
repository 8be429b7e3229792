"""Doors of the producers' desk: each page is asked for by `at_desk`, makes one call, and answers."""
