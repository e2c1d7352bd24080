"""Money, as far as it is thinking: plans, what is due, days of the statute, what a subscription allows. Pure.

`plans`          the table of plans (`plans.toml`): price, what each allows; the unit that is paid for
`amounts`        what a period costs, and the same as tiers for Stripe
`timetable`      the days of CROA: signing, cancelling, the first letter
`states`         where plans may be sold (`states.toml`): nowhere until somebody looked
`mirror`         what Stripe said of a customer, as values; drift of our rows from it
`lateness`       units that the meter hears of late: which an invoice can still hold
`entitlements`   what Stripe's word allows today, and whether a letter may be written
`statute`        the statute's own texts (`statute.toml`), with their digests
`contract`       disclosure, contract and notice of cancellation as data, and as PDF

Stripe is reached by `clients.stripe`, rows by `store`; flows join them. Why money follows delivery:
docs/decisions/0005-money-follows-delivery.md.
"""
