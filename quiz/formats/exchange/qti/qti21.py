"""Writing packages of QTI 2.1."""

from quiz.formats.exchange.exchanged import Exported, ExportSource, Format, Trust
from quiz.formats.exchange.qti.items2 import VERSION_2
from quiz.formats.exchange.qti.packaging2 import LOSES, Kind, packed

_KIND = Kind(
    title="QTI 2.1",
    names=VERSION_2,
    item_type="imsqti_item_xmlv2p1",
    test_type="imsqti_test_xmlv2p1",
    schema="QTIv2.1 Package",
)


def encode(source: ExportSource) -> Exported:
    """Write a bank as a package; what does not come back as it was is named."""
    return packed(source, _KIND)


FORMAT = Format(
    name="qti21",
    title="QTI 2.1",
    endings=(".zip",),
    trust=lambda _source: Trust.NO,
    encode=encode,
    loses=LOSES,
)
