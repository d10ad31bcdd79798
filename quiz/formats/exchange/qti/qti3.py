"""Writing packages of QTI 3.0."""

from quiz.formats.exchange.exchanged import Exported, ExportSource, Format, Trust
from quiz.formats.exchange.qti.items2 import VERSION_3
from quiz.formats.exchange.qti.packaging2 import LOSES, Kind, packed

_KIND = Kind(
    title="QTI 3.0",
    names=VERSION_3,
    item_type="imsqti_item_xmlv3p0",
    test_type="imsqti_test_xmlv3p0",
    schema="QTI Package",
)


def encode(source: ExportSource) -> Exported:
    """Write a bank as a package; what does not come back as it was is named."""
    return packed(source, _KIND)


FORMAT = Format(
    name="qti3",
    title="QTI 3.0",
    endings=(".zip",),
    trust=lambda _source: Trust.NO,
    encode=encode,
    loses=LOSES,
)
