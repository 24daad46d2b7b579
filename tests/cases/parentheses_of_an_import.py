# Parentheses leave no trace in the tree.
# deepest: tokens
# === before
from a import b
# === after
from a import (b)
