"""The operation `pair`: how deep the difference between two texts goes, by the cheapest proof that there is.

Knows both roads to "same code" (DECISIONS, 1) and the order in which layers are asked. Does not know what counts in a
layer, nor what a difference is called: what is listed is captured.
"""

from . import details, exemptions, grading, stripping, tree_road
from .capture import unit_of
from .equivalence import differing_layers
from .tree_difference import same_tree
from .trouble import Trouble

_LAYERS_OF_CODE = ("code", "bytecode")
_SAME_CODE = {"positions_moved": False, "allowed": [], "error": None, "details": None}


def pair(request):
    """Answer a `pair` request (ARCHITECTURE.md, "A repository's changes"). Raises Trouble."""
    optimize = request.get("optimize")
    units = [_unit(request[side], -1 if optimize is None else optimize) for side in ("before", "after")]
    if request["before"]["content"] == request["after"]["content"]:
        units[1] = units[0]
    answer = _judged(units, request)
    if request.get("named") and answer["deepest"] in _LAYERS_OF_CODE:
        answer["details"] = details.details(units, exemptions.checked(request.get("allow") or ()))
    return answer


def _judged(units, request):
    asked = _Pair(units, request)
    answer = asked.answer_by_trees() if _differ_all_over(*units) else None
    if answer is not None:
        return answer
    error = _error(*units)
    if error is not None:
        return dict(_SAME_CODE, deepest=None, error=error)
    return asked.answer()


def _unit(source, optimize):
    if source.get("kind", "source") != "source" or any((source.get("select") or {}).values()):
        raise Trouble("probe", "%s: a pair is of two whole source files" % source["filename"])
    return unit_of(source, optimize)


def _error(before, after):
    """Why a side does not compile, or None: {"side", "type", "message", "line"}."""
    failed = [(side, why) for side, why in (("before", _failure(before)), ("after", _failure(after))) if why]
    if not failed:
        return None
    told = {"side": "both" if len(failed) == 2 else failed[0][0]}
    told.update(failed[0][1])
    return told


def _failure(unit):
    try:
        _ = unit.module_code
    except (SyntaxError, ValueError) as error:
        message = getattr(error, "msg", None) or str(error)
        return {"type": type(error).__name__, "message": str(message), "line": getattr(error, "lineno", None)}
    return None


def _differ_all_over(before, after):
    """Whether most lines stand between the first that differs and the last.

    As in a file formatted anew, whose code is seldom equal at once: there, parsing both sides and compiling one costs
    less. Else compiling both does. Either road alone would do: this decides about time only.
    """
    ours, theirs = before.lines, after.lines
    return 2 * sum(grading.common_lines(ours, theirs)) < min(len(ours), len(theirs))


class _Pair:
    """Two units, and what was asked of them."""

    def __init__(self, units, request):
        self.before, self.after = units
        self._graded = request.get("depth", "code") == "graded"
        self._count_positions = bool(request.get("count_positions"))
        self._allow = exemptions.checked(request.get("allow") or ())
        self._real_layers = {}

    def answer_by_trees(self):
        """What the operation answers where the trees alone say it; None where they do not."""
        if self._count_positions:
            return None
        try:
            found, allowed = self._differing(self._differing_trees)
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            return None  # The other road says what is wrong, and with which side.
        if found is None:
            return None
        if found:
            return dict(_SAME_CODE, deepest=self._told(found))
        moved = tree_road.moved(self.before, self.after) or not stripping.same_positions(*self._codes)
        return self._same_code(moved, allowed, same_stripped=False)

    def answer(self):
        """What the operation answers; both sides compile."""
        codes = self._codes
        same_stripped = stripping.same_stripped(*codes)
        moved = not stripping.same_positions(*codes)
        found, allowed = (frozenset(), []) if same_stripped else self._differing(self._differing_but_for)
        if not found and moved and self._count_positions:
            found = frozenset({"bytecode"})
        if found:
            return dict(_SAME_CODE, deepest=self._told(found), allowed=allowed)
        return self._same_code(moved, allowed, same_stripped)

    @property
    def _codes(self):
        return self.before.module_code, self.after.module_code

    def _same_code(self, moved, allowed, same_stripped):
        above = self._above_code(allowed, same_stripped) if self._graded else None
        return dict(_SAME_CODE, deepest=above, positions_moved=moved, allowed=allowed)

    def _told(self, found):
        """The deepest of the layers of code, by the name that was asked for."""
        return "bytecode" if self._graded and "bytecode" in found else "code"

    def _differing(self, differing_but_for):
        """The layers of code that differ, None where that is not known, and the exemptions without which more would."""
        found = differing_but_for([])
        if not found or not self._allow:
            return found, []
        exempted = differing_but_for(self._allow)
        if exempted is None or exempted:
            return exempted, []
        return exempted, self._needed(differing_but_for)

    def _needed(self, differing_but_for):
        """The fewest of the allowed exemptions that still leave no difference, each left out in turn."""
        needed = list(self._allow)
        for name in self._allow:
            rest = [one for one in needed if one != name]
            if not differing_but_for(rest):
                needed = rest
        return needed

    def _differing_trees(self, names):
        """The layers that differ as far as the trees alone say it, else None."""
        return tree_road.differing_layers(self.before, self.after, names)

    def _differing_but_for(self, names):
        """The layers that differ by both roads: stripped as they are, and by their trees without positions."""
        locals_count = exemptions.LOCALS not in names
        if self._count_positions and set(names) <= {exemptions.LOCALS}:
            return self._really_differing(locals_count)
        found = self._differing_trees(names)
        if found is not None:
            return found
        found = self._neutrally_differing(names, locals_count)
        return found and found & self._really_differing(locals_count)

    def _neutrally_differing(self, names, locals_count):
        codes = [exemptions.neutral_code(unit, names) for unit in (self.before, self.after)]
        if stripping.same_stripped(*codes):
            return frozenset()
        return differing_layers(*codes, locals_count=locals_count)

    def _really_differing(self, locals_count):
        if locals_count not in self._real_layers:
            self._real_layers[locals_count] = differing_layers(*self._codes, locals_count=locals_count)
        return self._real_layers[locals_count]

    def _above_code(self, allowed, same_stripped):
        """The deepest layer above code that differs."""
        before, after = self.before, self.after
        if same_stripped and grading.same_tokens(before, after):
            return None if grading.same_source(before, after) else "source"
        if not tree_road.same_trees(before, after) and not self._same_exempted_trees():
            return "ast" if grading.same_symbols(before, after) else "symbols"
        if grading.same_tokens(before, after):
            return None if grading.same_source(before, after) else "source"
        return "tokens"

    def _same_exempted_trees(self):
        if not self._allow:
            return False
        return same_tree(*(exemptions.exempted_tree(unit, self._allow) for unit in (self.before, self.after)))
