# IMPORT_NAME and IMPORT_FROM say what is imported.
# run: module
# defines: several instructions
# === before
from posixpath import basename as take

made = take("a/b")
# === after
from posixpath import dirname as take

made = take("a/b")
