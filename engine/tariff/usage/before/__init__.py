"""What can be wrong with what is said of use before (期初累计), rule by rule."""
