"""Mail over SMTP: an issue compiled once, signed, and handed over message by message."""
