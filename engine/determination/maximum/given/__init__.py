"""What a maximum is computed from: `prepared` has it all, whichever way the switches are read."""
