"""People: inviting, joining, signing in, tokens and roles. One verb, or one kind of secret, a file."""
