"""A generator, and one that delegates: `async` makes an async generator of the first, and the second does not compile."""


def countdown(start):
    while start > 0:
        yield start
        start -= 1


def twice(start):
    yield from countdown(start)
    yield from countdown(start)
