#!/usr/bin/env python3
"""Makes the files of this folder and EXPECTED.jsonl, which says what stands where in each.

Needs python-docx, openpyxl, python-pptx, odfpy, reportlab, pypdf, py7zr, zstandard and pyzipper from PyPI. The files are kept
as they were made once: the tests do not run this script, and need none of that. All people are invented.
"""
import bz2, datetime, gzip, io, json, lzma, os, struct, tarfile, zipfile
import docx, openpyxl, odf.opendocument, odf.table, odf.text, pptx, pptx.util, pypdf, py7zr, pyzipper, zstandard
from reportlab.pdfgen import canvas

HERE = os.path.dirname(os.path.abspath(__file__))
PLANT = "Maya Torres starts an out of school suspension on Monday."
expected = []


def write(name, data):
    with open(os.path.join(HERE, name), "wb") as file:
        file.write(data)


def expect(file, text=None, entry="", kind=None, defect=None):
    """One line: a text that must be found at a place, or a defect that must be told."""
    row = {"file": file}
    if text is not None:
        row.update(entry=entry, text=text)
    if kind:
        row["kind"] = kind
    if defect:
        row["defect"] = defect
    expected.append(row)


def zipped(entries, compression=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in entries:
            archive.writestr(zipfile.ZipInfo(name, (2026, 3, 4, 8, 0, 0)), data, compression)
    return buffer.getvalue()


def saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


# Documents
def word():
    document = docx.Document()
    document.add_heading("Minutes", 1)
    document.add_paragraph(PLANT)
    table = document.add_table(rows=3, cols=3)
    for row, cells in enumerate([["Name", "", "Grade"], ["Maya Torres", "", "9"], ["Leo Brandt", "absent", "10"]]):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = cell
    document.sections[0].header.paragraphs[0].text = "Westvale hearing file"
    split = document.add_paragraph()
    split.add_run("The IEP of Ma")
    split.add_run("ya Tor").bold = True
    split.add_run("res was read.")
    return saved(document)


def sheet():
    book = openpyxl.Workbook()
    first = book.active
    first.title = "Term 1"
    first.append(["Student", "Date of birth", "GPA"])
    first.append(["Maya Torres", datetime.date(2012, 3, 4), 2.4])
    first.append(["Leo Brandt", None, 3.1])
    first["C3"].comment = openpyxl.comments.Comment("Has asthma, see the nurse.", "Nurse")
    second = book.create_sheet("Notes & more")
    second["B2"] = PLANT
    return saved(book)


def slides():
    deck = pptx.Presentation()
    for number in range(1, 12):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = f"Slide {number}"
        if number == 11:
            box = slide.shapes.add_textbox(0, 0, pptx.util.Inches(4), pptx.util.Inches(1))
            box.text_frame.text = PLANT
            slide.notes_slide.notes_text_frame.text = "Do not show this to parents."
    return saved(deck)


def open_text():
    document = odf.opendocument.OpenDocumentText()
    paragraph = odf.text.P(text="Maya Torres")
    paragraph.addElement(odf.text.S(c=1))
    paragraph.addText("starts an out of school suspension on Monday.")
    document.text.addElement(paragraph)
    return saved(document)


def open_sheet():
    document = odf.opendocument.OpenDocumentSpreadsheet()
    table = odf.table.Table(name="Roster")
    for cells in [["Student", "", "Grade"], ["Maya Torres", "", "9"]]:
        row = odf.table.TableRow()
        for cell in cells:
            element = odf.table.TableCell()
            if cell:
                element.addElement(odf.text.P(text=cell))
            row.addElement(element)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    return saved(document)


def pdf(pages, password=None):
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, invariant=1, pageCompression=1)
    for text in pages:
        page.drawString(72, 720, text)
        page.showPage()
    page.save()
    if not password:
        return buffer.getvalue()
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(buffer.getvalue())))
    writer.encrypt(password, algorithm="AES-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def tarred(entries):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, data in entries:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def seven(entries, **options):
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w", **options) as archive:
        for name, data in entries:
            archive.writef(io.BytesIO(data), name)
    return buffer.getvalue()


note = (PLANT + "\n").encode()
docx_bytes, xlsx_bytes = word(), sheet()
MAIL = b"From: a.hale@westvale.example\nTo: b.ruiz@westvale.example\nSubject: Hearing\nMessage-ID: <inner@westvale.example>\n\n" + note

write("minutes.docx", docx_bytes)
expect("minutes.docx", PLANT)
expect("minutes.docx", "Maya Torres\t\t9", kind="table")
expect("minutes.docx", "The IEP of Maya Torres was read.")
expect("minutes.docx", "Westvale hearing file", "header")
write("grades.xlsx", xlsx_bytes)
expect("grades.xlsx", "Maya Torres\t2012-03-04\t2.4", "sheet Term 1", "table")
expect("grades.xlsx", "Leo Brandt\t\t3.1", "sheet Term 1", "table")
expect("grades.xlsx", "\t" + PLANT, "sheet Notes & more", "table")
expect("grades.xlsx", "Has asthma, see the nurse.", "comments")
write("board.pptx", slides())
expect("board.pptx", PLANT, "slide 11")
expect("board.pptx", "Do not show this to parents.", "notes of slide 1")
write("letter.odt", open_text())
expect("letter.odt", PLANT)
write("roster.ods", open_sheet())
expect("roster.ods", "Maya Torres\t\t9", "sheet Roster", "table")

# Archives
tree = [("readme.txt", b"See the folder.\n"), ("forms/note.txt", note), ("forms/grades.xlsx", xlsx_bytes),
        ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(40)), ("mail/hearing.eml", MAIL)]
