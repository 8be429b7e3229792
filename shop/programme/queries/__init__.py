"""Reads of the desk's pages, a fixed number of queries each."""
