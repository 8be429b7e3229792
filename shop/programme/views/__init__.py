"""Parse, ask permission, one call, answer."""
