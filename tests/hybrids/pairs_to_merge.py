"""Pairs of texts that a hybrid is made of, one phenomenon each; the call shows what they do. No test of its own."""

from __future__ import annotations

from typing import Any


def _pair(
    before: str, after: str, qualname: str | None = "f", call: str = "f()", since: tuple[int, int] = (3, 8)
) -> Any:
    return {"before": before, "after": after, "qualname": qualname, "call": call, "since": since, "run_each": False}


PAIRS: dict[str, Any] = {
    "nothing": _pair("def f():\n    return 1\n", "def f():\n    return 1\n"),
    "coroutine": _pair("def f():\n    print('hi')\n", "async def f():\n    print('hi')\n"),
    "generator": _pair("def f():\n    return 1\n", "def f():\n    yield 1\n"),
    "async generator": _pair("def f():\n    return 1\n", "async def f():\n    yield 1\n"),
    "awaiting": _pair(
        "async def g():\n    return 4\nasync def f():\n    return 5\n",
        "async def g():\n    return 4\nasync def f():\n    return await g()\n",
    ),
    "a call moved into try": _pair(
        "def f():\n    x = int('q')\n    try:\n        x = 2\n    except ValueError:\n        x = 3\n    return x\n",
        "def f():\n    try:\n        x = int('q')\n"
        "        x = 2\n    except ValueError:\n        x = 3\n    return x\n",
    ),
    "a comprehension becomes a loop": _pair(
        "def f():\n    i = 'o'\n    r = [i for i in range(3)]\n    return i, r\n",
        "def f():\n    i = 'o'\n    r = []\n    for i in range(3):\n        r.append(i)\n    return i, r\n",
    ),
    "two loops become one in the other": _pair(
        "def f():\n    o = []\n    for i in 'abc':\n        o.append(i)\n"
        "    for j in 'de':\n        o.append(j)\n    return o\n",
        "def f():\n    o = []\n    for i in 'abc':\n        for j in 'de':\n            o.append(j)\n    return o\n",
    ),
    "neighboring constants": _pair("def f():\n    return max(1, 2)\n", "def f():\n    return max(3, 4)\n"),
    "assigned while it is loaded": _pair(
        "def g():\n    return [1]\ndef f():\n    x = [2]\n    return x + g()\n",
        "def g():\n    return [1]\ndef f():\n    x = [2]\n    return x + (x := g()), 3\n",
    ),
    "a guard becomes a handler": _pair(
        "def f(d={}):\n    if 1 in d:\n        return d[1]\n    d[1] = v = 2\n    return v\n",
        "def f(d={}):\n    try:\n        return d[1]\n    except KeyError:\n        d[1] = v = 3\n        return v\n",
    ),
    "a statement before another value": _pair(
        "def f(a=1):\n    return (a + a, a)\n", "def f(a=1):\n    print(2)\n    return ('p', 'q')\n"
    ),
    "a default becomes a keyword's": _pair(
        "def f(a=1, b=0, *c, k=None):\n    return a\n", "def f(a=1, *c, b=0, k=None):\n    return a\n"
    ),
    "finally": _pair(
        "def f():\n    print(1)\n    print(2)\n",
        "def f():\n    try:\n        print(1)\n    finally:\n        print(2)\n",
    ),
    "with and async with": _pair(
        "class C:\n    def __enter__(self):\n        return 1\n    def __exit__(self, *a):\n        pass\n"
        "    async def __aenter__(self):\n        return 2\n    async def __aexit__(self, *a):\n        pass\n"
        "async def f():\n    with C() as c:\n        print(c)\n    return c\n",
        "class C:\n    def __enter__(self):\n        return 1\n    def __exit__(self, *a):\n        pass\n"
        "    async def __aenter__(self):\n        return 2\n    async def __aexit__(self, *a):\n        pass\n"
        "async def f():\n    async with C() as c:\n        print(c)\n    return c\n",
    ),
    "a default": _pair("def f(a=1):\n    return a\n", "def f(a=2):\n    return a\n"),
    "a default added": _pair("def f():\n    return 0\n", "def f(a=2):\n    return a\n"),
    "a default that branches": _pair(
        "def f(a=1, b=5):\n    return a, b\n", "def f(a=1 if __name__ else 2, b=6):\n    return a, b\n"
    ),
    "keyword defaults": _pair("def f(*, a=1):\n    return a\n", "def f(*, a=2, b=3):\n    return a\n"),
    "annotations": _pair(
        "def f(a: int = 0):\n    return f.__annotations__\n",
        "def f(a: str = 0) -> int:\n    return f.__annotations__\n",
    ),
    "annotations added": _pair(
        "def f(a=0):\n    return f.__annotations__\n", "def f(a: str = 0):\n    return f.__annotations__\n"
    ),
    "decorators": _pair(
        "def d(g):\n    return g\ndef f():\n    return 1\n",
        "def d(g):\n    return g\n@d\n@d\ndef f():\n    return 1\n",
    ),
    "another decorator": _pair(
        "def d(g):\n    return g\ndef e(g):\n    return lambda: 7\n@d\ndef f():\n    return 1\n",
        "def d(g):\n    return g\ndef e(g):\n    return lambda: 7\n@e\ndef f():\n    return 1\n",
    ),
    "a closure in a function": _pair(
        "def o():\n    x = 1\n    def f():\n        return 0\n    return f() + x\n",
        "def o():\n    x = 1\n    def f():\n        return x\n    return f() + x\n",
        "o.f",
        "o()",
    ),
    "nested functions": _pair(
        "def f(n=3):\n    def g():\n        return n\n    return g()\n",
        "def f(n=3):\n    def g(k=1):\n        return n + k\n    return g()\n",
    ),
    "a class inside": _pair(
        "def f():\n    class C:\n        a = 1\n        def m(self):\n            return self.a\n    return C().m()\n",
        "def f():\n    class C:\n        a = 2\n"
        "        def m(self):\n            return self.a + 1\n    return C().m()\n",
    ),
    "super": _pair(
        "class A:\n    def f(self):\n        return 1\nclass B(A):\n    def f(self):\n        return 2\n",
        "class A:\n    def f(self):\n        return 1\nclass B(A):\n    def f(self):\n        return super().f() + 2\n",
        "B.f",
        "B().f()",
    ),
    "a class": _pair(
        "class C:\n    a = 1\n    def m(self):\n        return 1\n",
        "class C(dict):\n    a = 2\n    b = 3\n    def m(self):\n        return 2\n",
        "C",
        "C().m(), C.a, len(C.__mro__)",
    ),
    "comprehensions": _pair(
        "def f():\n    return [x for x in range(4)]\n", "def f():\n    return [x * 2 for x in range(4) if x]\n"
    ),
    "a loop for a comprehension": _pair(
        "def f():\n    a = []\n    for x in range(4):\n        a.append(x)\n    return a\n",
        "def f():\n    a = [x for x in range(4)]\n    return a\n",
    ),
    "match": _pair(
        "def f(x=(1, 2)):\n    match x:\n        case (a, b):\n"
        "            return a\n        case _:\n            return 0\n",
        "def f(x=(1, 2)):\n    match x:\n        case {'a': b}:\n"
        "            return 3\n        case (a, b):\n            return b\n",
        since=(3, 10),
    ),
    "a renamed local": _pair(
        "def f():\n    a = 1\n    b = a + 1\n    return locals()\n",
        "def f():\n    c = 1\n    b = c + 2\n    return locals()\n",
    ),
    "a renamed cell": _pair(
        "def f():\n    a = 1\n    b = 2\n    return (lambda: a + b)()\n",
        "def f():\n    c = 1\n    b = 2\n    return (lambda: c + b)()\n",
    ),
    "a renamed argument": _pair("def f(a=1):\n    return a\n", "def f(b=1):\n    return b + 1\n"),
    "a new condition": _pair(
        "def f(a=1):\n    return -a\n", "def f(a=1):\n    if a > 2:\n        raise ValueError\n    return -a\n"
    ),
    "swapped arguments": _pair("def f(a=1, b=2):\n    return a - b\n", "def f(b=1, a=2):\n    return a - b\n"),
    "arguments of every kind": _pair(
        "def f(a=1):\n    return a\n", "def f(a=1, *args, k=2, **kw):\n    return a, args, k, kw\n"
    ),
    "a docstring": _pair("def f():\n    return f.__doc__\n", "def f():\n    'doc'\n    return f.__doc__\n"),
    "loops": _pair(
        "def f():\n    n = 0\n    for i in range(9):\n"
        "        if i == 2:\n            continue\n        n += i\n    return n\n",
        "def f():\n    n = 0\n    for i in range(9):\n"
        "        if i == 3:\n            continue\n        if i > 6:\n            break\n"
        "        n += i\n    else:\n        n = 0\n    return n\n",
    ),
    "a while loop": _pair(
        "def f():\n    n = 5\n    while n:\n        n -= 1\n    return n\n",
        "def f():\n    n = 5\n    k = 0\n    while n:\n        n -= 1\n        k += 2\n    return n, k\n",
    ),
    "an f-string": _pair("def f(x=1):\n    return f'{x} a'\n", "def f(x=1):\n    return f'{x!r:>4} b'\n"),
    "global": _pair(
        "y = 1\ndef f():\n    y = 2\n    return globals()['y']\n",
        "y = 1\ndef f():\n    global y\n    y = 2\n    return globals()['y']\n",
    ),
    "nonlocal": _pair(
        "def f():\n    y = 1\n    def g():\n        y = 2\n    g()\n    return y\n",
        "def f():\n    y = 1\n    def g():\n        nonlocal y\n        y = 2\n    g()\n    return y\n",
    ),
    "del": _pair("def f():\n    x = 1\n    return x\n", "def f():\n    x = 1\n    del x\n    return 3\n"),
    "a lambda as default": _pair("def f(k=lambda: 1):\n    return k()\n", "def f(k=lambda: 2):\n    return k()\n"),
    "type parameters": _pair(
        "def f[T](x: T = 1) -> T:\n    return x\n",
        "def f[T, U: int](x: T = 2) -> U:\n    return x + 1\n",
        since=(3, 12),
    ),
    "type parameters and a closure": _pair(
        "def o():\n    x = 1\n    def f[T](y: T = 2) -> T:\n        return y\n    return f()\n",
        "def o():\n    x = 1\n    def f[T](y: T = 2) -> T:\n        return y + x\n    return f()\n",
        "o.f",
        "o()",
        since=(3, 12),
    ),
    "a class with a closure": _pair(
        "def f():\n    k = 1\n    class C:\n        def m(self):\n            return 2\n    return C().m()\n",
        "def f():\n    k = 1\n    class C:\n        def m(self):\n            return k\n    return C().m()\n",
        "f.C",
    ),
    "a decorated class": _pair(
        "def d(c):\n    return c\nclass C(dict):\n    a = 1\n",
        "def d(c):\n    return c\n@d\n@d\nclass C:\n    a = 1\n",
        "C",
        "C.a, len(C.__mro__)",
    ),
    "bases by keyword": _pair(
        "class C(dict, k=1):\n    def __init_subclass__(cls, **k):\n        pass\n",
        "class C:\n    def __init_subclass__(cls, **k):\n        pass\n",
        "C",
        "len(C.__mro__)",
    ),
    "methods": _pair(
        "class C:\n    def m(self, a=1, *, b=2) -> int:\n        return a, b\n    def n(self):\n        return 3\n",
        "class C:\n    def m(self, a=3, *, b=4) -> str:\n        return a, b\n"
        "    @property\n    def n(self):\n        return 3\n",
        "C",
        "C().m()",
    ),
    "functions in another order": _pair(
        "def d(g):\n    return g\ndef f(a=1):\n    return a\ndef g(a=2):\n    return a\ndef h(a=3):\n    return a\n",
        "def d(g):\n    return g\n@d\ndef h(a=3):\n    return a\n@d\ndef f(a=4):\n    return a\n"
        "def g(a=5):\n    return a\n",
        None,
        "f(), g(), h()",
    ),
    "a lambda in an argument": _pair(
        "def f():\n    return sorted([3, 1, 2], key=lambda v, w=1: v * w)\n",
        "def f():\n    return sorted([3, 1, 2], key=lambda v, w=-1: v * w)\n",
    ),
    "a lambda in a default in a lambda": _pair(
        "def f():\n    return (lambda k=(lambda a=1: a): k())()\n",
        "def f():\n    return (lambda k=(lambda a=2: a): k())()\n",
    ),
    "a default behind an assignment in its line": _pair(
        "def f(n):\n    m = n; g = lambda j=0: j\n    return g(), m\n",
        "def f(n):\n    m = n + 1; g = lambda j=m: j\n    return g(), m\n",
        call="f(3)",
    ),
    "another name": _pair(
        "def f():\n    return 1\ndef g():\n    return f()\n",
        "def f():\n    return 1\ndef g():\n    return f() + 1\n",
        "g",
        "g()",
    ),
    "inside a try": _pair(
        "try:\n    def f(a=1):\n        return a\nexcept ValueError:\n    pass\n",
        "try:\n    def f(a=len('ab')):\n        return a + 1\nexcept ValueError:\n    pass\n",
    ),
    "constants by type": _pair("def f():\n    return 1, 0.0\n", "def f():\n    return True, -0.0\n"),
    "a line above": _pair(
        "def f():\n    return __import__('sys')._getframe().f_lineno\n",
        "# a\ndef f():\n    return __import__('sys')._getframe().f_lineno\n",
    ),
    "except to except star": _pair(
        "def f():\n    try:\n        int('q')\n    except ValueError:\n        return 1\n",
        "def f():\n    try:\n        int('q')\n    except* ValueError:\n        print(1)\n",
        since=(3, 11),
    ),
}

# Of these every accepted hybrid of one unit is executed, too: none can end the process that others are asked in.
for _name in ("a call moved into try",):
    PAIRS[_name]["run_each"] = True
