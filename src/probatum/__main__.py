"""``python -m probatum`` is ``probatum``."""

from probatum.cli import main

if __name__ == "__main__":
    main()
