"""Build the compressed copies before the first start: ``python -m innovation_hub.web.assets``."""

from innovation_hub.web.assets.installed import store

if __name__ == "__main__":
    assets = store()
    made = assets.build()
    print(f"{made} copies made in {assets.folder}")
