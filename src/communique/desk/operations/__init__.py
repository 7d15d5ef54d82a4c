"""Running the desk: serve, doctor, health, metrics, backup."""
