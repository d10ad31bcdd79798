"""QR codes of addresses: for the board as a picture, for a terminal as text."""

import io

import segno


def _made(address: str) -> segno.QRCode:
    return segno.make(address, error="m", micro=False)


def qr_svg(address: str) -> bytes:
    """Return the QR code of an address as a picture: black on white, with its quiet zone."""
    out = io.BytesIO()
    _made(address).save(out, kind="svg", border=4, dark="#000", light="#fff", xmldecl=False)
    return out.getvalue()


def qr_rows(address: str) -> list[list[bool]]:
    """Return the modules of the QR code, row by row, its quiet zone of two included."""
    rows = _made(address).matrix_iter(border=2)
    return [[bool(module) for module in row] for row in rows]
