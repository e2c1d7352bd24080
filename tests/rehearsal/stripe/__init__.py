"""The stand-in for Stripe, through Stripe's own client."""
