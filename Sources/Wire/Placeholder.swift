// Room opened; its first file replaces this one.
