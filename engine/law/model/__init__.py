"""What a document of law is: versions, citations, figures, the form of texts, the hash."""
