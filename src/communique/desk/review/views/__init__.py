"""The pages of reviewing. Every view asks for the role; what changes something asks for POST and for the event's lock."""
