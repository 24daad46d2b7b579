"""What each channel says, phenomenon by phenomenon, on every interpreter."""

from __future__ import annotations

from cutaway.layers import behavior
from cutaway.layers.channels import Account
from cutaway.layers.difference import Side

NOTHING = "def f():\n    pass\n"
HELLO = "def f():\n    print('Hello, world!')\n"


def test_async_hello_world(asked, changes):
    compared = asked.compare(HELLO, "async " + HELLO)
    assert compared.same is False
    assert compared.summary == "returns a coroutine object instead of None; prints nothing; warns: never awaited"
    told = changes(compared)
    assert list(told) == ["returns", "output", "warns", "eventually", "introspection"]
    assert told["returns"] == ("None", "a coroutine object")
    assert told["output"] == ("'Hello, world!\\n'", None)
    assert told["warns"] == (
        None,
        "RuntimeWarning: coroutine 'f' was never awaited, made by the call target()",
    )
    assert told["eventually"] == (None, "prints 'Hello, world!\\n', returns None")
    assert told["introspection"] == ("iscoroutinefunction False", "iscoroutinefunction True")


def test_the_same_twice(asked_newest):
    compared = asked_newest.compare(HELLO, HELLO)
    assert compared.same is True
    assert compared.changes == ()
    assert compared.notes == ("holds for the call target(), tried twice a side",)


def test_generator_gives_items_and_a_return_value(asked, changes):
    text = "def f():\n    yield 1\n    print('between')\n    yield 'two'\n    return 3\n"
    told = changes(asked.compare(NOTHING, text))
    assert told["returns"] == ("None", "a generator object")
    assert "warns" not in told
    facts = asked.facts(text)
    gave = facts["runs"][0]["driven"]["record"]["eventually"]
    assert [item["repr"] for item in gave["items"]] == ["1", "'two'"]
    assert gave["returned"]["repr"] == "3"
    assert facts["runs"][0]["driven"]["output"]["drive"]["stdout"] == "between\n"


def test_endless_generator_is_bounded_and_said(asked_newest):
    text = "def f():\n    at = 0\n    while True:\n        yield at\n        at += 1\n"
    gave = asked_newest.facts(text)["runs"][0]["driven"]["record"]["eventually"]
    assert [item["repr"] for item in gave["items"]] == [str(at) for at in range(100)]
    assert gave["more"] is True


def test_async_generator(asked):
    text = "import asyncio\nasync def f():\n    yield 'a'\n    await asyncio.sleep(0)\n    yield 'b'\n"
    facts = asked.facts(text)
    assert facts["runs"][0]["dropped"]["record"]["returns"]["lazy"] == "async generator"
    gave = facts["runs"][0]["driven"]["record"]["eventually"]
    assert [item["repr"] for item in gave["items"]] == ["'a'", "'b'"]
    assert gave["more"] is False


def test_coroutine_that_raises_when_awaited(asked_newest, changes):
    told = changes(asked_newest.compare(NOTHING, "async def f():\n    raise KeyError('late')\n"))
    assert "raises" not in told
    assert told["eventually"] == (None, "raises KeyError: 'late'")


def test_exception_with_cause_and_user_frames_only(asked):
    text = """
        def inner():
            raise ValueError("bad")
        def f():
            try:
                inner()
            except ValueError as error:
                raise TypeError("worse") from error
        """
    record = asked.facts(text)["runs"][0]["dropped"]["record"]
    assert (record["raises"]["type"], record["raises"]["message"]) == ("TypeError", "worse")
    assert record["raises"]["because"]["type"] == "ValueError"
    assert [(frame["function"], frame["line"]) for frame in record["traceback"]] == [("f", 8)]
    assert record["traceback"][0]["text"] == 'raise TypeError("worse") from error'


def test_system_exit_is_an_exception_like_others(asked_newest, changes):
    told = changes(asked_newest.compare(NOTHING, "import sys\ndef f():\n    sys.exit('bye')\n"))
    assert told["raises"] == (None, "SystemExit: bye")


def test_traceback_compares_by_statement_not_by_line(asked_newest, changes):
    before = "def f():\n    raise ValueError(\n        'x')\n"
    after = "# a comment\n\n\ndef f():\n    raise ValueError('x')\n"
    assert asked_newest.compare(before, after).same is True
    elsewhere = "def f():\n    if 1:\n        pass\n    raise ValueError('x')\n"
    same_words = "def f():\n    if 1:\n        raise ValueError('x')\n    raise ValueError('x')\n"
    assert list(changes(asked_newest.compare(elsewhere, same_words))) == ["traceback"]


