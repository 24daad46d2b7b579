"""What the opcodes that steer execution mean: jumps, loops, calls, generators, exceptions, and CPython's own.

Knows one line for each name and range of versions: (first minor, last minor, text), both ends included.
Does not know values and containers (`opcode_values`) nor links (`opcodes`).

The evidence is each version's `Python/ceval.c` (to 3.11) or `Python/bytecodes.c` (from 3.12); N is the argument.
"""

from __future__ import annotations

from .opcode_values import Wordings

JUMPS: Wordings = {
    "JUMP_FORWARD": [(8, 15, "Jumps forward, always, without a condition")],
    "JUMP_ABSOLUTE": [(8, 10, "Jumps to an offset, always: mostly back to the head of a loop")],
    "JUMP_BACKWARD": [(11, 15, "Jumps back, always, as loops do; signals and other threads get their chance here")],
    "JUMP_BACKWARD_NO_INTERRUPT": [
        (11, 15, "Jumps back, always, without looking for signals: part of await and yield from"),
    ],
    "POP_JUMP_IF_FALSE": [
        (8, 10, "Pops a value and jumps if it is falsy"),
        (12, 12, "Pops a value and jumps forward if it is falsy"),
        (13, 15, "Pops a bool and jumps forward if it is False; other values have met TO_BOOL before"),
    ],
    "POP_JUMP_IF_TRUE": [
        (8, 10, "Pops a value and jumps if it is truthy"),
        (12, 12, "Pops a value and jumps forward if it is truthy"),
        (13, 15, "Pops a bool and jumps forward if it is True; other values have met TO_BOOL before"),
    ],
    "POP_JUMP_IF_NONE": [(12, 15, "Pops a value and jumps forward if it is None")],
    "POP_JUMP_IF_NOT_NONE": [(12, 15, "Pops a value and jumps forward if it is not None")],
    "POP_JUMP_FORWARD_IF_FALSE": [(11, 11, "Pops a value and jumps forward if it is falsy")],
    "POP_JUMP_FORWARD_IF_TRUE": [(11, 11, "Pops a value and jumps forward if it is truthy")],
    "POP_JUMP_FORWARD_IF_NONE": [(11, 11, "Pops a value and jumps forward if it is None")],
    "POP_JUMP_FORWARD_IF_NOT_NONE": [(11, 11, "Pops a value and jumps forward if it is not None")],
    "POP_JUMP_BACKWARD_IF_FALSE": [(11, 11, "Pops a value and jumps back if it is falsy")],
    "POP_JUMP_BACKWARD_IF_TRUE": [(11, 11, "Pops a value and jumps back if it is truthy")],
    "POP_JUMP_BACKWARD_IF_NONE": [(11, 11, "Pops a value and jumps back if it is None")],
    "POP_JUMP_BACKWARD_IF_NOT_NONE": [(11, 11, "Pops a value and jumps back if it is not None")],
    "JUMP_IF_FALSE_OR_POP": [(8, 11, "Jumps and keeps the top value if it is falsy, pops it if not: the operator and")],
    "JUMP_IF_TRUE_OR_POP": [(8, 11, "Jumps and keeps the top value if it is truthy, pops it if not: the operator or")],
    "JUMP_IF_NOT_EXC_MATCH": [
        (9, 10, "Pops the types that an except clause names and an exception, and jumps if they do not match"),
    ],
    "NOT_TAKEN": [(14, 15, "Does nothing; marks for monitoring the road on which a conditional jump was not taken")],
}

LOOPS: Wordings = {
    # gh-132554 (3.15): a list or tuple is looped over by an index on the stack, without an iterator object.
    "GET_ITER": [
        (8, 14, "Replaces the top value by an iterator over it, as iter() gives"),
        (
            15,
            15,
            "Replaces the top value by what FOR_ITER or SEND needs: an iterator or the value, and an index or NULL",
        ),
    ],
    "FOR_ITER": [
        (8, 11, "Pushes the next item of the iterator on top; once exhausted, pops the iterator and jumps"),
        (12, 14, "Pushes the next item of the iterator on top; once exhausted, jumps to the end of the loop"),
        (15, 15, "Pushes the next item of the loop's iterator; once exhausted, jumps to the end of the loop"),
    ],
    "END_FOR": [
        (12, 12, "Ends a for loop: pops a last value and the iterator, where FOR_ITER has not done so itself"),
        (13, 15, "Ends a for loop: pops what an exhausted generator left; FOR_ITER skips it otherwise"),
    ],
    "POP_ITER": [
        (14, 14, "Pops the iterator of a for loop that has ended"),
        (15, 15, "Pops the iterator of a for loop that has ended, and the index or NULL beside it"),
    ],
    "GET_AITER": [(8, 15, "Replaces the top value by its asynchronous iterator, from __aiter__(): async for")],
    "GET_ANEXT": [(8, 15, "Pushes an awaitable for the next item of the asynchronous iterator on top, which stays")],
    "END_ASYNC_FOR": [
        (8, 10, "Ends async for: on StopAsyncIteration pops it and the iterator; raises anything else again"),
        (11, 15, "Ends async for: pops an exception and the iterator; raises all but StopAsyncIteration again"),
    ],
}

