"""What analysts ask for, as pages: scenarios, and what every reading of the law comes to."""
