"""The HTTP door: FastAPI, thin routes over flows.

application.py   the application, from a wiring      problems.py   errors as problem+json (RFC 9457)
asking.py        who may call a route                 cookies.py    the cookie of a session
routes/          one file per noun, found by scanning
"""
