"""A check that a caller trusts. What becomes of the caller when the check turns async?"""


def is_allowed(user):
    return user == "root"


def delete_everything(user):
    if is_allowed(user):
        return f"deleted by {user}"
    return f"refused to {user}"
