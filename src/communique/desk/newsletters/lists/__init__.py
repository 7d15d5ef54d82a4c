"""The lists, as editors make and look after them, and the proof of consent."""
