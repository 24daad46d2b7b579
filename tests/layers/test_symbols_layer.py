"""The layer symbols: blocks paired by path and order, properties by name."""

from captured import captures, compared, words

HELLO = 'def hello():\n    print("hi")\n'


def test_the_async_keyword_changes_no_symbol(python):
    assert compared(python, "symbols", HELLO, "async " + HELLO, names=("hello", "hello")).same is True


def test_a_local_that_becomes_global_changes_its_properties_by_name(python):
    before = "def f():\n    x = 1\n    return x\n"
    after = "def f():\n    global x\n    x = 1\n    return x\n"
    comparison = compared(python, "symbols", before, after, names=("f", "f"))
    changed = {change.name: (change.before, change.after) for change in comparison.changes}
    assert {change.path for change in comparison.changes} == {"f.x"}
    assert changed["is_global"] == (False, True)
    assert changed["is_local"] == (True, False)
    assert changed["is_declared_global"] == (False, True)


def test_a_renamed_local_is_one_symbol_gone_and_one_come(python):
    comparison = compared(python, "symbols", "def f(): x = 1\n", "def f(): y = 1\n", names=("f", "f"))
    assert comparison.summary == "-f.x; +f.y"


def test_the_order_in_which_names_are_met_does_not_count(python):
    assert compared(python, "symbols", "a = 1; b = 2\n", "b = 1; a = 2\n").same is True


def test_a_nested_function_is_a_block_of_its_own(python):
    comparison = compared(python, "symbols", "def f(): pass\n", "def f():\n    def g(): pass\n", names=("f", "f"))
    assert ("block", "f.g", None, "function f.g") in words(comparison)


def test_an_inserted_lambda_leaves_its_sisters_paired(python):
    before = "a = lambda x: x\nb = lambda y: y\n"
    after = "new = lambda z: z\n" + before
    comparison = compared(python, "symbols", before, after)
    assert [change.kind for change in comparison.changes] == ["symbol", "block"]


def test_a_closure_makes_a_name_free(python):
    before = "def f():\n    a = 1\n    def g(a): return a\n"
    after = "def f():\n    a = 1\n    def g(): return a\n"
    comparison = compared(python, "symbols", before, after, names=("f", "f"))
    free = {(change.path, change.before, change.after) for change in comparison.changes if change.name == "is_free"}
    assert free == {("f.g.a", False, True)}


def test_no_phantom_block_is_shown_beside_a_function(python):
    for capture in captures(python, HELLO, layers=("symbols",)):
        assert capture["layers"]["symbols"]["facts"]["properties"]
    rows = compared(python, "symbols", HELLO, HELLO + "x = 1\n").rows
    assert not any("__annotate__" in span.text for row in rows for span in row.before or ())


def test_the_names_of_two_functions_are_set_aside_with_all_that_is_inside(python):
    before = "def one():\n    return lambda a: a\n"
    after = "def two():\n    return lambda a: a\n"
    comparison = compared(python, "symbols", before, after, names=("one", "two"))
    assert comparison.same is True
    assert comparison.notes == ("the names differ and are set aside: one, two",)


def test_one_of_two_definitions_of_a_name_is_the_one_chosen(python):
    text = "if x:\n    def f(a): pass\nelse:\n    class C:\n        def f(b): pass\n"
    comparison = compared(python, "symbols", text, "def f(b): pass\n", names=("C.f", "f"))
    assert comparison.same is True
