"""Runs inside an interpreter under study: does anything that the check accepts die of a signal?

Arguments: the probe's folder, a seed, how many mutants. Prints JSON: how many were refused (by name), how many ran, and
each that died, with what was done to it. Valid Python 3.8; stdlib only; forks.
"""

import collections
import json
import os
import pathlib
import random
import resource
import signal
import sys
import types

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1]))
from loaded_in_child import load_probe

SOURCE = '''
import asyncio, contextlib

def choose(a, b=2, *rest, key=None, **more):
    """Choose."""
    if a > b and (key or not rest):
        return [a, *rest, b]
    elif b is None:
        return {"a": a, **more}
    return {a, b, *rest} if a != b else (a, b)

def count(numbers):
    total = 0
    for number in numbers:
        if number == 3:
            continue
        total += number
        if total > 20:
            break
    else:
        total = -total
    while total > 7:
        total -= 3
    return f"{total:>4} of {len(numbers)!r}"

def attempt(text):
    try:
        value = int(text)
    except ValueError as error:
        value = str(error)
    except (TypeError, KeyError):
        value = None
        raise
    else:
        value += 1
    finally:
        seen = text
    return value, seen

def managed(lines):
    kept = []
    with contextlib.suppress(KeyError), contextlib.closing(contextlib.ExitStack()) as stack:
        stack.push(lambda *raised: True)
        for line in lines:
            kept.append(line.strip().upper())
        {}["x"]
    return kept

def nested(x):
    y = x * 2
    def inner(z=y):
        nonlocal y
        y += z
        return [x + i + y for i in range(3) if i % 2 == 0]
    squares = {i: [j for j in range(i)] for i in range(3)}
    return inner(), sorted(k for k in squares), {k: v for k, v in squares.items()}

def walk(n):
    try:
        for i in range(n):
            got = yield i
            if got:
                yield from range(got)
    finally:
        print("done", end="")
    return n

async def fetch(n):
    await asyncio.sleep(0)
    async with Resource() as resource:
        return [resource + i async for i in numbers(n)]

async def numbers(n):
    for i in range(n):
        yield i
        await asyncio.sleep(0)

class Resource:
    size: int = 3
    async def __aenter__(self):
        return 5
    async def __aexit__(self, *raised):
        return False
    @property
    def double(self):
        return self.size * 2
    def __repr__(self):
        return super().__repr__()[:5] + "%s" % self.double

class Smaller(Resource):
    def __init__(self, size):
        super().__init__()
        self.size = size
        del size

def main():
    print(choose(1), choose(3, 2, 1, key=1), choose(1, None, x=2), end="")
    print(count([1, 2, 3, 4]), count(range(9)), attempt("5"), attempt("x"), managed([" a ", "b"]), nested(2), end="")
    walking = walk(3)
    print(next(walking), walking.send(2), list(walking), asyncio.run(fetch(3)), Smaller(4), end="")
    early = walk(2)
    next(early)
    early.close()
    try:
        attempt([])
    except TypeError:
        pass
    a, *b = [1, 2, 3]
    a, b[0] = b[0], a
    b[0:1] = [5]
    assert a, "a"
    return [a, b] and (lambda c, *, d=1: c < d < 3)(1, d=2)
'''


def every_place(code, place=()):
    """Where each code object stands: the indexes of constants that lead to it."""
    yield place
    for i, constant in enumerate(code.co_consts):
        if isinstance(constant, types.CodeType):
            yield from every_place(constant, (*place, i))


def at(code, place):
    return at(code.co_consts[place[0]], place[1:]) if place else code


def put(code, place, new):
    if not place:
        return new
    i = place[0]
    constants = code.co_consts
    inner = put(constants[i], place[1:], new)
    return code.replace(co_consts=(*constants[:i], inner, *constants[i + 1 :]))


COLUMNS = ["operations", "targets", "handlers", "positions", "origins"]


