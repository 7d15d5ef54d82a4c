"""What is looked for, as data with a schema: types, actors, grammar, hedges, numbers."""
