"""File formats, one module each with `decode` and `encode`; `yaml_bank` is ours."""
