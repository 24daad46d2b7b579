"""The channels of behavior: what one run of one side says on each, in a form that compares and in words.

Knows what a run's record holds, and what in it is noise: addresses, lines that moved, the side's own name.
Does not know the other side, nor what a difference is called.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .printed_places import without_places

Place = Mapping[str, Any]
"""A place as `probe/placing.py` tells it; in a hybrid's record `origin` says whose line it is, "before" or "after"."""

CHANNELS = ("returns", "output", "raises", "warns", "eventually", "introspection", "traceback", "defines")

_ADDRESS = re.compile(r"\bat 0x[0-9A-Fa-f]+")
_MASK = "at 0x..."
_INSIDE_A_WORD = re.compile(r"[\w.+\\-]{2}")
_LAST_WORD = re.compile(r"[\w.+\\-]+\Z")
UNAWAITED = "was never awaited"
STILL_REFERENCED = "still referenced"
VARYING = "another in each run"
DID_NOT_LOAD = "did not load: "

# Stages in which the code under study itself is at work, and how a sentence calls them.
_DURING = {
    "start": "before it was loaded",
    "load": "while loading",
    "call": "during the call",
    "show": "while its result was shown (__repr__ or __str__)",
    "drop": "when its result was dropped",
    "drive": "while it was driven",
    "exit": "at exit",
}


@dataclass(frozen=True)
class Seen:
    """One channel of one run.

    `key` is what compares. `outline` is the part of it that stays when values vary (a type, a category). `lines` are
    for a reader, `words` is one line of them.
    """

    key: Any
    outline: Any
    words: str
    lines: tuple[str, ...] = ()


NOTHING = Seen(None, None, "nothing")
UNSEEN = Seen("not seen", "not seen", "not seen")
"""What a run that did not come to its end could not be asked any more: neither the same nor different."""


