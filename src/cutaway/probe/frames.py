"""Frames of the probe's protocol: a header line with a length, then that many bytes.

Knows where a frame begins and ends. Does not know what stands in it.
"""

MARK = b"cutaway1 "


def framed(content):
    """The content behind its header line."""
    return b"%s%d\n%s" % (MARK, len(content), content)


def contents(stream):
    """Yield what each frame holds, until there are no more, one breaks off, or something else comes."""
    while True:
        header = stream.readline(64)
        if not header.startswith(MARK):
            return
        length = int(header[len(MARK) :])
        content = stream.read(length)
        if len(content) < length:
            return
        yield content
