"""What a maximum is computed from: `prepared` has it all, whichever way the switches are read, and
`reviews` how each item of each year of accounts was treated."""