@dataclass
class Account:
    """One baseline of one side, read channel by channel.

    `own_name` is the target's name, `neutral` what stands for it where the two sides' names differ. `statement` says
    which statement a place in the side's own text belongs to, in numbers that both sides share. `files` are both sides'
    files, as their code names them. `masked` and `placed` tell the channels in which an address, or a place in one of
    these files, was masked.
    """

    facts: Mapping[str, Any]
    runs: Mapping[str, Any]
    own_name: str = ""
    neutral: str = ""
    statement: Callable[[Place], Any] = lambda place: place["line"]
    masked: set[str] = field(default_factory=set)
    files: tuple[str, ...] = ()
    placed: set[str] = field(default_factory=set)

    @property
    def dropped(self) -> Mapping[str, Any]:
        """The record of the run that called and let the result go."""
        record: Mapping[str, Any] = self.runs["dropped"]["record"]
        return record

    def seen(self, channel: str) -> Seen:
        """What this baseline says on a channel."""
        reader: Callable[[], Seen] = getattr(self, f"_{channel}")
        return reader()

    def _returns(self) -> Seen:
        value = self.dropped.get("returns")
        if value is None:
            return NOTHING
        words = self._value_words(value, "returns")
        return Seen(self._value_key(value), value["type"], words, (words,))

    def _output(self) -> Seen:
        phase = "call" if self.facts.get("call") is not None else "load"
        return self._printed(self.runs["dropped"], phase, "output")

    def _printed(self, run: Mapping[str, Any], phase: str, channel: str) -> Seen:
        texts = run["output"].get(phase, {})
        key = {stream: self._mask(texts[stream], channel) for stream in ("stdout", "stderr") if texts.get(stream)}
        if not key:
            return NOTHING
        lines = [f"{stream}: {line}" for stream, text in key.items() for line in text.split("\n")[: _lines_in(text)]]
        return Seen(key, sorted(key), printed_words(key), tuple(lines))

    def _raises(self) -> Seen:
        record = self.dropped
        lines: list[str] = []
        keys: list[Any] = []
        outline: list[Any] = []
        for name, lead in (("load_raises", DID_NOT_LOAD), ("raises", "")):
            if name in record:
                lines += self._exception_lines(record[name], lead)
                keys.append([name, self._exception_key(record[name], "raises")])
                outline.append([name, record[name]["type"]])
        if record.get("unbound"):
            lines.append("the name is not there once the module is loaded")
            keys.append("unbound")
        if ended := self.outcome("dropped"):
            lines.append(ended)
            keys.append(ended)
        return Seen(keys, outline or keys, lines[0], tuple(lines)) if keys else NOTHING

    def outcome(self, run: str) -> str:
        """How a run ended that did not come to its own end, in one line; "" for one that did, or was only looked at."""
        if run not in self.runs:
            return ""
        if size := self.runs[run]["record"].get("too_large"):
            return f"could not be observed: what there is to tell of it takes {size} bytes"
        ended = self.runs[run]["ended"]
        if ended["how"] == "complete" or ended["stage"] in ("look", "end"):
            return ""
        if ended["stage"] == "trouble":
            return f"could not be observed: {self.runs[run]['record'].get('trouble')}"
        words = f"{self._end_words(ended)} {_DURING.get(ended['stage'], '')}".rstrip()
        return f"{words}: stopped" if ended["how"] in ("timeout", "output") else words

    def _end_words(self, ended: Mapping[str, Any]) -> str:
        limits = self.facts["limits"]
        if "cpu_seconds" in ended:
            return f"used more than {ended['cpu_seconds']:g} s of CPU time"
        return {
            "timeout": f"did not end within {limits['timeout']:g} s",
            "output": f"printed more than {size_words(limits['output_cap'])}",
            "signal": f"died of {ended.get('signal')}",
            "exit": f"ended its process with status {ended.get('status')}",
            "lost": "took its supervising process down",
        }[ended["how"]]

    def _warns(self) -> Seen:
        record = self.dropped
        entries = record.get("warns", [])
        at_load = record.get("warns_at_load", len(entries))
        mine = entries[at_load:] if self.facts.get("call") is not None else entries
        return self._warned(mine, record.get("waiting", []), "warns")

    def _warned(self, entries: Sequence[Mapping[str, Any]], waiting: Sequence[Mapping[str, Any]], channel: str) -> Seen:
        keys = [self._warning_key(entry, channel) for entry in entries]
        keys += [[STILL_REFERENCED, self._neutral(one["name"]), self._place_key(one["made"])] for one in waiting]
        lines = [self._warning_words(entry, channel) for entry in entries]
        lines += [self._waiting_words(one) for one in waiting]
        if not keys:
            return NOTHING
        return Seen(keys, [key[0] for key in keys], lines[0], tuple(lines))

    def _warning_key(self, entry: Mapping[str, Any], channel: str) -> list[Any]:
        message = self._neutral(self._mask(entry["message"], channel))
        places = [self._place_key(entry["place"]), self._place_key(entry["made"])]
        return [entry["category"], message, *places, entry["ignored"]]

    def _warning_words(self, entry: Mapping[str, Any], channel: str) -> str:
        words = f"{entry['category']}: {self._mask(entry['message'], channel)}"
        if entry["made"] is not None:
            words += f", made {self._place_words(entry['made'])}"
        if entry["place"] is not None:
            words += f", {self._place_words(entry['place'])}"
        return words + (" (an exception that nobody can catch)" if entry["ignored"] else "")

    def _eventually(self) -> Seen:
        if "driven" not in self.runs:
            return NOTHING
        record = self.runs["driven"]["record"]
        gave = record.get("eventually")
        printed = self._printed(self.runs["driven"], "drive", "eventually")
        warned = self._warned(record.get("warns", [])[record.get("warns_before", 0) :], [], "eventually")
        key: dict[str, Any] = {"gives": self._gift_key(gave), "output": printed.key, "warns": warned.key}
        outline = [_gift_outline(gave), printed.outline, warned.outline]
        lines = [*printed.lines, *self._gift_lines(gave), *warned.lines]
        if ended := self.outcome("driven"):
            key["outcome"] = ended
            lines.append(ended)
        words = [f"prints {printed.words}"] if printed.key else []
        words += [ended] if ended else self._gift_lines(gave)[:1]
        return Seen(key, outline, ", ".join(words) or "nothing", tuple(lines))

    def _gift_key(self, gave: Mapping[str, Any] | None) -> Any:
        if gave is None:
            return None
        key: dict[str, Any] = {"kind": gave["kind"], "more": gave.get("more")}
        for part in ("value", "returned"):
            if part in gave:
                key[part] = self._value_key(gave[part], "eventually")
        if "items" in gave:
            key["items"] = [self._value_key(item, "eventually") for item in gave["items"]]
        if "raises" in gave:
            key["raises"] = self._exception_key(gave["raises"], "eventually")
            key["traceback"] = [self._place_key(frame) for frame in gave["traceback"]]
        return key

    def _gift_lines(self, gave: Mapping[str, Any] | None) -> list[str]:
        if gave is None:
            return []
        lines = []
        if "items" in gave:
            items = ", ".join(self._value_words(item, "eventually") for item in gave["items"])
            more = f", and more after {len(gave['items'])}" if gave["more"] else ""
            lines.append(f"gives {items or 'no items'}{more}")
        if "value" in gave:
            lines.append(f"returns {self._value_words(gave['value'], 'eventually')}")
        if (gave.get("returned") or {}).get("repr", "None") != "None":
            lines.append(f"then returns {self._value_words(gave['returned'], 'eventually')}")
        return lines + (self._exception_lines(gave["raises"], "raises ") if "raises" in gave else [])

    def _introspection(self) -> Seen:
        told = self.dropped.get("introspection")
        if told is None and not self.dropped.get("unbound"):
            return UNSEEN
        if not told:
            return NOTHING
        if self.facts.get("call") is None:
            key = {f"{name}: {part}": value for name, one in told.items() for part, value in one.items()}
        else:
            key = {part: self._own(value) if part == "name" else value for part, value in told.items()}
        key = {part: self._mask(value, "introspection") for part, value in key.items()}
        lines = tuple(f"{part} {value!r}" if part.endswith("doc") else f"{part} {value}" for part, value in key.items())
        return Seen(key, sorted(key), "; ".join(lines), lines)

    def _traceback(self) -> Seen:
        frames = self.dropped.get("traceback")
        if not frames:
            return NOTHING
        lines = tuple(self._place_words(frame) for frame in frames)
        return Seen([self._place_key(frame) for frame in frames], [len(frames)], lines[-1], lines)

    def _defines(self) -> Seen:
        names = self.dropped.get("defines")
        if not names:
            return NOTHING
        key = {name: [one["type"], self._mask(one.get("repr"), "defines")] for name, one in names.items()}
        lines = tuple(f"{name}: {kind}" + (f" = {text}" if text else "") for name, (kind, text) in key.items())
        return Seen(key, {name: one["type"] for name, one in names.items()}, ", ".join(names), lines)

    def _value_key(self, value: Mapping[str, Any], channel: str = "returns") -> list[Any]:
        return [value["type"], self._mask(value.get("repr"), channel), value.get("cut")]

    def _value_words(self, value: Mapping[str, Any], channel: str) -> str:
        if "repr" not in value:
            return f"{_article(value['type'])} {value['type']} object"
        cut = f"... ({value['cut']} characters)" if value["cut"] else ""
        return f"{self._mask(value['repr'], channel)}{cut}"

    def _exception_key(self, error: Mapping[str, Any], channel: str) -> dict[str, Any]:
        """The exception with its notes, what it came from, and a group's members."""
        behind = error.get("because")
        return {
            "type": error["type"],
            "message": self._neutral(self._mask(error["message"], channel)),
            "notes": [self._mask(note, channel) for note in error["notes"]],
            "because": None if behind is None else self._exception_key(behind, channel),
            "members": [self._exception_key(member, channel) for member in error.get("members", ())],
        }

    def _exception_lines(self, error: Mapping[str, Any], lead: str) -> list[str]:
        message = self._mask(error["message"], "raises")
        lines = [f"{lead}{error['type']}" + (f": {message}" if message else "")]
        if error["type"] == "MemoryError":
            lines[0] += f" (the memory limit is {size_words(self.facts['limits']['memory'])})"
        lines += [f"note: {self._mask(note, 'raises')}" for note in error["notes"]]
        if error.get("because"):
            lines += self._exception_lines(error["because"], "from ")
        for member in error.get("members", ()):
            lines += self._exception_lines(member, "member ")
        return lines

    def _place_key(self, place: Mapping[str, Any] | None) -> Any:
        """The statement at a place, not its line: lines move (DECISIONS: line numbers in behavior)."""
        if place is None or "call" in place:
            return place and "call"
        function = self._own(place["function"])
        if place["own"]:
            return [function, self.statement(place)]
        return [place["file"], function, place["text"]]

    def _mask(self, text: Any, channel: str) -> Any:
        """The text without addresses, places, and the name of the module under study before a class of its own."""
        if not isinstance(text, str):
            return text
        unplaced = without_places(text, self.files)
        if unplaced != text:
            self.placed.add(channel)
        masked = _ADDRESS.sub(_MASK, unplaced)
        if masked != unplaced:
            self.masked.add(channel)
        module = self.facts.get("module")
        return masked.replace(f"<{module}.", "<") if module else masked

    def _place_words(self, place: Mapping[str, Any]) -> str:
        """A place for a reader: file and line, the function, the text of the line."""
        if "call" in place:
            return f"by the call {self.facts['call']}"
        function = f" in {place['function']}" if place["function"] else ""
        return f"at {place['file']}:{place['line']}{function}: {place['text']}"

    def _waiting_words(self, one: Mapping[str, Any]) -> str:
        made = f", made {self._place_words(one['made'])}" if one["made"] else ""
        return f"coroutine {one['name']!r} is not awaited and still referenced: it warns at exit only{made}"

    def _own(self, name: Any) -> Any:
        return self.neutral if self.neutral and name == self.own_name else name

    def _neutral(self, text: str) -> str:
        if not self.neutral:
            return text
        return re.sub(rf"\b{re.escape(self.own_name)}\b", lambda _: self.neutral, text)


