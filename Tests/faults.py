"""How the checks of this folder end."""

import sys


def end(faults, most=40):
    """Prints faults, so many at most, and ends the program: with 1 if there are any."""
    for fault in faults[:most]:
        print(fault, file=sys.stderr)
    if len(faults) > most:
        print(f"and {len(faults) - most} more", file=sys.stderr)
    sys.exit(1 if faults else 0)
