"""What the site costs, measured beside other things in the same run: `make bench`."""
