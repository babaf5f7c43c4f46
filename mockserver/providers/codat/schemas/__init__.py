"""The shapes on the wire. Source: Platform API specification 3.0.0."""
