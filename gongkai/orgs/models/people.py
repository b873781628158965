"""People: users, posts they hold, roles granted to them, and the rolls on which they stand."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from gongkai.ledger.fields import PathField
from gongkai.orgs.models.organization import Organization


class UserManager(BaseUserManager):
    def get_by_natural_key(self, username):
        return self.get(username=username)


class User(AbstractBaseUser):
    """One who can log in. Person, post and permission are three things."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(null=True)
    password_set_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()


class Post(models.Model):
    """A post at an organization and who holds it from when to when; nobody = vacancy (R137, R159)."""

    org = models.ForeignKey(Organization, models.CASCADE, related_name="posts")
    duty = models.CharField(max_length=20)  # head | deputy | secrecy | clerk | keeper | other
    title = models.CharField(max_length=60)
    holder = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    holder_name = models.CharField(max_length=60, default="", blank=True)
    acting = models.BooleanField(default=False)
    phone = models.CharField(max_length=40, default="", blank=True)
    from_date = models.DateField()
    to_date = models.DateField(null=True)
    basis = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["org", "duty", "from_date"], name="post_org_duty")]


class Grant(models.Model):
    """A role given to a person at an organization for a period; `subtree` reaches all below."""

    user = models.ForeignKey(User, models.CASCADE, related_name="held_grants")
    role = models.CharField(max_length=24)
    org = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    org_path = PathField()
    subtree = models.BooleanField(default=False)
    acting = models.BooleanField(default=False)
    from_date = models.DateField()
    to_date = models.DateField(null=True)
    basis = models.CharField(max_length=200, default="", blank=True)
    given_by = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["user", "from_date"], name="grant_user"),
            models.Index(fields=["org", "role"], name="grant_org_role"),
        ]


class Membership(models.Model):
    """A member on an organization's roll (R158). `user` is null until the member gets an account."""

    org = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    org_path = PathField()
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    roll_number = models.CharField(max_length=30)
    name = models.CharField(max_length=60)
    status = models.CharField(max_length=12, default="full")  # full | probationary
    group = models.CharField(max_length=40, default="", blank=True)
    joined_on = models.DateField(null=True)
    from_date = models.DateField()
    to_date = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["org", "roll_number"], condition=models.Q(to_date=None), name="roll_number_once"
            )
        ]
        indexes = [models.Index(fields=["user", "from_date"], name="member_user")]

    @property
    def on_probation(self) -> bool:
        """A member who has no vote yet."""
        return self.status == "probationary"


class UnitCode(models.Model):
    """An invitation code by which people of a unit or village join its circle (R158)."""

    org = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    code_sha256 = models.CharField(max_length=64, unique=True)
    valid_until = models.DateField()
    issued_at = models.DateTimeField()
    issued_by = models.BigIntegerField(null=True)


class UnitMembership(models.Model):
    """A person of the masses who belongs to an organization's unit or village."""

    org = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    org_path = PathField()
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["org", "user"], name="unit_member_once")]