CALLS: Wordings = {
    "CALL_FUNCTION": [(8, 10, "Pops N positional arguments and a callable, calls it and pushes the result")],
    "CALL_FUNCTION_KW": [
        (8, 10, "Pops the keywords' names, N arguments and a callable, calls it and pushes the result"),
    ],
    "CALL_FUNCTION_EX": [
        (8, 10, "Pops a mapping if N is odd, one iterable and a callable; pushes the result: f(*args, **kwargs)"),
        (
            11,
            13,
            "Pops a mapping if N is odd, one iterable, a callable and a NULL; pushes the result: f(*args, **kwargs)",
        ),
        (14, 15, "Pops a mapping or NULL, one iterable, a NULL and a callable; pushes the result: f(*args, **kwargs)"),
    ],
    "CALL_METHOD": [(8, 10, "Pops N arguments and the pair from LOAD_METHOD, calls the method and pushes the result")],
    "PRECALL": [(11, 11, "Gets ready for the CALL that follows: splits a bound method into function and self")],
    "KW_NAMES": [(11, 12, "Tells the CALL that follows which of its arguments are keywords, and their names")],
    "CALL": [
        (11, 12, "Pops N arguments, then self and a method or a callable and NULL; calls it and pushes the result"),
        (13, 15, "Pops N positional arguments, self or NULL and a callable, calls it and pushes the result"),
    ],
    "CALL_KW": [
        (13, 15, "Pops the keywords' names, N arguments, self or NULL and a callable, calls it, pushes the result"),
    ],
    "PUSH_NULL": [
        (11, 14, "Pushes a NULL: the place of self in a call of something that is not looked up as a method"),
        (15, 15, "Pushes a NULL: the empty place of self in a call, or of the index below what SEND sends"),
    ],
    "MAKE_FUNCTION": [
        (8, 10, "Pops a qualified name, code, and the defaults, annotations or closure N tells; pushes a function"),
        (11, 12, "Pops code, and the defaults, annotations or closure that bits of N list; pushes a function"),
        (13, 15, "Replaces the code object on top by a new function with that code"),
    ],
    "SET_FUNCTION_ATTRIBUTE": [
        (13, 15, "Takes the value below the function on top as its defaults, annotations or closure, as N says"),
    ],
    "CALL_INTRINSIC_1": [
        (12, 15, "Replaces the top value by what one of the interpreter's own functions makes of it; N says which"),
    ],
    "CALL_INTRINSIC_2": [
        (12, 15, "Pops two values and pushes what one of the interpreter's own functions makes of them"),
    ],
    "PRINT_EXPR": [(8, 11, "Pops a value and shows it by sys.displayhook: an expression at the interactive prompt")],
    "RETURN_VALUE": [(8, 15, "Pops the top value and returns it to the caller")],
    "RETURN_CONST": [(12, 13, "Returns one of the code object's constants to the caller")],
}

GENERATORS: Wordings = {
    "RESUME": [
        (11, 12, "Starts a function, or goes on after yield or await, as N says; looks for signals and tracing"),
        (13, 15, "Starts a function, or goes on after yield or await, as N's low bits say; looks for signals"),
    ],
    "GEN_START": [(10, 10, "Starts a generator or coroutine: pops the None first sent; N says which kind it is")],
    "RETURN_GENERATOR": [
        (11, 15, "Makes a generator or coroutine that holds this frame and returns it; the body runs later"),
    ],
    "YIELD_VALUE": [
        (8, 10, "Pops a value and yields it; what is sent in is on top when the generator goes on"),
        (11, 15, "Pops a value and hands it out of the generator or coroutine, which stops until it is resumed"),
    ],
    "YIELD_FROM": [
        (
            8,
            10,
            "Sends the top value to the iterator below, yields what it gives, in the end its result stays: await too",
        ),
    ],
    "SEND": [
        (
            11,
            11,
            "Replaces the value on top by what the iterator below gives for it; at its end, jumps with its result",
        ),
        (
            12,
            14,
            "Sends the value on top to the iterator below, which stays; the answer replaces it; at the end, jumps",
        ),
        (15, 15, "Sends the value on top to the iterator two below, which stays; at its end, jumps with its result"),
    ],
    "END_SEND": [
        (12, 14, "Ends await or yield from: removes the iterator below the result"),
        (15, 15, "Ends await or yield from: removes the iterator, and the index or NULL, below the result"),
    ],
    "CLEANUP_THROW": [
        (12, 15, "Ends an exception thrown in at await or yield from: takes StopIteration's value or raises again"),
    ],
    "GET_YIELD_FROM_ITER": [
        (8, 14, "Replaces the top value by an iterator for yield from; a generator or allowed coroutine stays"),
    ],
    "GET_AWAITABLE": [
        (8, 10, "Replaces the top value by what await steps through: the coroutine, or the result of __await__()"),
        (11, 15, "Replaces the top value by what await steps through; N tells async with's awaits from others"),
    ],
    "ASYNC_GEN_WRAP": [(11, 11, "Wraps the top value to mark it as an item of an asynchronous generator")],
}

