"""Functions of every kind for the tests of live objects; the tests of this folder import it."""

import functools


def plain(a):
    return a + 1


# fmt: off
def same_but_for_layout(a):
    # a comment
    return (
        a + 1
    )
# fmt: on


def other(a):
    return a + 2


async def coroutine():
    return 1


def decorate(function):
    @functools.wraps(function)
    def wrapper(*arguments):
        return function(*arguments)

    return wrapper


@decorate
def decorated(a):
    return a


class Class:
    def method(self):
        return self

    @staticmethod
    def static():
        return 1

    @property
    def twice(self):
        return 1

    @twice.setter
    def twice(self, value):
        pass


def make():
    def inner():
        return 1

    return inner


nameless = lambda: 1  # noqa: E731
