"""What the PLOVER, POLECAT and CAMEO projections share: from our types, actors and places to their codes, and back."""
