"""What operations answer: typed structs, from which the schema is made."""
