"""The desk: pages with JSON twins, and an API, over one store. Needs the extra `web`.

`app.make_app` builds it; `desk` holds what every page shares; `guard` stands before all of them.
"""
