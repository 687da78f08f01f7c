"""The program on price ticks: whole numbers in, the best choice out, and the proof that it is."""
