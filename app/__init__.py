"""The pages. They ask the engine and show what it says; they do no arithmetic of their own."""
