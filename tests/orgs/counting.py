"""A hasher that counts its work."""

from django.contrib.auth.hashers import MD5PasswordHasher


class Counting(MD5PasswordHasher):
    """`worked`: how often a password was hashed."""

    algorithm = "counting"
    worked = 0

    def encode(self, password, salt):
        Counting.worked += 1
        return super().encode(password, salt)