write("folder.zip", zipped(tree))
write("folder.tar", tarred(tree[:2]))
write("folder.tar.gz", gzip.compress(tarred(tree[:2]), mtime=0))
write("folder.tar.xz", lzma.compress(tarred(tree[:2])))
write("folder.tar.bz2", bz2.compress(tarred(tree[:2])))
write("folder.tar.zst", zstandard.compress(tarred(tree[:2])))
write("folder.7z", seven(tree[:2]))
write("note.txt.gz", gzip.compress(note, mtime=0))
for name in ["folder.zip", "folder.tar", "folder.7z"]:
    expect(name, PLANT, "forms/note.txt")
for suffix in ["gz", "xz", "bz2", "zst"]:
    expect("folder.tar." + suffix, PLANT, "forms/note.txt")
expect("folder.zip", "Maya Torres\t2012-03-04\t2.4", "forms/grades.xlsx, sheet Term 1", "table")
expect("folder.zip", PLANT, "mail/hearing.eml")
expect("folder.zip", defect="not read")
expect("note.txt.gz", PLANT, "note.txt")
write("umlaut.zip", zipped([("Schüler/Überblick.txt", note)]))
expect("umlaut.zip", PLANT, "Schüler/Überblick.txt")
nested = zipped([("note.txt", note)])
for level in range(3):
    nested = zipped([(f"level{level}.zip", nested)])
write("nested.zip", nested)
expect("nested.zip", PLANT, "level2.zip/level1.zip/level0.zip/note.txt")

# Hostile, encrypted, damaged
for level in range(3, 12):
    nested = zipped([(f"level{level}.zip", nested)])
