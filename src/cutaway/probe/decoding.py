"""Bytes to text as CPython's own compiler does it: mark, declaration, line ends.

Knows what each of these was, so that an edit can be written back in the same form.
Does not know what the text means.
"""

import codecs
import io
import itertools
import re
import tokenize
from collections import namedtuple

from .trouble import Trouble

LINE_END = re.compile("\r\n|\r|\n")
BYTES_LINE_END = re.compile(b"\r\n|\r|\n")
NON_ASCII_TO_QUESTION_MARK = bytes(range(128)) + b"?" * 128

Decoded = namedtuple("Decoded", "text encoding bom newlines original")
Decoded.__doc__ = """A decoded source.

`text` has `\\n` line ends only, `original` those of the file; `newlines` lists the kinds that it has; `bom` tells
whether it began with a UTF-8 byte order mark, which is in neither text.
"""


def decode(content, filename):
    """Decode source bytes. Raises Trouble where CPython would not know what they say."""
    _refuse_nul(content, filename)
    encoding = _declared_encoding(content, filename)
    bom = content.startswith(codecs.BOM_UTF8)
    try:
        original = content[len(codecs.BOM_UTF8) if bom else 0 :].decode(encoding)
    except UnicodeDecodeError as error:
        raise Trouble("target", _undecodable(content, filename, encoding, error)) from None
    except Exception as error:  # a codec may raise anything: `# coding: rot13` a LookupError, `idna` its own
        raise Trouble("target", "%s: cannot be decoded as %s: %s" % (filename, encoding, error)) from None
    if not isinstance(original, str):
        raise Trouble("target", "%s: the declared encoding %s does not give text" % (filename, encoding))
    if "\0" in original:
        raise Trouble("target", "%s: holds NUL characters once decoded as %s" % (filename, encoding))
    if encoding != "utf-8":
        _refuse_surrogates(original, filename, encoding)
    return Decoded(translate_line_ends(original), encoding, bom, _kinds_of_line_ends(original), original)


def translate_line_ends(text):
    r"""Turn `\r\n` and a lone `\r` into `\n`, as the compiler does before it reads a character.

    `tokenize` does not for a lone `\r`, and then disagrees with `compile` on every version (DECISIONS, traps).
    """
    return text.replace("\r\n", "\n").replace("\r", "\n")


def encode(original, decoded):
    """Bytes of an edited text in the form that the file had."""
    mark = codecs.BOM_UTF8 if decoded.bom else b""
    return mark + original.encode(decoded.encoding)


def _kinds_of_line_ends(text):
    # Finding each line end took a tenth of the time of compiling the text, and nearly all texts have one kind.
    if "\r" in text:
        return sorted(set(LINE_END.findall(text)))
    return ["\n"] if "\n" in text else []


def _refuse_nul(content, filename):
    at = content.find(b"\0")
    if at >= 0:
        raise Trouble("target", "%s: line %d holds a NUL byte: not Python source" % (filename, _line_at(content, at)))


def _refuse_surrogates(text, filename, encoding):
    """UTF-7 and the escape codecs can spell a lone surrogate, which the compiler's UTF-8 cannot hold."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        line = len(LINE_END.findall(text[: error.start])) + 1
        raise Trouble(
            "target", "%s: line %d holds a lone surrogate once decoded as %s" % (filename, line, encoding)
        ) from None


def _declared_encoding(content, filename):
    first_lines = _first_lines(content)
    if b"coding" not in first_lines:  # PEP 263: a declaration has this word; with a byte order mark it is UTF-8, too
        return "utf-8"
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(first_lines).readline)
    except SyntaxError as error:
        raise Trouble("target", "%s: %s" % (filename, _reason(error, content))) from None
    except Exception as error:  # 3.14 and later try the codec at once, and a codec may raise anything
        raise Trouble("target", "%s: has a declared encoding that gives no text: %s" % (filename, error)) from None
    return "utf-8" if encoding == "utf-8-sig" else encoding


def _first_lines(content):
    """The lines that may declare an encoding, in ASCII: the compiler looks for it before it decodes a byte.

    `# Jürgen` in latin-1 above `# coding: latin-1` is fine for `compile`, while `tokenize` wants UTF-8 there.
    """
    line_ends = itertools.islice(BYTES_LINE_END.finditer(content), 2)
    length = max((end.end() for end in line_ends), default=len(content))
    bom = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    return bom + BYTES_LINE_END.sub(b"\n", content[len(bom) : length].translate(NON_ASCII_TO_QUESTION_MARK))


def _reason(error, content):
    message = str(error.msg if error.msg else error)
    if content.startswith(codecs.BOM_UTF8) and "encoding problem" in message:
        return "the UTF-8 byte order mark contradicts the declared encoding"
    return message.partition(" for ")[0]


def _undecodable(content, filename, encoding, error):
    bom = len(codecs.BOM_UTF8) if content.startswith(codecs.BOM_UTF8) else 0
    line = _line_at(content, bom + error.start)
    byte = content[bom + error.start]
    advice = "declare its encoding or save it as UTF-8" if encoding == "utf-8" else "not what its declaration says"
    return "%s: line %d: byte 0x%02x is not %s: %s" % (filename, line, byte, encoding.upper(), advice)


def _line_at(content, at):
    return len(BYTES_LINE_END.findall(content[:at])) + 1
