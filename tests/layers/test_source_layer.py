"""The layer source: every character counts, on every interpreter alike."""

from captured import compared, words

HELLO = 'def hello():\n    print("hi")\n'


def test_a_text_against_itself_is_same(python):
    comparison = compared(python, "source", HELLO, HELLO)
    assert comparison.same is True
    assert comparison.changes == ()
    assert comparison.rows == ()


def test_the_async_keyword_changes_one_line(python):
    comparison = compared(python, "source", HELLO, "async " + HELLO)
    assert words(comparison) == [("line", "line 1", "def hello():", "async def hello():")]
    assert comparison.summary == "1 line changed"
    assert comparison.changes[0].after_at == (1, 0, 1, 18)


def test_the_word_that_came_is_marked(python):
    row = compared(python, "source", HELLO, "async " + HELLO).rows[0]
    assert [span.text for span in row.after if span.differs] == ["async "]
    assert not any(span.differs for span in row.before)


def test_a_comment_counts(python):
    comparison = compared(python, "source", "x = 1\n", "x = 1  # one\n")
    assert comparison.same is False


def test_an_inserted_line_is_one_change_with_its_number_after(python):
    comparison = compared(python, "source", "a = 1\nb = 2\n", "a = 1\nnew = 3\nb = 2\n")
    assert words(comparison) == [("line", "line 2", None, "new = 3")]


def test_line_ends_of_the_file_count(python):
    comparison = compared(python, "source", "a = 1\nb = 2\n", b"a = 1\r\nb = 2\r\n")
    assert words(comparison) == [("file", "line ends", ["\n"], ["\r\n"])]


def test_a_missing_last_line_end_counts(python):
    comparison = compared(python, "source", "a = 1\n", "a = 1")
    assert words(comparison) == [("file", "ends in a line end", True, False)]


def test_an_encoding_counts_for_a_file_and_not_for_one_function_of_it(python):
    latin = "# coding: latin-1\ndef f():\n    pass\n".encode("latin-1")
    utf8 = b"# coding: utf-8\ndef f():\n    pass\n"
    assert "encoding" in [path for _, path, *_ in words(compared(python, "source", latin, utf8))]
    assert compared(python, "source", latin, utf8, names=("f", "f")).same is True


def test_names_of_the_two_functions_are_set_aside_and_said_once(python):
    comparison = compared(python, "source", "def one(): pass\n", "x = 1\ndef two(): pass\n", names=("one", "two"))
    assert comparison.same is True
    assert comparison.notes == ("the names differ and are set aside: one, two",)


def test_a_function_has_its_decorators_and_its_real_line_numbers(python):
    text = "x = 1\n@first\n@second\ndef f():\n    pass\ny = 2\n"
    comparison = compared(python, "source", text, text.replace("second", "other"), names=("f", "f"))
    assert words(comparison) == [("line", "line 3", "@second", "@other")]
    assert len(comparison.rows) == 4


def test_a_line_that_was_only_indented_stands_beside_itself(python):
    before = "a()\nb()\n"
    after = "if x:\n    a()\n    b()\n"
    pairs = [(change.before, change.after) for change in compared(python, "source", before, after).changes]
    assert pairs == [(None, "if x:"), ("a()", "    a()"), ("b()", "    b()")]
