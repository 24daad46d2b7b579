"""Finds CPythons, runs the probe in them, and keeps one alive for many requests.

Knows processes, paths and their failures. Does not know what a layer means.
"""

from __future__ import annotations

from .discovery import discover, survey
from .interpreter import Interpreter, Unusable, host, host_note
from .probing import Probe, ask_all
from .selection import select

__all__ = ["Interpreter", "Probe", "Unusable", "ask_all", "discover", "host", "host_note", "select", "survey"]
