"""The command line: arguments, color, exit statuses; one file a command."""