def test_coroutine_made_in_a_nested_call_is_placed_there(asked, changes):
    told = changes(asked.compare(NOTHING, "async def g():\n    pass\ndef f():\n    g()\n"))
    assert told["warns"] == (
        None,
        "RuntimeWarning: coroutine 'g' was never awaited, made at subject.py:4 in f: g()",
    )


def test_coroutine_that_a_global_holds_is_still_referenced(asked_newest, changes):
    told = changes(
        asked_newest.compare(NOTHING, "kept = []\nasync def g():\n    pass\ndef f():\n    kept.append(g())\n")
    )
    assert "coroutine 'g' is not awaited and still referenced" in told["warns"][1]
    assert "made at subject.py:5 in f: kept.append(g())" in told["warns"][1]


def test_unawaited_under_warnings_as_errors(asked):
    import os

    environment = {**os.environ, "PYTHONWARNINGS": "error"}
    record = asked.facts("async def f():\n    pass\n", environment=environment)["runs"][0]["dropped"]["record"]
    (warned,) = record["warns"]
    assert (warned["category"], warned["ignored"]) == ("RuntimeWarning", True)
    assert warned["message"] == "coroutine 'f' was never awaited"
    assert warned["made"] == {"call": True}


def test_unawaited_that_the_code_records_itself_has_the_words_of_any_start(asked):
    """Where a coroutine was made is ours to ask: CPython says it only to those who do, and with frames of ours."""
    text = """
        import warnings

        async def g():
            pass

        def f():
            with warnings.catch_warnings(record=True) as seen:
                warnings.simplefilter("always")
                g()
            return [str(one.message) for one in seen]
    """
    record = asked.facts(text)["runs"][0]["dropped"]["record"]
    assert record["returns"]["repr"] == repr(["coroutine 'g' was never awaited"])


def test_deprecation_warning_is_placed_in_the_user_code(asked_newest, changes):
    told = changes(
        asked_newest.compare(NOTHING, "import warnings\ndef f():\n    warnings.warn('old', DeprecationWarning)\n")
    )
    assert told["warns"][1].startswith("DeprecationWarning: old, at subject.py:3")


def test_addresses_are_masked_and_that_is_said(asked_newest):
    compared = asked_newest.compare(NOTHING, "class Point:\n    pass\ndef f():\n    return Point()\n")
    assert compared.changes[0].after == "<Point object at 0x...>"
    assert "addresses are masked in: returns" in compared.notes


def test_random_differs_from_run_to_run_and_is_not_counted(asked_newest):
    text = "import random\ndef f():\n    return random.random()\n"
    compared = asked_newest.compare(text, text)
    assert compared.same is True
    assert "differs from run to run, and is not counted: returns" in compared.notes


def test_hash_order_differs_from_run_to_run(asked_newest):
    text = "def f():\n    return list({str(number) for number in range(50)})\n"
    compared = asked_newest.compare(text, text)
    assert compared.same is True
    assert "differs from run to run, and is not counted: returns" in compared.notes


def test_what_varies_may_still_differ_in_kind(asked_newest, changes):
    compared = asked_newest.compare(NOTHING, "import random\ndef f():\n    return random.random()\n")
    assert changes(compared)["returns"] == ("None", "(float, another in each run)")
    assert "differs in kind, and in detail from run to run: returns" in compared.notes


def test_stdout_and_stderr_apart_at_descriptor_level(asked_newest):
    text = "import os, sys\ndef f():\n    os.write(1, b'one ')\n    print('two')\n    os.system('echo three >&2')\n"
    output = asked_newest.facts(text)["runs"][0]["dropped"]["output"]["call"]
    assert output == {"stdout": "one two\n", "stderr": "three\n"}


def test_stdin_is_empty(asked_newest, changes):
    told = changes(asked_newest.compare(NOTHING, "def f():\n    return input()\n"))
    assert told["raises"][1].startswith("EOFError")


def test_await_is_allowed_in_the_call(asked):
    text = "async def f(number):\n    return number + 1\n"
    record = asked.facts(text, call="[await target(1), await target(2)]")["runs"][0]["dropped"]["record"]
    assert record["returns"]["repr"] == "[2, 3]"
    assert record["warns"] == []


def test_names_of_the_module_are_there_in_the_call(asked_newest):
    record = asked_newest.facts("base = 40\ndef f(x):\n    return x\n", call="target(base + 2)")["runs"][0]["dropped"]
    assert record["record"]["returns"]["repr"] == "42"


def test_two_names_compared_say_the_name_once(asked_newest):
    before = asked_newest.side("def one():\n    raise ValueError\n", qualname="one")
    after = asked_newest.side("def other():\n    raise ValueError\n", qualname="other")
    sides = [
        Side(facts, {"kind": "function", "name": name}, asked_newest.python.version_info)
        for facts, name in zip(asked_newest.observed(before, after), ("one", "other"), strict=True)
    ]
    assert behavior.compare(*sides).same is True


