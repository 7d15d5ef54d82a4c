"""The same coding over gold: loaders, scorers, reports."""
