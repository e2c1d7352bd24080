"""The HTTP door: FastAPI, thin routes over flows.

application.py   the application, from a wiring      problems.py   errors as problem+json (RFC 9457)
routes/          one file per noun, found by scanning
"""