write("too-deep.zip", nested)
expect("too-deep.zip", defect="nested too deeply")
write("bomb.zip", zipped([("readme.txt", note), ("zeros.txt", bytes(40 << 20))]))
expect("bomb.zip", PLANT, "readme.txt")
expect("bomb.zip", defect="expands beyond the limit")
write("bomb.txt.xz", lzma.compress(b"a" * (40 << 20)))
expect("bomb.txt.xz", defect="expands beyond the limit")
layer = zipped([("zeros.txt", bytes(8 << 20))])
layer = zipped([(f"{i}.zip", layer) for i in range(16)])
write("bomb-of-bombs.zip", zipped([(f"{i}.zip", layer) for i in range(16)]))
expect("bomb-of-bombs.zip", defect="expands beyond the limit")
write("crowd.tar.xz", lzma.compress(tarred([(f"{i}.txt", b"") for i in range(11_000)])))
expect("crowd.tar.xz", defect="too many parts")
secret = io.BytesIO()
with pyzipper.AESZipFile(secret, "w", encryption=pyzipper.WZ_AES) as archive:
    archive.setpassword(b"password")
    archive.writestr("note.txt", note)
write("encrypted.zip", secret.getvalue())
expect("encrypted.zip", defect="encrypted")
write("encrypted.7z", seven([("note.txt", note)], password="password"))
write("encrypted-names.7z", seven([("note.txt", note)], password="password", header_encryption=True))
expect("encrypted.7z", defect="encrypted")
expect("encrypted-names.7z", defect="encrypted")
write("cut.zip", zipped([("note.txt", note), ("long.txt", os.urandom(6_000).hex().encode())])[:4_000])
expect("cut.zip", PLANT, "note.txt")
expect("cut.zip", defect="undecodable")
write("cut.docx", docx_bytes[:-9_000])
expect("cut.docx", defect="undecodable")
entities = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(8)) + "]>"
write("laughs.docx", zipped([("[Content_Types].xml", b"<Types/>"), ("word/document.xml", (entities + "<d><p><r><t>&i;</t></r></p></d>").encode())]))
expect("laughs.docx", defect="undecodable")

# PDF
write("letter.pdf", pdf(["Westvale District", PLANT]))
expect("letter.pdf", PLANT, "page 2")
write("encrypted.pdf", pdf([PLANT], "password"))
expect("encrypted.pdf", defect="encrypted")
write("cut.pdf", pdf([PLANT] + ["x" * 60] * 40)[:-3_000])
expect("cut.pdf", defect="undecodable")
write("scan.pdf", pdf([""]))
expect("scan.pdf", defect="not read")

# Rich text, calendars and cards
RTF = r"""{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Arial;}{\f1\fcharset204 Arial Cyr;}}
{\colortbl;\red0\green0\blue0;}{\*\generator Nobody;}{\info{\title Not shown}}
\pard\f0 Maya Torres starts an {\b out of school} sus\
pension on Monday.\par
Caf\'e9 \u8220?quoted\u8221? {\f1\'cc\'e0\'ff} {\field{\*\fldinst HYPERLINK "x"}{\fldrslt link}}\par
\trowd\pard\intbl Student\cell\cell Grade\cell\row\pard\intbl Maya Torres\cell\cell 9\cell\row\pard The end.\par}"""
write("letter.rtf", RTF.replace("sus\\\npension", "suspension").encode())
expect("letter.rtf", PLANT)
expect("letter.rtf", "Caf\u00e9 \u201cquoted\u201d \u041c\u0430\u044f link")
expect("letter.rtf", "Maya Torres\t\t9", kind="table")
write("cut.rtf", RTF.encode()[:300])
expect("cut.rtf", defect="undecodable")
ics = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Hearing\\, room 4\r\nDESCRIPTION:Maya Torres starts an out of school sus\r\n pension on Monday.\\nBring the file.\r\nATTACH;ENCODING=BASE64:U2VjcmV0\r\n U2VjcmV0\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
write("hearing.ics", ics.encode())
expect("hearing.ics", "DESCRIPTION: Maya Torres starts an out of school suspension on Monday.\nBring the file.")
expect("hearing.ics", "SUMMARY: Hearing, room 4")
vcf = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Ruiz;B=C3=A1rbara\r\nNOTE;ENCODING=QUOTED-PRINTABLE:Maya Torres starts an out of school sus=\r\npension on Monday.\r\nTEL;HOME:555-0142\r\nPHOTO;ENCODING=B;TYPE=JPEG:AAAAAAAA\r\n AAAAAAAA\r\nEND:VCARD\r\n"
write("ruiz.vcf", vcf.encode())
expect("ruiz.vcf", "Ruiz;B\u00e1rbara")
expect("ruiz.vcf", "NOTE;ENCODING=QUOTED-PRINTABLE: " + PLANT)
expect("ruiz.vcf", "TEL;HOME: 555-0142")


