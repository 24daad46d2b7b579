"""A function that a codemod is let loose on: the pages of documentation change a copy of it."""

import time


def retry(action, attempts=3, pause=0.5):
    """Call `action` until it does not raise, at most `attempts` times."""
    for attempt in range(attempts):
        try:
            return action()
        except OSError:
            if attempt + 1 == attempts:
                raise
            time.sleep(pause)
