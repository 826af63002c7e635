"""`Reading` + `Resolution` + codebook -> claims, arrangements and control claims."""
