"""A generator, of which `async` makes an async generator, and one that delegates, which then does not compile."""


def countdown(start):
    while start > 0:
        yield start
        start -= 1


def twice(start):
    yield from countdown(start)
    yield from countdown(start)
