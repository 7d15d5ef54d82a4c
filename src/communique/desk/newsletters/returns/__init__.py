"""What comes back of deliveries: bounces (RFC 3464), complaints (RFC 5965), and letters that ask for no more."""
