"""The trust pages: what the shop promises, in dated wordings of two languages, and who runs it."""
