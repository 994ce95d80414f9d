"""The rules of the hub: standard library only, no database and no screen."""
