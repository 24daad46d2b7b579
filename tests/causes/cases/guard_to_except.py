# In a handler loads own their reference, elsewhere they borrow it (3.14 on); the statements are the same, so that
# what is multiplied can be put in apart from where it stands.
# target: cached
# call: target("k")
# returns: constant 3
# === before
_cache = {}

def cached(key):
    if key in _cache:
        return _cache[key]
    print("miss", key)
    value = _cache[key] = key * 2
    return value
# === after
_cache = {}

def cached(key):
    try:
        return _cache[key]
    except KeyError:
        print("miss", key)
        value = _cache[key] = key * 3
        return value