EXCEPTIONS: Wordings = {
    "RAISE_VARARGS": [
        (8, 15, "Raises: N is 0 to raise the current exception again, 1 for a new one, 2 for a new one and its cause"),
    ],
    "RERAISE": [
        (9, 9, "Pops the three values of an exception and raises it again"),
        (10, 10, "Pops the three values of an exception and raises it again, as from its old place if N is set"),
        (11, 15, "Pops an exception and raises it again, as from the place kept N values below if N is set"),
    ],
    "PUSH_EXC_INFO": [
        (11, 15, "Starts a handler: makes the exception on top current and keeps the former one below it"),
    ],
    "POP_EXCEPT": [
        (8, 10, "Ends a handler: makes the exception current again that was so before it"),
        (11, 15, "Ends a handler: pops the exception that was current before it and makes it so again"),
    ],
    "CHECK_EXC_MATCH": [(11, 15, "Pops the types that an except clause names, pushes whether the exception matches")],
    "CHECK_EG_MATCH": [
        (11, 15, "Pops the types of except* and an exception group; pushes the part left over and the part matched"),
    ],
    "PREP_RERAISE_STAR": [
        (
            11,
            11,
            "Pops what except* clauses raised or left over, and the group; pushes the exception to raise, or None",
        ),
    ],
    "SETUP_FINALLY": [
        (8, 10, "Opens a try block: an exception in it empties the stack to this height and jumps to a handler"),
        (12, 15, "Opens a guarded block; only inside the compiler, becomes a row of the exception table"),
    ],
    "SETUP_CLEANUP": [
        (12, 15, "Opens a guarded block that keeps the raising place; only in the compiler, becomes a table row"),
    ],
    "SETUP_WITH": [
        (8, 10, "Pops a context manager, pushes its __exit__, opens a guarded block, pushes what __enter__() gave"),
        (12, 15, "Opens the guarded body of with; only in the compiler, becomes a row of the exception table"),
    ],
    "POP_BLOCK": [
        (8, 10, "Closes the innermost open try or with block"),
        (12, 15, "Closes a guarded block; only inside the compiler, which then writes the exception table"),
    ],
    "BEGIN_FINALLY": [(8, 8, "Pushes a NULL, which tells the finally clause that follows that nothing was raised")],
    "CALL_FINALLY": [(8, 8, "Pushes the offset to come back to and jumps to a finally clause")],
    "END_FINALLY": [(8, 8, "Ends a finally clause: goes on, goes back to where it was called, or raises again")],
    "POP_FINALLY": [
        (8, 8, "Drops what a finally clause was to go back to or to raise; keeps the top value if N is set")
    ],
    "BEFORE_WITH": [(11, 13, "Pops a context manager, pushes its __exit__ and then the result of __enter__()")],
    "BEFORE_ASYNC_WITH": [
        (8, 13, "Pops an async context manager, pushes its __aexit__ and then the awaitable of __aenter__()"),
    ],
    "SETUP_ASYNC_WITH": [(8, 10, "Opens the guarded body of async with, below the result of __aenter__()")],
    "WITH_CLEANUP_START": [
        (8, 8, "Calls __exit__ (or __aexit__) with the exception, or with Nones, and pushes what it gave"),
    ],
    "WITH_CLEANUP_FINISH": [(8, 8, "Ends with: drops the exception if __exit__ gave a truthy value, else keeps it")],
    "WITH_EXCEPT_START": [
        (9, 15, "Calls __exit__ (or __aexit__), kept further down, with the exception on top; pushes what it gave"),
    ],
}

