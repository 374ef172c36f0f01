"""What the body of evidence says and how sure it is; pure."""
