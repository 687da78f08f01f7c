"""The figures for any method as a file of people: read, computed with, and its template.

Read `figures` (a YAML file as inputs, every fault at its place), then `case` (the method computed
on it) and `template` (the file as it is to be filled in, made from the document).
"""
