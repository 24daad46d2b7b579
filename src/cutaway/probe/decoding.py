"""Bytes to text as CPython's own compiler does it: mark, declaration, line ends.

Knows what each of these was, so that an edit can be written back in the same form.
Does not know what the text means.
"""
import codecs
import io
import re
import tokenize
from collections import namedtuple

from .trouble import Trouble

LINE_END = re.compile("\r\n|\r|\n")

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
    newlines = sorted(set(LINE_END.findall(original)))
    return Decoded(translate_line_ends(original), encoding, bom, newlines, original)


def translate_line_ends(text):
    r"""Turn `\r\n` and a lone `\r` into `\n`, as the compiler does before it reads a character.

    `tokenize` does not for a lone `\r`, and then disagrees with `compile` on every version (DECISIONS, traps).
    """
    return text.replace("\r\n", "\n").replace("\r", "\n")


def encode(original, decoded):
    """Bytes of an edited text in the form that the file had."""
    mark = codecs.BOM_UTF8 if decoded.bom else b""
    return mark + original.encode(decoded.encoding)


def _refuse_nul(content, filename):
    at = content.find(b"\0")
    if at >= 0:
        line = content.count(b"\n", 0, at) + 1
        raise Trouble("target", "%s: line %d holds a NUL byte: not Python source" % (filename, line))


def _declared_encoding(content, filename):
    head = content[:8192].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(head).readline)
    except SyntaxError as error:
        if _undecodable_head(content):
            return "utf-8"  # decoding the whole tells the place
        raise Trouble("target", "%s: %s" % (filename, _reason(error, content))) from None
    return "utf-8" if encoding == "utf-8-sig" else encoding


def _undecodable_head(content):
    """Did detection fail only because the first lines are not UTF-8, with no declaration in them?"""
    return re.search(br"coding[:=]", b"\n".join(re.split(b"\r\n|\r|\n", content[:8192])[:2])) is None


def _reason(error, content):
    message = str(error.msg if error.msg else error)
    if content.startswith(codecs.BOM_UTF8) and "encoding problem" in message:
        return "the UTF-8 byte order mark contradicts the declared encoding"
    return message.partition(" for ")[0]


def _undecodable(content, filename, encoding, error):
    bom = len(codecs.BOM_UTF8) if content.startswith(codecs.BOM_UTF8) else 0
    line = len(re.findall(b"\r\n|\r|\n", content[: bom + error.start])) + 1
    byte = content[bom + error.start]
    advice = "declare its encoding or save it as UTF-8" if encoding == "utf-8" else "not what its declaration says"
    return "%s: line %d: byte 0x%02x is not %s: %s" % (filename, line, byte, encoding.upper(), advice)
