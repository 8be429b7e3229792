"""The components on one page, in every state they know. Built in development only (setting GALLERY)."""
