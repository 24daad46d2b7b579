"""What a probe cannot answer: one line for the user, with the slug that docs/errors.md explains.

Knows nothing of processes; `server` puts it into an answer.
"""


class Trouble(Exception):
    """No answer is possible; the message is one line that says what, where and what to do."""

    def __init__(self, slug, message):
        super().__init__(message)
        self.slug = slug