# Outlook
def compound(tree):
    """A compound file (MS-CFB) of nested dictionaries; names of one level are chained to the right."""
    entries, big, mini = [], [], []

    def add(name, content):
        index = len(entries)
        entries.append(None)
        if isinstance(content, dict):
            children = [add(key, value) for key, value in content.items()]
            entries[index] = [name, 5 if index == 0 else 1, -1, children, b""]
        else:
            entries[index] = [name, 2, -1, [], content]
        return index

    add("Root Entry", tree)
    right = {}
    for entry in entries:
        for one, other in zip(entry[3], entry[3][1:]):
            right[one] = other
    mini_stream, mini_fat, place = b"", [], {}
    for index, entry in enumerate(entries):
        if entry[1] == 2 and len(entry[4]) < 4096:
            count = (len(entry[4]) + 63) // 64
            place[index] = len(mini_fat) if count else 0xFFFFFFFE
            mini_fat += [len(mini_fat) + i + 1 for i in range(count - 1)] + ([0xFFFFFFFE] if count else [])
            mini_stream += entry[4].ljust(count * 64, b"\0")
    sectors, fat = [], []

    def chain(data):
        if not data:
            return 0xFFFFFFFE
        start, count = len(sectors), (len(data) + 511) // 512
        for i in range(count):
            sectors.append(data[i * 512:(i + 1) * 512].ljust(512, b"\0"))
            fat.append(start + i + 1 if i + 1 < count else 0xFFFFFFFE)
        return start

    for index, entry in enumerate(entries):
        if entry[1] == 2 and len(entry[4]) >= 4096:
            place[index] = chain(entry[4])
    mini_start = chain(mini_stream)
    mini_fat_start = chain(b"".join(struct.pack("<I", n) for n in mini_fat).ljust(-(-len(mini_fat) // 128) * 512, b"\xff"))
    directory = b""
    for index, (name, kind, _, children, data) in enumerate(entries):
        encoded = (name + "\0").encode("utf-16le")
        start = mini_start if index == 0 else place.get(index, 0)
        size = len(mini_stream) if index == 0 else len(data)
        directory += encoded.ljust(64, b"\0") + struct.pack(
            "<HBBIII", len(encoded), kind, 1, 0xFFFFFFFF, right.get(index, 0xFFFFFFFF), children[0] if children else 0xFFFFFFFF
        ) + bytes(36) + struct.pack("<IQ", start, size)
    directory_start = chain(directory)
    count = -(-(len(fat) + 1 + (len(fat) + 1) // 128 + 1) // 128)
    fat_sectors = list(range(len(sectors), len(sectors) + count))
    fat += [0xFFFFFFFD] * count
    table = b"".join(struct.pack("<I", n) for n in fat).ljust(count * 512, b"\xff")
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6) + struct.pack(
        "<IIIIIIIII", 0, count, directory_start, 0, 4096, mini_fat_start, -(-len(mini_fat) // 128), 0xFFFFFFFE, 0)
    header += b"".join(struct.pack("<I", n) for n in (fat_sectors + [0xFFFFFFFF] * 109)[:109])
    return header + b"".join(sectors) + table


def wide(text):
    return text.encode("utf-16le")


def fixed(header, *values):
    return bytes(header) + b"".join(struct.pack("<IIQ", tag, 6, value) for tag, value in values)


def recipient(name, address, role=1):
    return {"__properties_version1.0": fixed(8, (0x0C150003, role)), "__substg1.0_3001001F": wide(name), "__substg1.0_39FE001F": wide(address)}


def attachment(name, data):
    return {"__properties_version1.0": fixed(8, (0x37050003, 1)), "__substg1.0_3707001F": wide(name), "__substg1.0_37010102": data}


SENT = (datetime.datetime(2026, 3, 4, 21, 47) - datetime.datetime(1601, 1, 1)) // datetime.timedelta(microseconds=1) * 10
inner_item = {"__properties_version1.0": fixed(24), "__substg1.0_0037001F": wide("Inner"), "__substg1.0_1000001E": b"Leo Brandt has asthma.\r\n"}
outlook = {
    "__nameid_version1.0": {f"__substg1.0_000{n}0102": b"" for n in (2, 3, 4)}, "__properties_version1.0": fixed(32, (0x00390040, SENT)), "__substg1.0_001A001F": wide("IPM.Note"),
    "__substg1.0_0037001F": wide("Hearing"), "__substg1.0_0C1A001F": wide("A. Hale"), "__substg1.0_5D01001F": wide("a.hale@westvale.example"),
    "__substg1.0_1000001F": wide(PLANT + "\r\n" + "Please keep this to yourself.\r\n" * 100),
    "__recip_version1.0_#00000000": recipient("B. Ruiz", "b.ruiz@westvale.example"),
    "__attach_version1.0_#00000000": attachment("grades.xlsx", xlsx_bytes),
    "__attach_version1.0_#00000001": {"__properties_version1.0": fixed(8, (0x37050003, 5)), "__substg1.0_3701000D": inner_item},
}
msg = compound(outlook)
write("hearing.msg", msg)
expect("hearing.msg", PLANT)
expect("hearing.msg", "Maya Torres\t2012-03-04\t2.4", "sheet Term 1", "table")
expect("hearing.msg", "Leo Brandt has asthma.")
write("cut.msg", msg[:4_000])
expect("cut.msg", defect="undecodable")
write("encrypted.docx", compound({"EncryptionInfo": bytes(100), "EncryptedPackage": bytes(5_000)}))
expect("encrypted.docx", defect="encrypted")
write("old.doc", compound({"WordDocument": bytes(5_000), "1Table": bytes(100)}))
expect("old.doc", defect="not read")


def attribute(level, number, data):
    return struct.pack("<BII", level, number, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def properties(*values):
    out = struct.pack("<I", len(values))
    for tag, kind, value in values:
        out += struct.pack("<HHII", kind, tag, 1, len(value)) + value + bytes(-len(value) % 4)
    return out


rich = b"{\\rtf1\\ansi " + PLANT.encode() + b"\\par}"
packed = b"".join(b"\0" + rich[i:i + 8] for i in range(0, len(rich), 8))
compressed = struct.pack("<IIII", len(packed) + 12, len(rich), 0x75465A4C, 0) + packed
tnef = struct.pack("<IH", 0x223E9F78, 1)
tnef += attribute(1, 0x00089006, struct.pack("<I", 0x10000)) + attribute(1, 0x00069007, struct.pack("<II", 1252, 0))
tnef += attribute(1, 0x00018004, b"Hearing\0") + attribute(1, 0x00069003, properties((0x1009, 0x0102, compressed)))
tnef += attribute(2, 0x00069002, bytes(14)) + attribute(2, 0x00018010, b"GRADES~1.XLS\0") + attribute(2, 0x0006800F, xlsx_bytes)
tnef += attribute(2, 0x00069005, properties((0x3707, 0x001F, wide("grades.xlsx\0"))))
write("winmail.dat", tnef)
expect("winmail.dat", PLANT)
expect("winmail.dat", "Maya Torres\t2012-03-04\t2.4", "sheet Term 1", "table")
write("cut.winmail.dat", tnef[:-4_000])
expect("cut.winmail.dat", PLANT)
expect("cut.winmail.dat", defect="undecodable")

with open(os.path.join(HERE, "EXPECTED.jsonl"), "w", encoding="utf-8") as file:
    for row in expected:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")
