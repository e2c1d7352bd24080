"""Everything that flows need, built once from the settings and handed down. Inside there are only values."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from redis import Redis

from creditai.clients.google_document_ai import DocumentAI
from creditai.clients.mail import Post
from creditai.clients.objects import Objects
from creditai.clients.redis import connect
from creditai.clients.stripe import Stripe
from creditai.clients.supabase import Supabase
from creditai.clock import Clock
from creditai.errors import WrongUsage
from creditai.flags import Flags
from creditai.limits import Limits
from creditai.people.passwords import Passwords
from creditai.settings import Settings, needed
from creditai.store.database import Database
from creditai.store.keys import Keys, Ring


@dataclass(frozen=True, slots=True)
class Wiring:
    """The parts of one process of the service. `close` ends their connections."""

    settings: Settings
    clock: Clock
    database: Database
    keys: Keys
    objects: Objects
    document_ai: DocumentAI | None
    redis: Redis
    flags: Flags
    limits: Limits
    passwords: Passwords
    post: Post
    supabase: Supabase
    stripe: Stripe

    def close(self) -> None:
        if self.document_ai is not None:
            self.document_ai.close()
        self.flags.stop()
        self.redis.close()
        self.database.close()
        self.keys.close()


def wire(settings: Settings) -> Wiring:
    """Build it; WrongUsage names what is not set. Nothing is connected before it is used."""
    missing = needed(settings)
    if missing:
        raise WrongUsage(f"Not set: {', '.join(missing)}. `creditai settings` tells what each is.")
    if settings.environment == "production" and settings.clock:
        raise WrongUsage("CREDITAI_CLOCK moves the clock; in production it must not be set.")
    clock = Clock(settings.clock)
    redis = connect(settings.redis.reveal())
    flags = Flags(redis, settings.data, colour=settings.colour, release=settings.release)
    pepper = base64.b64decode(settings.pepper.reveal())
    return Wiring(
        settings=settings,
        clock=clock,
        database=Database(settings.database.reveal(), pool=settings.database_pool),
        keys=Keys(settings.keys.reveal(), Ring.parse(settings.key_ring)),
        objects=Objects(settings.objects),
        document_ai=_document_ai(settings),
        redis=redis,
        flags=flags,
        limits=Limits(redis, pepper, lambda: flags.enabled("emergency-limits"), settings.limits_times),
        passwords=Passwords(settings.password_memory),
        supabase=Supabase(settings.supabase),
        post=Post(settings.mail, settings.mail_sender, clock),
        stripe=Stripe(settings),
    )


def _document_ai(settings: Settings) -> DocumentAI | None:
    if not settings.document_ai:
        return None
    return DocumentAI(settings.document_ai, settings.document_ai_key, settings.document_ai_endpoint)
