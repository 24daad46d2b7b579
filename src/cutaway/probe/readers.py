"""The readers by the name of their layer, in order: the one place of the probe that lists them."""

from . import ast, bytecode, code, source, symbols, tokens

READERS = {
    "source": source,
    "tokens": tokens,
    "ast": ast,
    "symbols": symbols,
    "code": code,
    "bytecode": bytecode,
}
