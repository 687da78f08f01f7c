"""What is kept, as people read it: a use agreement (`agreement`); what is found of a record
(`verification`)."""
