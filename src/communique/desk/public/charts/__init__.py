"""Charts and small maps as SVG made on the server: pure functions, each with a title, a description and a table that says it."""
