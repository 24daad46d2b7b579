"""Token types: every type of token of every version, what text it stands for, and since when.

Knows general types (NAME, OP), exact types of operators (PLUS) and the types that only `tokenize` makes.
Does not know how a source is cut into tokens, nor which tokens count as a difference.
"""

from __future__ import annotations

from .documentation import docs
from .meaning import VERSIONS, Fact, Glossary, MinorVersion, since

_TEXT = (
    Fact("NAME", "A name or a keyword"),
    Fact("NUMBER", "A number"),
    Fact("STRING", "A string or bytes literal; before 3.12 an f-string too", since(8, 11)),
    Fact("STRING", "A string or bytes literal, but no f-string", since(12)),
    Fact("OP", "An operator, bracket or delimiter; its exact type says which"),
    # Lib/token.py keeps the numbers; tokenize yields NAME for these words since bpo-30406 (3.7).
    Fact("ASYNC", "The word async where the parser still tells it from a name; tokenize gives NAME", since(8, 12)),
    Fact("AWAIT", "The word await where the parser still tells it from a name; tokenize gives NAME", since(8, 12)),
    Fact("SOFT_KEYWORD", "A word such as match that is a keyword in some places; tokenize gives NAME", since(10)),
    Fact("ERRORTOKEN", "Text that is no token"),
    # PEP 701
    Fact("FSTRING_START", "Prefix and opening quote of an f-string", since(12)),
    Fact("FSTRING_MIDDLE", "Literal text inside an f-string", since(12)),
    Fact("FSTRING_END", "Closing quote of an f-string", since(12)),
    # PEP 750
    Fact("TSTRING_START", "Prefix and opening quote of a t-string", since(14)),
    Fact("TSTRING_MIDDLE", "Literal text inside a t-string", since(14)),
    Fact("TSTRING_END", "Closing quote of a t-string", since(14)),
)

_LAYOUT = (
    Fact("ENCODING", "The encoding of the source; always the first token of tokenize"),
    Fact("ENDMARKER", "The end of the source"),
    Fact("NEWLINE", "The end of a logical line"),
    Fact("NL", "A line break that ends no statement: a blank line, or one inside brackets"),
    Fact("INDENT", "A block begins, one level deeper"),
    Fact("DEDENT", "A block ends, one level back"),
    Fact("COMMENT", "A comment"),
    Fact("TYPE_COMMENT", "A type comment; only the parser makes it, with type_comments=True"),
    Fact("TYPE_IGNORE", "A comment # type: ignore; only the parser makes it, with type_comments=True"),
)

_NUMBERS = (
    Fact("N_TOKENS", "How many token types there are; no token has it"),
    Fact("NT_OFFSET", "The first number of what are no token types; no token has it"),
)

_OPERATORS = {
    "LPAR": "(",
    "RPAR": ")",
    "LSQB": "[",
    "RSQB": "]",
    "LBRACE": "{",
    "RBRACE": "}",
    "COLON": ":",
    "COMMA": ",",
    "SEMI": ";",
    "DOT": ".",
    "ELLIPSIS": "...",
    "RARROW": "->",
    "COLONEQUAL": ":=",
    "PLUS": "+",
    "MINUS": "-",
    "STAR": "*",
    "SLASH": "/",
    "DOUBLESLASH": "//",
    "DOUBLESTAR": "**",
    "PERCENT": "%",
    "AT": "@",
    "VBAR": "|",
    "AMPER": "&",
    "CIRCUMFLEX": "^",
    "TILDE": "~",
    "LEFTSHIFT": "<<",
    "RIGHTSHIFT": ">>",
    "LESS": "<",
    "GREATER": ">",
    "LESSEQUAL": "<=",
    "GREATEREQUAL": ">=",
    "EQEQUAL": "==",
    "NOTEQUAL": "!=",
    "EQUAL": "=",
    "PLUSEQUAL": "+=",
    "MINEQUAL": "-=",
    "STAREQUAL": "*=",
    "SLASHEQUAL": "/=",
    "DOUBLESLASHEQUAL": "//=",
    "DOUBLESTAREQUAL": "**=",
    "PERCENTEQUAL": "%=",
    "ATEQUAL": "@=",
    "VBAREQUAL": "|=",
    "AMPEREQUAL": "&=",
    "CIRCUMFLEXEQUAL": "^=",
    "LEFTSHIFTEQUAL": "<<=",
    "RIGHTSHIFTEQUAL": ">>=",
    "EXCLAMATION": "!",
}

# A token of its own only since f-strings are cut into tokens (PEP 701).
_OPERATORS_SINCE = {"EXCLAMATION": since(12)}

_PUNCTUATION = tuple(
    Fact(name, f"The text {text}", _OPERATORS_SINCE.get(name, since(8))) for name, text in _OPERATORS.items()
)

# Doc/library/token-list.inc and token.rst of 3.9.2, 3.11.2, 3.13.5: 3.13 took the entry of NT_OFFSET away on purpose,
# SOFT_KEYWORD, new in 3.10, has one at the latest in 3.11.
_DOCUMENTED: dict[str, tuple[MinorVersion, ...]] = {"NT_OFFSET": (), "SOFT_KEYWORD": since(11)}


def _link(name: str, version: MinorVersion) -> str:
    has_entry = version in _DOCUMENTED.get(name, VERSIONS)
    return docs(version, "library/token", f"token.{name}" if has_entry else "")


_GLOSSARY = Glossary((*_TEXT, *_LAYOUT, *_NUMBERS, *_PUNCTUATION), _link)

NAMES = _GLOSSARY.names
"""Every token type of every version."""

# Asked by the names that every file of facts has; `Glossary` documents them.
meaning, explain = _GLOSSARY.meaning, _GLOSSARY.explain
names_in, versions_of = _GLOSSARY.names_in, _GLOSSARY.versions_of
