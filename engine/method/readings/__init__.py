"""Every reading of a method's switches at once (各种读法): each line by what it looks at."""
