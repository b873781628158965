"""Things to try."""


def load(made, by_code, users, plan):
    return {}
