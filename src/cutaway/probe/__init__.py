"""Runs inside the interpreter under study: reads the layers, finds names, puts `async` in, runs what it is told to.

Python 3.8 syntax and the standard library only; imports nothing of ours but its own files.
"""
