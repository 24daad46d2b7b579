# Since 3.13 the compiler takes the common indentation off docstrings (gh-81283).
# deepest: code; from 3.13: ast
# === before
def f():
    '''One.

    Two.
    '''
# === after
def f():
    '''One.

        Two.
    '''
