"""Units, their history, people, the roles they hold, and the letters sent to them."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from parindex.directory.names import nfc, search_key, sort_key
from parindex.grammar.roles import ROLE_NAMES, UNIT_ROLES, Role


class Block(models.Model):
    """Units that are ranked against each other."""

    code = models.SlugField(max_length=60, unique=True)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    order = models.IntegerField(default=0)

    class Meta:
        """As the office has them."""

        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.code


class Unit(models.Model):
    """Who is assessed. `code` never changes; a name may (see UnitName); since and until: both days included."""

    code = models.CharField(max_length=60, unique=True)
    name_vi = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    short_vi = models.CharField(max_length=100, blank=True)
    block = models.ForeignKey(Block, on_delete=models.PROTECT, related_name="units")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    sort_key = models.TextField(editable=False)
    search_key = models.TextField(editable=False)

    class Meta:
        """A unit ends after it began."""

        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=models.F("since")),
                name="unit_ends_after_it_began",
            )
        ]

    def __str__(self) -> str:
        return self.code

    def name_it(self, vi: str, en: str, short: str = "") -> None:
        """Set the names and the keys made of them; the caller saves."""
        self.name_vi, self.name_en, self.short_vi = nfc(vi), nfc(en), nfc(short)
        self.sort_key = sort_key(self.name_vi)
        self.search_key = search_key(f"{self.code} {self.name_vi} {self.name_en} {self.short_vi}")


class UnitName(models.Model):
    """A name a unit had, up to the day before the next one."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="names")
    name_vi = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    since = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name_vi


class UnitAct(models.Model):
    """A merger, split, renaming, founding or closing: an act with a day and a ground, never an edit."""

    KINDS = ("found", "merge", "split", "rename", "close")

    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in KINDS])
    # whom the act is about: the new unit of a founding or merger, the old one of a split or closing
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="acts")
    on = models.DateField()
    ground = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"


class Succession(models.Model):
    """Who came out of whom by an act."""

    act = models.ForeignKey(UnitAct, on_delete=models.PROTECT, related_name="successions")
    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successors_by")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="predecessors_by")

    class Meta:
        """Once each; nobody succeeds themselves."""

        constraints = [
            models.UniqueConstraint(fields=["act", "predecessor", "successor"], name="succession_once"),
            models.CheckConstraint(condition=~Q(predecessor=models.F("successor")), name="succession_of_another"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} -> {self.successor_id}"


class People(BaseUserManager["Person"]):
    """How Django makes and finds accounts: by e-mail, in lower case."""

    def create_user(self, email: str, password: str | None = None, *, name: str = "") -> Person:
        """Make an account; without a password nobody can sign in to it until one is set by invitation."""
        person = self.model(email=self.normalize_email(email).lower())
        person.name_it(name or email)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        """The account of an e-mail address, however its letters are written."""
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """Someone who signs in. Never deleted: what they did is theirs for good."""

    LANGUAGES = (("vi", "Tiếng Việt"), ("en", "English"))
    THEMES = (("system", "system"), ("light", "light"), ("dark", "dark"))

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    position = models.CharField(max_length=200, blank=True)
    home = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="people")
    language = models.CharField(max_length=2, choices=LANGUAGES, default="vi")
    theme = models.CharField(max_length=6, choices=THEMES, default="system")
    is_active = models.BooleanField(default=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    sort_key = models.TextField(editable=False)
    search_key = models.TextField(editable=False)

    USERNAME_FIELD = "email"
    objects = People()

    class Meta:
        """By name."""

        ordering = ["sort_key", "email"]

    def __str__(self) -> str:
        return self.name

    def name_it(self, name: str) -> None:
        """Set the name and the keys made of it; the caller saves."""
        self.name = nfc(name)
        # Vietnamese lists people by their own name, which stands last
        self.sort_key = sort_key(" ".join(reversed(self.name.split(" "))))
        self.search_key = search_key(f"{self.name} {self.email}")


class Holding(models.Model):
    """A role held by a person, for a unit where the role is a unit's. Ended, not deleted."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings")
    role = models.CharField(max_length=20, choices=[(role.value, ROLE_NAMES[role].vi) for role in Role])
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="holdings")
    given_at = models.DateTimeField()
    given_by = models.BigIntegerField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.BigIntegerField(null=True, blank=True)

    class Meta:
        """Held once at a time; a unit's role has a unit and no other has one."""

        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "unit"],
                condition=Q(ended_at__isnull=True),
                nulls_distinct=False,
                name="role_held_once",
            ),
            models.CheckConstraint(
                condition=Q(role__in=sorted(UNIT_ROLES), unit__isnull=False)
                | (~Q(role__in=sorted(UNIT_ROLES)) & Q(unit__isnull=True)),
                name="unit_role_has_a_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"


class Visit(models.Model):
    """A session somebody is signed in with, so that they can see it and end it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="visits")
    session = models.CharField(max_length=40, unique=True)
    agent = models.CharField(max_length=300, blank=True)
    address = models.GenericIPAddressField(null=True, blank=True)
    began_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id} {self.began_at}"


class Letter(models.Model):
    """An e-mail, written in the transaction of what it tells of and sent after it: none is lost, none sent for nothing."""

    to = models.EmailField()
    subject = models.CharField(max_length=300)
    body = models.TextField()
    written_at = models.DateTimeField()
    # a letter is tried by one sender at a time: nobody else takes it before this moment
    not_before = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.IntegerField(default=0)
    fault = models.TextField(blank=True)

    class Meta:
        """Those that wait are found at once, however many were sent."""

        indexes = [models.Index(fields=["id"], condition=Q(sent_at__isnull=True), name="letters_waiting")]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"
