"""How much may be asked: a bucket in the database for each token and each address, over all processes."""
