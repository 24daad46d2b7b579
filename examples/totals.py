"""Sums by name, as somebody wrote them in a hurry."""


def totals(rows):
    sums = {}
    for name, amount in rows:
        sums[name] = (sums.get(name, 0)) + (amount)
    return sums


SECONDS_A_DAY = 24 * 60 * 60
