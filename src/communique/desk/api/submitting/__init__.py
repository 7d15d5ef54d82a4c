"""Take reports that programs submit: texts at once, addresses when the worker comes to them."""
