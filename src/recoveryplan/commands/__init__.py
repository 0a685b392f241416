"""One file a command: its signature on top, a plain ``run`` below. Each is loaded only when it is asked for."""
