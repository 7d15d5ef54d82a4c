"""What the OpenAPI document tells of operations, and the page that is made of it."""
