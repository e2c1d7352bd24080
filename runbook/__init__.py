"""The way to production, and back: checks, releases, rollback, rescue. It never imports the product.

    facts.py     what is true now: observed, never remembered      actions.py   what may be done, as values
    checks/      what must be true, read only                      steps/       what changes, as descriptions
    plan.py      what would be done, and its digest                run.py       doing it, turning back, resuming
    perform.py   the only file that changes or sends anything      journal.py   what was meant and what came of it
    database/    backups, proved; migrations, rehearsed        making.py    a release, built from a checkout
    lease.py     one operator at a time                            targets/     where the product runs
    watching.py  looking at a release while people meet it         retention.py  which backups stay
    items.py     what the folders of one file each have in common  answered.py   the edge's log, read over its turns
    judge/       is the release well, and what follows             cli/         the verbs
    verifications/  is what answers as it should be                diagnosis/   what is wrong, and what it means
    notifiers/   ways to tell people, described                    telling.py   telling them, once
    incident/    incidents, contacts, status page                  messages/    what is told, as values
    returning.py  what cannot be taken back, named and confirmed    already.py   a release that serves already
    told.py      what a release is told, for a shell               maintenance.py  its minutes, by name
    emergencies.py  offering less for a while                      document.md  the book: R001 to R180
    served.py, coverage.py  which code serves each line, which test proves it, when it last ran here

The product is known here by its HTTP contract, its release folder and its database.
"""
