"""Planting exactly one error of a named kind in a true statement."""

from evals.planting.errors import Kind, Planted
from evals.planting.plant import LONGEST, plant, plant_each

__all__ = ["LONGEST", "Kind", "Planted", "plant", "plant_each"]
