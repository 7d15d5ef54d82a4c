"""Value lists of reviewing."""
