"""The doors: they show rooms to people and machines and contain no rule at all."""
