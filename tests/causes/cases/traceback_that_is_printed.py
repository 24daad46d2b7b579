# A traceback that is printed names a file, a line and what stands there; where lines moved it is another text, and no
# difference in the code made it. So it says nothing of its place, and the message alone differs.
# target: load
# call: target("k")
# output: constant no such key
# returns: several any default
# === before
import logging, sys

logging.basicConfig(stream=sys.stdout, format="%(filename)s:%(lineno)d %(message)s")

def load(key):
    try:
        return {}[key]
    except KeyError:
        logging.exception("no key")
    return None
# === after
import logging, sys

logging.basicConfig(stream=sys.stdout, format="%(filename)s:%(lineno)d %(message)s")

def load(key):
    # what is returned where there is none
    default = 0
    try:
        return {}[
            key
        ]
    except KeyError:
        logging.exception("no such key")
    return default
