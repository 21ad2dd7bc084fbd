"""One format, one module, each with a `FORMAT`; nothing else needs to know of a new one."""
