"""What a run tells about itself, where its own code cannot lose it.

Knows a piece of memory shared by the child that writes and the supervisor that reads.
Does not know what is in a record but its `stage`.
"""

import json
import mmap
import struct

# A record is bounded where it is made; what is larger is refused, not cut in the middle.
RECORD_BYTES = 32 * 1024 * 1024
_LENGTH = struct.Struct("=Q")


class Record:
    """Facts that a child commits stage by stage, and that survive its death.

    Shared memory instead of a pipe: code under study may close every descriptor, and the record is still told.
    """

    def __init__(self, size=RECORD_BYTES):
        self._memory = mmap.mmap(-1, size)
        self.facts = {"stage": "start"}

    def commit(self, stage):
        """Make what is known so far readable, as known when `stage` begins."""
        self.facts["stage"] = stage
        written = json.dumps(self.facts).encode("ascii")
        if len(written) > len(self._memory) - _LENGTH.size:
            written = json.dumps({"stage": stage, "too_large": len(written)}).encode("ascii")
        # The length is zero while the text is being written: a death in between leaves no half record.
        self._memory[: _LENGTH.size] = _LENGTH.pack(0)
        self._memory[_LENGTH.size : _LENGTH.size + len(written)] = written
        self._memory[: _LENGTH.size] = _LENGTH.pack(len(written))

    def read(self):
        """Return the facts that were committed last, or those of a run that told nothing."""
        (length,) = _LENGTH.unpack(self._memory[: _LENGTH.size])
        if not length:
            return {"stage": "start"}
        return json.loads(self._memory[_LENGTH.size : _LENGTH.size + length].decode("ascii"))

    def close(self):
        """Give the memory back."""
        self._memory.close()
