# The compiler keeps 7 among the constants although LOAD_SMALL_INT (3.14 on) carries it in the instruction; a hybrid has
# only constants that an instruction uses. So the code with no difference put in returns other constants already.
# target: f
# call: target()
# versions: 3.14
# returns: altered
# === before
import sys
def f():
    a = 7
    return sys._getframe().f_code.co_consts
# === after
import sys
def f():
    a = 8
    return sys._getframe().f_code.co_consts
