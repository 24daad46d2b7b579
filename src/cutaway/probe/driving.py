"""Lazy objects driven to their end: awaited, or asked for items, within a bound.

Knows event loops and iteration; `asyncio` is imported only when something must be awaited.
Does not know who made the object, nor what its items mean.
"""

import sys

ITEMS_TAKEN = 100


def drive(value, kind):
    """Drive a lazy object of that kind to its end; return {"value"} or {"items", "more", "returned"}."""
    if kind in ("coroutine", "awaitable"):
        return {"value": run_async(_awaiting(value))}
    if kind in ("async generator", "async iterator"):
        return run_async(_collecting(value))
    return _collected(value)


def run_async(coroutine):
    """Run a coroutine in a fresh event loop, debug off whatever the environment says; return its value."""
    return event_loops().run(coroutine, debug=False)


def event_loops():
    """Import asyncio as any start of this interpreter would, its compiled files kept beside it.

    Nothing else is written in a run; but compiling asyncio anew each time takes a second where nobody has kept it.
    """
    kept, sys.dont_write_bytecode = sys.dont_write_bytecode, bool(sys.flags.dont_write_bytecode)
    try:
        import asyncio
    finally:
        sys.dont_write_bytecode = kept
    return asyncio


async def _awaiting(value):
    return await value


def _collected(iterator):
    items = []
    while len(items) < ITEMS_TAKEN:
        try:
            items.append(next(iterator))
        except StopIteration as stop:
            return {"items": items, "more": False, "returned": stop.value}
        except BaseException as error:
            return {"items": items, "more": False, "raised": error}
    return {"items": items, "more": True}


async def _collecting(iterator):
    items = []
    while len(items) < ITEMS_TAKEN:
        try:
            items.append(await iterator.__anext__())
        except StopAsyncIteration:
            return {"items": items, "more": False}
        except BaseException as error:
            return {"items": items, "more": False, "raised": error}
    return {"items": items, "more": True, **await _closed(iterator)}


async def _closed(iterator):
    """What closing an iterator early raises: one that does not let itself be closed still gave its items."""
    close = getattr(iterator, "aclose", None)
    try:
        if close is not None:
            await close()
    except BaseException as error:
        return {"raised": error}
    return {}