COMPILER_ONLY: Wordings = {
    "JUMP": [(12, 15, "Jumps, always; only inside the compiler, becomes JUMP_FORWARD or JUMP_BACKWARD")],
    "JUMP_NO_INTERRUPT": [
        (12, 15, "Jumps without looking for signals; only in the compiler, becomes one of the real jumps"),
    ],
    "JUMP_IF_FALSE": [
        (14, 15, "Jumps if the top value, which stays, is falsy; only in the compiler, becomes COPY and tests"),
    ],
    "JUMP_IF_TRUE": [
        (14, 15, "Jumps if the top value, which stays, is truthy; only in the compiler, becomes COPY and tests"),
    ],
    "STORE_FAST_MAYBE_NULL": [
        (12, 15, "Pops a value, or NULL, into a local variable; only in the compiler, becomes STORE_FAST"),
    ],
    "ANNOTATIONS_PLACEHOLDER": [
        (14, 15, "Holds a module's place for its annotations' code; only in the compiler, which fills or drops it"),
    ],
}

INTERPRETER_ONLY: Wordings = {
    "RESERVED": [(12, 15, "A number that CPython keeps for itself: never compiled, and running it is a fatal error")],
    "INTERPRETER_EXIT": [(12, 15, "Leaves the interpreter's loop and hands the value on top to the C code outside")],
    "EXIT_INIT_CHECK": [
        (13, 15, "Checks that an inlined __init__ returned None, in a frame that CPython makes itself")
    ],
    "ENTER_EXECUTOR": [(13, 15, "Goes over to optimized code that the interpreter put in this instruction's place")],
    "TRACE_RECORD": [(15, 15, "Notes the instructions that run, one by one, while CPython's JIT follows a hot path")],
}

_MONITORED: dict[str, list[tuple[int, int, str]]] = {
    "CALL": [(12, 15, "CALL")],
    "CALL_FUNCTION_EX": [(12, 15, "CALL")],
    "CALL_KW": [(13, 15, "CALL")],
    "LOAD_SUPER_ATTR": [(12, 15, "CALL")],
    "RESUME": [(12, 15, "PY_START or PY_RESUME")],
    "RETURN_VALUE": [(12, 15, "PY_RETURN")],
    "RETURN_CONST": [(12, 13, "PY_RETURN")],
    "YIELD_VALUE": [(12, 15, "PY_YIELD")],
    "END_FOR": [(12, 15, "STOP_ITERATION")],
    "END_SEND": [(12, 15, "STOP_ITERATION")],
    "JUMP_FORWARD": [(12, 15, "JUMP")],
    "JUMP_BACKWARD": [(12, 15, "JUMP")],
    "FOR_ITER": [(12, 13, "BRANCH"), (14, 15, "BRANCH_LEFT")],
    "POP_JUMP_IF_FALSE": [(12, 13, "BRANCH"), (14, 15, "BRANCH_RIGHT")],
    "POP_JUMP_IF_TRUE": [(12, 13, "BRANCH"), (14, 15, "BRANCH_RIGHT")],
    "POP_JUMP_IF_NONE": [(12, 13, "BRANCH"), (14, 15, "BRANCH_RIGHT")],
    "POP_JUMP_IF_NOT_NONE": [(12, 13, "BRANCH"), (14, 15, "BRANCH_RIGHT")],
    "NOT_TAKEN": [(14, 15, "BRANCH_LEFT")],
    "POP_ITER": [(14, 15, "BRANCH_RIGHT")],
    "END_ASYNC_FOR": [(14, 15, "BRANCH_RIGHT")],
}
"""The event of `sys.monitoring` that each instrumented twin reports (PEP 669; left and right branches from 3.14)."""


def _instrumented() -> Wordings:
    """Return the wordings of the twins that stand in for instructions while a tool watches (PEP 669)."""
    return {
        f"INSTRUMENTED_{name}": [
            (first, last, f"Acts as {name} and tells sys.monitoring: {event}") for first, last, event in events
        ]
        for name, events in _MONITORED.items()
    }


MONITORING: Wordings = {
    **_instrumented(),
    "INSTRUMENTED_LINE": [(12, 15, "Tells sys.monitoring that a new line starts, then runs the instruction it covers")],
    "INSTRUMENTED_INSTRUCTION": [
        (12, 15, "Tells sys.monitoring of one instruction, then runs the instruction it covers"),
    ],
}

CONTROL: Wordings = {
    **JUMPS,
    **LOOPS,
    **CALLS,
    **GENERATORS,
    **EXCEPTIONS,
    **COMPILER_ONLY,
    **INTERPRETER_ONLY,
    **MONITORING,
}
