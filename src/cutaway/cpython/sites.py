"""Where CPython's own source does a thing: sets a flag, emits an instruction, makes an object, warns.

Knows file and function by version, only where that was verified; `EVIDENCE` says how for each version.
Does not know which flag or instruction a comparison found; a question that it has no verified answer to gets none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .documentation import source
from .meaning import MinorVersion, Site, since

GENERATOR_PREFIX = "generator prefix"
"""Context of the two instructions that a generator, coroutine or asynchronous generator begins with (3.11+)."""

STOPITERATION_HANDLER = "StopIteration handler"
"""Context of the handler around the whole body of a generator or coroutine (3.12+)."""

# What was read for each version. The function names of 3.8 to 3.13 are those of the debug information (DWARF) in the
# static library of exactly that release, and a flag or instruction counts as theirs where the compiled function uses
# its number; the sources named beside them were read as well. Maintenance releases of a series get fixes, not new
# files or functions: 3.9, 3.11 and 3.13 were compared at two releases each and agree, so a fact holds for a series.
EVIDENCE: dict[MinorVersion, str] = {
    (3, 8): "libpython3.8.a of 3.8.18 with its debug information",
    (3, 9): "sources of 3.9.2; libpython3.9.a of 3.9.18 with its debug information",
    (3, 10): "libpython3.10.a of 3.10.13 with its debug information",
    (3, 11): "sources of 3.11.2; libpython3.11.a of 3.11.7 with its debug information",
    (3, 12): "libpython3.12.a of 3.12.1 with its debug information",
    (3, 13): "sources of 3.13.5; libpython3.13.a of 3.13.0 with its debug information",
    # The library has symbols and no debug information: a function that the compiler inlined has no symbol. Those were
    # named by the sources on either side: 3.13.5, and a main that knows the argument `module` of compile, new in 3.15.
    (3, 14): "symbols and code of libpython3.14.a of 3.14.8; Python/codegen.c of that series",
    # gh-120321 (gen_finalize, _PyGen_ClearFrame) and gh-156466 (codegen_enter_scope) were read besides.
    (3, 15): "symbols and code of libpython3.15.a of 3.15.0; Python/compile.c of main",
}

_COMPILE = "Python/compile.c"
_CODEGEN = "Python/codegen.c"
_FLOWGRAPH = "Python/flowgraph.c"
_CEVAL = "Python/ceval.c"
_GENOBJECT = "Objects/genobject.c"


class _Place(NamedTuple):
    """A function of CPython that does `what` in some versions.

    `context` is given where the instruction is emitted in many other places too, so that its name alone is no answer.
    """

    what: str
    file: str
    function: str
    versions: tuple[MinorVersion, ...]
    context: str = ""


def _either_side_of_codegen(what: str, function: str, first: int = 8, context: str = "") -> tuple[_Place, ...]:
    """Return the two places of a function that moved with the whole code generator.

    3.14 moved it from Python/compile.c to Python/codegen.c and renamed compiler_NAME to codegen_NAME.
    """
    before = _Place(what, _COMPILE, f"compiler_{function}", since(first, 13), context)
    return before, _Place(what, _CODEGEN, f"codegen_{function}", since(14), context)


def _expression(what: str) -> tuple[_Place, ...]:
    """Return the places of the big switch over kinds of expression; 3.14 merged its two functions into one."""
    return (
        _Place(what, _COMPILE, "compiler_visit_expr1", since(8, 13)),
        _Place(what, _CODEGEN, "codegen_visit_expr", since(14)),
    )


def _yields(what: str) -> tuple[_Place, ...]:
    """Return the places of the function that emits one yield; before 3.11 the big switch did that itself."""
    return (
        _Place(what, _COMPILE, "addop_yield", since(11, 13)),
        _Place(what, _CODEGEN, "codegen_addop_yield", since(14)),
    )


def _async_with(what: str) -> tuple[_Place, ...]:
    return (
        _Place(what, _COMPILE, "compiler_async_with", since(8, 13)),
        _Place(what, _CODEGEN, "codegen_async_with_inner", since(14)),
    )


def _async_comprehension(what: str) -> tuple[_Place, ...]:
    # Inlined in the library of 3.15, and no source of that version was at hand: left out there.
    return (
        _Place(what, _COMPILE, "compiler_async_comprehension_generator", since(8, 13)),
        _Place(what, _CODEGEN, "codegen_async_comprehension_generator", since(14, 14)),
    )


def _prefix(what: str, context: str = "") -> tuple[_Place, ...]:
    """Return the places that put RETURN_GENERATOR and POP_TOP before a body."""
    return (
        _Place(what, _COMPILE, "insert_prefix_instructions", since(11, 12), context),
        _Place(what, _FLOWGRAPH, "insert_prefix_instructions", since(13, 14), context),
        _Place(what, _CODEGEN, "codegen_enter_scope", since(15), context),
    )


def _handler(what: str) -> tuple[_Place, ...]:
    """Return the places that wrap a body in a handler that turns StopIteration into RuntimeError."""
    context = STOPITERATION_HANDLER
    return (
        _Place(what, _COMPILE, "wrap_in_stopiteration_handler", since(12, 13), context),
        _Place(what, _CODEGEN, "codegen_wrap_in_stopiteration_handler", since(14), context),
    )


def _free_variables(what: str) -> tuple[_Place, ...]:
    return (
        _Place(what, _COMPILE, "insert_prefix_instructions", since(11, 12)),
        _Place(what, _FLOWGRAPH, "insert_prefix_instructions", since(13)[:1]),
    )


def _body_of_class(what: str) -> tuple[_Place, ...]:
    """Return the places that compile a class body; PEP 695 split the function in 3.12."""
    return (
        _Place(what, _COMPILE, "compiler_class", since(8, 11)),
        _Place(what, _COMPILE, "compiler_class_body", since(12, 13)),
    )


def _computed(first: int = 8) -> tuple[_Place, ...]:
    return (_Place("sets the flag", _COMPILE, "compute_code_flags", since(first)),)


def _future() -> tuple[_Place, ...]:
    # Inlined into _PyFuture_FromAST in the libraries of 3.14 and 3.15: left out there.
    return (_Place("sets the flag", "Python/future.c", "future_check_features", since(8, 13)),)


_FLAGS: dict[str, tuple[_Place, ...]] = {
    "OPTIMIZED": _computed(),
    "NEWLOCALS": _computed(),
    "VARARGS": _computed(),
    "VARKEYWORDS": _computed(),
    "NESTED": _computed(),
    "GENERATOR": _computed(),
    "COROUTINE": _computed(),
    "ASYNC_GENERATOR": _computed(),
    "HAS_DOCSTRING": _computed(first=14),
    "METHOD": _computed(first=14),
    "NOFREE": (_Place("sets the flag", "Objects/codeobject.c", "PyCode_NewWithPosOnlyArgs", since(8, 10)),),
    # Lib/types.py of each of the eight releases was read.
    "ITERABLE_COROUTINE": (_Place("sets the flag on a copy of the code", "Lib/types.py", "coroutine", since(8)),),
    "FUTURE_ANNOTATIONS": _future(),
    "FUTURE_BARRY_AS_BDFL": _future(),
}

_DELEGATE = "emits the loop that drives an awaitable or a yield from"

_OPCODES: dict[str, tuple[_Place, ...]] = {
    "GEN_START": (_Place("emits it as the first instruction", _COMPILE, "insert_generator_prefix", since(10, 10)),),
    "RETURN_GENERATOR": _prefix("emits it before the body"),
    "POP_TOP": _prefix("emits it after RETURN_GENERATOR", GENERATOR_PREFIX),
    "SETUP_CLEANUP": _handler("opens the handler around the body"),
    "CALL_INTRINSIC_1": (
        *_handler("emits INTRINSIC_STOPITERATION_ERROR in the handler around the body"),
        *(
            _Place("wraps what an asynchronous generator yields", place.file, place.function, versions, "yield")
            for place, versions in zip(_yields(""), (since(12, 13), since(14)), strict=True)
        ),
    ),
    "RERAISE": _handler("ends the handler around the body"),
    "GET_AWAITABLE": (
        *_expression("emits it for await"),
        *_async_with("emits it for async with"),
        *_either_side_of_codegen("emits it where a comprehension is awaited", "comprehension"),
        *_either_side_of_codegen("emits it where async with is left early", "unwind_fblock"),
    ),
    "YIELD_FROM": (
        *(
            _Place("emits it for " + what, _COMPILE, function, since(8, 10))
            for what, function in (
                ("await and yield from", "compiler_visit_expr1"),
                ("async for", "compiler_async_for"),
                ("async with", "compiler_async_with"),
                ("an asynchronous comprehension", "compiler_async_comprehension_generator"),
                ("awaiting a comprehension", "compiler_comprehension"),
                ("leaving async with early", "compiler_unwind_fblock"),
            )
        ),
    ),
    "SEND": _either_side_of_codegen(_DELEGATE, "add_yield_from", first=11),
    "END_SEND": _either_side_of_codegen(_DELEGATE, "add_yield_from", first=12),
    "CLEANUP_THROW": _either_side_of_codegen(_DELEGATE, "add_yield_from", first=12),
    "GET_YIELD_FROM_ITER": (
        _Place("emits it for yield from", _COMPILE, "compiler_visit_expr1", since(8, 13)),
        _Place("emits it for yield from", _CODEGEN, "codegen_visit_expr", since(14, 14)),
    ),
    "YIELD_VALUE": (
        _Place("emits it for yield", _COMPILE, "compiler_visit_expr1", since(8, 10)),
        _Place("emits it for a generator expression", _COMPILE, "compiler_sync_comprehension_generator", since(8, 10)),
        _Place(
            "emits it for an asynchronous generator expression",
            _COMPILE,
            "compiler_async_comprehension_generator",
            since(8, 10),
        ),
        *_yields("emits it for yield and for generator expressions"),
        *_either_side_of_codegen(_DELEGATE, "add_yield_from", first=11),
    ),
    "ASYNC_GEN_WRAP": (_Place("wraps what it yields", _COMPILE, "addop_yield", since(11, 11)),),
    "BEFORE_ASYNC_WITH": (_Place("emits it for async with", _COMPILE, "compiler_async_with", since(8, 13)),),
    "SETUP_ASYNC_WITH": (_Place("emits it for async with", _COMPILE, "compiler_async_with", since(8, 10)),),
    "LOAD_SPECIAL": (
        _Place("emits it for async with", _CODEGEN, "codegen_async_with_inner", since(14)),
        _Place("emits it for with", _CODEGEN, "codegen_with_inner", since(14)),
    ),
    "GET_AITER": (
        *_either_side_of_codegen("emits it for async for", "async_for"),
        *_async_comprehension("emits it for an inner async for of a comprehension"),
        _Place("emits it for the first async for of a comprehension", _COMPILE, "compiler_comprehension", since(8, 11)),
        _Place(
            "emits it for the first async for of a comprehension",
            _COMPILE,
            "compiler_comprehension_iter",
            since(12, 13),
        ),
        _Place(
            "emits it for the first async for of a comprehension", _CODEGEN, "codegen_comprehension_iter", since(14, 14)
        ),
    ),
    "GET_ANEXT": (
        *_either_side_of_codegen("emits it for async for", "async_for"),
        *_async_comprehension("emits it for an asynchronous comprehension"),
    ),
    "END_ASYNC_FOR": (
        *_either_side_of_codegen("emits it for async for", "async_for"),
        *_async_comprehension("emits it for an asynchronous comprehension"),
    ),
    "RESUME": (
        *_either_side_of_codegen("emits it at the start of each code object", "enter_scope", first=11),
        *_yields("emits it after yield"),
        *_either_side_of_codegen("emits it after await and yield from", "add_yield_from", first=11),
    ),
    "MAKE_FUNCTION": _either_side_of_codegen("emits it where a function is defined", "make_closure"),
    "SET_FUNCTION_ATTRIBUTE": _either_side_of_codegen(
        "emits one for each of closure, annotations and defaults", "make_closure", first=13
    ),
    "LOAD_CLOSURE": (
        *_either_side_of_codegen("emits one for each free variable of a function that is defined", "make_closure"),
        *_body_of_class("emits it for __class__"),
    ),
    "LOAD_BUILD_CLASS": _body_of_class("emits it for a class statement"),
    "MAKE_CELL": _free_variables("emits one for each cell variable before the body"),
    "COPY_FREE_VARS": _free_variables("emits it before the body of a closure"),
}


def _made(maker: str) -> tuple[_Place, ...]:
    """Return the places that make a coroutine, generator or asynchronous generator when its function is called.

    Until 3.10 the call looks at the flags and makes the object by `maker`; from 3.11 on RETURN_GENERATOR does
    (bpo-46409).
    """
    call, instruction = "looks at the flags when the function is called", "runs RETURN_GENERATOR"
    return (
        _Place(call, _CEVAL, "_PyEval_EvalCodeWithName", since(8, 8)),
        _Place(call, _CEVAL, "_PyEval_EvalCode", since(9, 9)),
        _Place(call, _CEVAL, "make_coro", since(10, 10)),
        _Place("makes the object", _GENOBJECT, maker, since(8, 10)),
        _Place(instruction, _CEVAL, "_PyEval_EvalFrameDefault", since(11, 11)),
        # The definitions of instructions moved to a file of their own, from which the cases of ceval.c are generated.
        _Place(instruction, "Python/bytecodes.c", "RETURN_GENERATOR", since(12)),
        _Place("makes the object that the flags ask for", _GENOBJECT, "_Py_MakeCoro", since(11)),
    )


_KINDS: dict[str, tuple[_Place, ...]] = {
    "coroutine": _made("PyCoro_New"),
    "generator": _made("PyGen_NewWithQualName"),
    "async_generator": _made("PyAsyncGen_New"),
    "never awaited": (
        _Place("sees that the coroutine never started", _GENOBJECT, "_PyGen_Finalize", since(8, 14)),
        # gh-120321 split it.
        _Place("sees that the coroutine never started", _GENOBJECT, "gen_finalize", since(15)),
        _Place("sees that the frame that is cleared never started", _GENOBJECT, "_PyGen_ClearFrame", since(15)),
        _Place("warns", "Python/_warnings.c", "_PyErr_WarnUnawaitedCoroutine", since(8)),
    ),
    STOPITERATION_HANDLER: _handler("wraps the body in the handler"),
}


OPCODES = tuple(sorted(_OPCODES))
"""The instructions that have a site in some version and context."""


def sites_of_flag(name: str, version: Sequence[int]) -> tuple[Site, ...]:
    """Return where a flag is set on a code object in a version (major, minor, micro); empty where not known."""
    return _sites(_FLAGS.get(name.removeprefix("CO_"), ()), version)


def sites_of_opcode(name: str, version: Sequence[int], context: str = "") -> tuple[Site, ...]:
    """Return where the compiler emits an instruction in a version (major, minor, micro); empty where not known.

    POP_TOP, RERAISE and CALL_INTRINSIC_1 are emitted for many reasons: they have sites only for a `context`,
    GENERATOR_PREFIX, STOPITERATION_HANDLER, or "yield".
    """
    return _sites([place for place in _OPCODES.get(name, ()) if place.context == context], version)


def sites_of_kind(kind: str, version: Sequence[int]) -> tuple[Site, ...]:
    """Return where a kind of thing comes about in a version (major, minor, micro); empty where not known.

    Kinds are the type names `coroutine`, `generator` and `async_generator`, `never awaited` for the warning, and
    STOPITERATION_HANDLER.
    """
    return _sites(_KINDS.get(kind, ()), version)


def _sites(places: Sequence[_Place], version: Sequence[int]) -> tuple[Site, ...]:
    minor = (version[0], version[1])
    return tuple(
        Site(place.what, place.file, place.function, source(version, place.file))
        for place in places
        if minor in place.versions
    )
