"""Shapes on the wire: what Candis takes and gives. Source: https://developer.candis.io/reference."""
