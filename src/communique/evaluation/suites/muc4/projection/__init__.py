"""From what the coder wrote on a report (parse, layers, events) to MUC-4 templates."""
