"""Which published figure goes back to which."""
