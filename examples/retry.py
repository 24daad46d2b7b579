"""A function that a codemod is let loose on: the pages of documentation change a copy of it."""

import time


def retry(action, attempts=3, pause=0.5):
    """Call `action` until it does not raise, at most `attempts` times."""
    for _ in range(attempts - 1):
        try:
            return action()
        except OSError:
            time.sleep(pause)
    return action()