def without(decoded, i, removed):
    """The code without instruction i: what led to it leads behind it."""

    def moved(index):
        return None if index is None else index - (index > i) if index != i or not removed else -1

    columns = {name: list(getattr(decoded, name)) for name in COLUMNS if getattr(decoded, name) is not None}
    for column in columns.values():
        del column[i]
    columns["targets"] = [moved(target) for target in columns["targets"]]
    columns["handlers"] = [row and (moved(row[0]), *row[1:]) for row in columns["handlers"]]
    return decoded.replace(**columns)


def with_swapped(decoded, i, j):
    columns = {name: list(getattr(decoded, name)) for name in ("operations", "targets")}
    for column in columns.values():
        column[i], column[j] = column[j], column[i]
    return decoded.replace(**columns)


def mutated(decoded, chance):
    """One small change: (what was done, the code)."""
    size = len(decoded.operations)
    i, j = chance.randrange(size), chance.randrange(size)
    how = chance.choice(["drop", "swap", "swap", "replace", "row", "jump", "jump", "flag"])
    if how == "drop":
        return how, without(decoded, i, chance.random() < 0.2)
    if how == "swap":
        return how, with_swapped(decoded, i, min(i + chance.randrange(1, 3), size - 1))
    if how == "replace":
        operations, targets = list(decoded.operations), list(decoded.targets)
        operations[i], targets[i] = operations[j], targets[j]
        return how, decoded.replace(operations=operations, targets=targets)
    if how == "row":
        rows = [k for k in range(size) if decoded.handlers[k] is not None] or [0]
        handlers = list(decoded.handlers)
        handlers[chance.choice(rows)] = chance.choice([None, handlers[chance.choice(rows)]])
        return how, decoded.replace(handlers=handlers)
    if how == "jump":
        jumps = [k for k in range(size) if decoded.targets[k] is not None]
        targets = list(decoded.targets)
        if jumps:
            targets[chance.choice(jumps)] = j
        return how, decoded.replace(targets=targets)
    return how, decoded.replace(flags=decoded.flags ^ chance.choice([0x20, 0x80, 0x100, 0x200]))


def how_it_ended(code):
    """Run the module and its `main` in a child; return the signal it died of, 0 otherwise."""
    child = os.fork()
    if child == 0:
        try:
            signal.alarm(2)
            signal.signal(signal.SIGALRM, lambda *_: os._exit(0))
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nowhere, stream)
            resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_CPU, (2, 3))
            module = types.ModuleType("mutant")
            exec(code, module.__dict__)
            module.main()
        except BaseException:
            os._exit(1)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    ended = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    return 0 if ended in (signal.SIGKILL, signal.SIGXCPU) else ended


def main(folder, seed, amount):
    load_probe(folder)
    from _cutaway_probe.hybrids import assembling, checking, symbolic, unassemblable

    chance = random.Random(int(seed))
    module = compile(SOURCE, "mutant.py", "exec")
    places = [place for place in every_place(module) if place]
    refused, died, ran = collections.Counter(), [], 0
    for number in range(int(amount)):
        place = chance.choice(places)
        code = at(module, place)
        how, mutant = mutated(symbolic.decode(code), chance)
        checked = checking.check(mutant)
        if checked.refusal:
            refused[checked.refusal.name] += 1
            continue
        try:
            made = assembling.assemble(mutant, checked.stack_size)
        except unassemblable.Unassemblable as error:
            refused[type(error).__name__] += 1
            continue
        ran += 1
        ended = how_it_ended(put(module, place, made))
        if ended:
            died.append([number, code.co_name, how, ended, difference(symbolic.decode(code), mutant)])
    print(json.dumps({"refused": refused, "ran": ran, "died": died}))


def difference(before, after):
    for i, (one, other) in enumerate(zip(before.operations, after.operations)):
        targets = before.targets[i], after.targets[i]
        if one != other or targets[0] != targets[1] or before.handlers != after.handlers:
            return [i, other.opname, repr(other.value), targets[1], "was", one.opname, repr(one.value), targets[0]]
    return ["flags", after.flags, "were", before.flags]


if __name__ == "__main__":
    main(*sys.argv[1:4])
