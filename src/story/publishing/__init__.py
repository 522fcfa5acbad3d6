"""How tables change: files taken in, agreed with what stands, published, kept and undone."""
