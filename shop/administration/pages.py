"""The admin pages, one module per room they call."""
