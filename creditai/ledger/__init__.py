"""The rows of money: read and written on a connection that is given, by its scope. Nothing here decides or asks Stripe.

contracts.py   contracts and signed papers, opened and sealed with the person's key
customers.py   which person is which customer of Stripe; the lock under which Stripe is asked
mirror.py      what Stripe said last: subscriptions and invoices
deliveries.py  what was delivered, and what Stripe's meter knows of it
events.py      events that were received, each once; drift that was found
"""
