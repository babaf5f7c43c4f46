"""The world: sandboxes, time, queue, journal. No Flask, no marshmallow, no provider names."""
