"""Offer less for a while, so that the rest lives: limits, switches, maintenance; works with the application down."""
