# Only int('five') is why the side after defines nothing; 'x' + 5 raises a TypeError, which is another reason.
# run: module
# raises: constant five
# raises necessary: constant five + constant 'x'
# traceback: as raises
# traceback necessary: constant five + constant 'x'
# defines: constant five
# defines necessary: constant five + constant 'x'
# === before
a = 1
b = int("5")
c = a + b
# === after
a = "x"
b = int("five")
c = a + b
