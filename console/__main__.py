"""`python -m console` is the command `offerwatch`."""

from console.main import main

if __name__ == "__main__":
    main()
