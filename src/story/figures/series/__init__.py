"""Series of counts by date: arrivals, waiting families, the press and telephones."""
