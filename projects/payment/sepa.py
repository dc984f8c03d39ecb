"""A payment order as pain.001.001.09 (ISO 20022). The same file comes out again: message, moment and payments are those of its rows."""

import xml.etree.ElementTree as ET
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import sepaxml
from sepaxml import SepaTransfer

from partnerships.base import clock
from projects.payment.charset import bank_text
from projects.payment.models import PaymentFile, PaymentLine

if TYPE_CHECKING:
    from xmlschema import XMLSchema

SCHEMA = "pain.001.001.09"
NAMESPACE = f"urn:iso:std:iso:20022:tech:xsd:{SCHEMA}"
NAME, PURPOSE = 70, 140


@cache
def _schema() -> "XMLSchema":
    """Read once in a process, by the first file: reading it takes longer than a file does, and few processes ever write one."""
    return import_module("xmlschema").XMLSchema(str(Path(sepaxml.__file__).parent / "schemas" / f"{SCHEMA}.xsd"))


def as_xml(file: PaymentFile, lines: list[PaymentLine]) -> bytes:
    """Checked against its schema as it goes out; raises where it does not hold."""
    config = {"name": bank_text(file.account.holder, NAME), "IBAN": file.account.iban, "batch": True, "currency": "EUR"}
    if file.account.bic:
        config["BIC"] = file.account.bic
    transfer = SepaTransfer(config, schema=SCHEMA, clean=False)
    for line in lines:
        payment = {
            "name": bank_text(line.account.holder, NAME),
            "IBAN": line.account.iban,
            "amount": int(line.amount * 100),
            "execution_date": file.day,
            "description": line.purpose,
            "endtoend_id": line.end_to_end,
        }
        if line.account.bic:
            payment["BIC"] = line.account.bic
        transfer.add_payment(payment)
    xml = _settled(transfer.export(validate=False), file)
    _schema().validate(xml.decode())
    return xml


def _settled(xml: bytes, file: PaymentFile) -> bytes:
    """The library draws ids and takes the time of now: here they are the file's; a bank without BIC is named as German banks want."""
    root = ET.fromstring(xml)  # noqa: S314 - written one line above
    ns = {"p": NAMESPACE}
    moment = file.made_at.astimezone(clock.BERLIN).strftime("%Y-%m-%dT%H:%M:%S")
    for path, text in (("p:MsgId", file.name), ("p:CreDtTm", moment)):
        root.find(f"p:CstmrCdtTrfInitn/p:GrpHdr/{path}", ns).text = text
    for number, info in enumerate(root.iterfind("p:CstmrCdtTrfInitn/p:PmtInf", ns), start=1):
        info.find("p:PmtInfId", ns).text = f"{file.name}-{number}"
        agent = info.find("p:DbtrAgt/p:FinInstnId", ns)
        if len(agent) == 0:
            other = ET.SubElement(agent, f"{{{NAMESPACE}}}Othr")
            ET.SubElement(other, f"{{{NAMESPACE}}}Id").text = "NOTPROVIDED"
    ET.register_namespace("", NAMESPACE)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="utf-8")