def printed_words(texts: Mapping[str, str]) -> str:
    """What was printed, in one short line."""
    shown = [f"{_shortened(text)!r}" + (" on stderr" if name == "stderr" else "") for name, text in texts.items()]
    return " and ".join(shown)


def shortened(text: str, limit: int) -> str:
    """The text, of more than `limit` characters its beginning: cut inside a word or number only where one fills it."""
    if len(text) <= limit:
        return text
    whole_words = text[:limit]
    if _INSIDE_A_WORD.fullmatch(text[limit - 1 : limit + 1]):
        whole_words = _LAST_WORD.sub("", whole_words)
    return f"{whole_words if len(whole_words) > limit // 2 else text[:limit]}..."


def size_words(size: int) -> str:
    """A number of bytes in the largest unit that divides it."""
    for unit, factor in (("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)):
        if size >= factor and size % factor == 0:
            return f"{size // factor} {unit}"
    return f"{size} bytes"


def _gift_outline(gave: Mapping[str, Any] | None) -> Any:
    if gave is None:
        return None
    types = [gave[part]["type"] for part in ("value", "returned", "raises") if gave.get(part)]
    return [gave["kind"], types, gave.get("more")]


def _lines_in(text: str) -> int:
    """How many lines there are: a line end ends the last one, it does not begin another."""
    return text.count("\n") + (not text.endswith("\n"))


def _shortened(text: str, limit: int = 200) -> str:
    return text if len(text) <= limit else f"{shortened(text, limit)} ({len(text)} characters)"


def _article(word: str) -> str:
    return "an" if word[:1] in "aeiouAEIOU" else "a"
