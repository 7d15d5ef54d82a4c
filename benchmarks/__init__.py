"""How fast it is: programs that measure and print."""
