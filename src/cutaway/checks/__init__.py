"""A repository's changes: how deep does each one go, file by file."""
