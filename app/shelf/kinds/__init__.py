"""Each kind of document as a person reads it on the shelf: tables, price lists, curves."""
