"""Guided tours: what a partner sends step by step, as data that people read and programs run."""

from mockserver.tours.tour import Look, Request, Steer, Step, Tour, UnknownTourError, load, names

__all__ = ["Look", "Request", "Steer", "Step", "Tour", "UnknownTourError", "load", "names"]
