"""Frames of the probe's protocol: a header line with a length, then that many bytes; with more lengths, attachments.

Knows where a frame begins and ends. Does not know what stands in it.
"""

MARK = b"cutaway1 "


def framed(content):
    """The content behind its header line."""
    return b"%s%d\n%s" % (MARK, len(content), content)


def contents(stream):
    """Yield what each frame holds, until there are no more, one breaks off, or something else comes."""
    return (content for content, _ in with_attachments(stream))


def with_attachments(stream):
    """Yield what each frame holds, and the list of its attachments, until as above."""
    while True:
        header = stream.readline(64)
        if not header.startswith(MARK):
            return
        lengths = [int(length) for length in header[len(MARK) :].split()]
        pieces = [stream.read(length) for length in lengths]
        if list(map(len, pieces)) != lengths:
            return
        yield pieces[0], pieces[1:]
