"""The whole service on this machine: PostgreSQL, Valkey, the application and a worker, all data in one folder.

    folder/postgresql  folder/valkey   the parts            folder/service.env   settings, for other verbs too (0600)
    folder/objects     folder/mail     papers, mails        folder/run           pid, port   folder/logs
    folder/stripe.json                 the books of the stand-in for Stripe, where there is one

`starting`      up and down
`daemons`       the processes that `up` starts: known, left running, started anew
`environment`   what they are told; secrets are made once, addresses and the clock are those of this start
`payments`      a stand-in for Stripe: a process beside the service, reached as Stripe is, never imported

Nothing supervises here; for a machine that serves people, `creditai release` does.
"""

from __future__ import annotations

from creditai.local.environment import environment as environment
from creditai.local.starting import down as down
from creditai.local.starting import up as up