def test_run_shows_what_a_module_defines(asked_newest, changes):
    before, after = "a = 1\nb = 'x'\n", "a = 2\nb = 'x'\nimport sys\nprint('hi')\n"
    told = changes(asked_newest.compare(before, after, qualname=None, call=None, run=True))
    assert told == {"output": (None, "'hi\\n'"), "defines": ("a: int = 1", "a: int = 2; sys: module")}


def test_module_that_raises_while_loading(asked_newest, changes):
    told = changes(asked_newest.compare(NOTHING, "raise RuntimeError('no')\ndef f():\n    pass\n"))
    assert told["raises"] == (None, "did not load: RuntimeError: no")


def test_name_not_there_after_loading(asked_newest, changes):
    told = changes(asked_newest.compare(NOTHING, "if False:\n    def f():\n        pass\n"))
    assert told["raises"] == (None, "the name is not there once the module is loaded")


def test_name_bound_to_another_definition_is_said(asked_newest):
    text = "def f():\n    return 1\n@staticmethod\ndef g(): pass\ndef f():\n    return 2\n"
    record = asked_newest.facts(text, line=1)["runs"][0]["dropped"]["record"]
    assert record["bound_at"] == 5
    assert "bound_at" not in asked_newest.facts(text, line=5)["runs"][0]["dropped"]["record"]


def test_method_by_qualified_name(asked_newest):
    text = "class A:\n    @classmethod\n    def make(cls):\n        return cls.__name__\n"
    record = asked_newest.facts(text, qualname="A.make")["runs"][0]["dropped"]["record"]
    assert record["returns"]["repr"] == "'A'"


def test_what_repr_prints_is_not_output(asked_newest):
    text = "class A:\n    def __repr__(self):\n        print('noise')\n        return 'A'\ndef f():\n    return A()\n"
    run = asked_newest.facts(text)["runs"][0]["dropped"]
    assert run["output"]["call"]["stdout"] == ""
    assert run["record"]["returns"]["repr"] == "A"


def test_thread_and_exit_handler_are_waited_for(asked_newest):
    text = """
        import atexit, threading, time
        def late():
            time.sleep(0.05)
            print("thread")
        def f():
            atexit.register(print, "exit")
            threading.Thread(target=late).start()
        """
    assert asked_newest.facts(text)["runs"][0]["dropped"]["output"]["call"]["stdout"] == "thread\nexit\n"


def test_a_record_that_was_too_large_to_be_told_is_no_silence():
    run = {"ended": {"how": "complete", "stage": "end"}, "record": {"stage": "end", "too_large": 99}, "output": {}}
    seen = Account({"call": "target()"}, {"dropped": run}).seen("raises")
    assert seen.words == "could not be observed: what there is to tell of it takes 99 bytes"


def test_listing_of_one_side(asked_newest):
    facts = asked_newest.facts(HELLO)
    lines = behavior.listing(Side(facts, {"kind": "function", "name": "f"}, (3, 15, 0)))
    texts = ["".join(span.text for span in line) for line in lines]
    assert texts[:4] == ["returns", "  None", "output", "  stdout: Hello, world!"]


def test_swapped_sides_mirror_the_changes(asked_newest):
    texts = (HELLO, "import random\nasync def f():\n    'doc'\n    return random.random()\n")
    target = {"kind": "function", "name": "f"}
    sides = [
        Side(facts, target, asked_newest.python.version_info)
        for facts in asked_newest.observed(*(asked_newest.side(text) for text in texts))
    ]
    there, back = behavior.compare(*sides), behavior.compare(*reversed(sides))
    assert [(one.name, one.before, one.after) for one in there.changes] == [
        (one.name, one.after, one.before) for one in back.changes
    ]
    assert there.changes


def test_asking_again_gives_the_same_answer(asked_newest):
    text = "import random\nclass P:\n    pass\ndef f():\n    print(random.random())\n    return [P()]\n"
    assert asked_newest.compare(NOTHING, text) == asked_newest.compare(NOTHING, text)


def test_what_a_side_that_died_could_not_be_asked_is_not_counted(asked_newest, changes):
    compared = asked_newest.compare("import os\ndef f(): os._exit(3)\n", "def f(): return 1\n")
    assert "introspection" not in changes(compared)
    assert "not compared, since a side did not come to its end: introspection" in compared.notes


def test_an_object_whose_class_raises_is_still_returned(asked_newest):
    text = """
        class Evil:
            @property
            def __class__(self):
                raise RuntimeError
            def __repr__(self):
                return "evil"
        def f():
            return Evil()
        """
    run = asked_newest.facts(text)["runs"][0]["dropped"]
    assert run["ended"]["how"] == "complete"
    assert run["record"]["returns"]["repr"] == "evil"
