"""What the plain formats share: an incident as one flat row of readable values, the way back, its telling in words, its shape."""
