"""Reports given by hand: pasted text, an address, files."""
