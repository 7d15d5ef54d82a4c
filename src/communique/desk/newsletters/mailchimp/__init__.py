"""Mailchimp as the one who sends: members are brought there, briefings go out as campaigns, and what happens there comes back."""
