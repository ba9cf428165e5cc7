// SPDX-License-Identifier: Apache-2.0
import Commerce
import Ingestion

/// Files that are broken on purpose, each with the answer it must get.
struct MalformedFile {
  enum Expected {
    /// Can't be read at all.
    case refused(IngestionError.Code)
    /// Is read, and says this at least once.
    case told(FindingCode)
  }

  let name: String
  let bytes: [UInt8]
  var kind = FactKind.receipts
  let expected: Expected
}

extension MalformedFile {
  static let header = "收款单号,收款日期,客户,金额"
  static let sheet = Sheet("收款单号|收款日期|客户|金额\nR1|@2026-11-22|C1|=1130\nR2|@2026-11-23|C2|=2.5")

  static func text(_ name: String, _ row: String, _ code: FindingCode) -> MalformedFile {
    MalformedFile(name: name, bytes: Array((header + "\nR0,2026-11-01,C,1\n" + row + "\n").utf8), expected: .told(code))
  }

  static func refused(_ name: String, _ bytes: [UInt8], _ code: IngestionError.Code) -> MalformedFile {
    MalformedFile(name: name, bytes: bytes, expected: .refused(code))
  }

  static var all: [MalformedFile] {
    truncated + mislabelled + archives + documents + shapes + cells + encodings + books + pages + rows
  }

  static var truncated: [MalformedFile] {
    let (new, old) = (sheet.xlsx, sheet.xls)
    let xlsx = (0..<60).map { 4 + $0 * (new.count - 5) / 60 }.map { refused("xlsx cut at \($0)", Array(new.prefix($0)), .workbookDamaged) }
    let xls = (0..<60).map { 8 + $0 * (old.count - 9) / 60 }.map { refused("xls cut at \($0)", Array(old.prefix($0)), .workbookDamaged) }
    let quoted = header + "\nR1,2026-11-22,\"华东, 电器有限公司 的名称很长\",1\n"
    let cells = Array(quoted.utf8)
    let opening = cells.firstIndex(of: 0x22) ?? 0
    let csv = (1...20).map {
      MalformedFile(
        name: "csv cut inside a quote, \($0)", bytes: Array(cells.prefix(opening + $0 * 3 / 2 + 1)).wholeCharacters,
        expected: .told(.quoteNotClosed))
    }
    return xlsx + xls + csv
  }

  static var mislabelled: [MalformedFile] {
    let endings = ["csv", "xls", "xlsx", "html"]
    return sheet.forms.flatMap { form in
      endings.compactMap { ending -> MalformedFile? in
        let own = form.name == "page.xls" ? "html" : String(form.name.split(separator: ".").last ?? "")
        return ending == own ? nil : MalformedFile(name: "\(form.name) called .\(ending)", bytes: form.bytes, expected: .told(.formDiffers))
      }
    }
  }

  static var archives: [MalformedFile] {
    func with(_ name: String, _ code: IngestionError.Code, _ change: (inout ZipMaker) -> Void) -> MalformedFile {
      refused(name, workbook(rows: "<row><c><v>1</v></c></row>", change: change), code)
    }
    let bombs = [300_000_000, 900_000_000, 1_500_000_000, 4_000_000_000].map { size in
      with("zip bomb of \(size)", .workbookUnsafe) { $0.add("xl/media/bomb.bin", "xxxx", claimedSize: UInt32(size)) }
    }
    let many = with("two thousand entries", .workbookUnsafe) { zip in for index in 0..<2_100 { zip.add("n\(index)", "") } }
    let secret = with("an encrypted entry", .workbookEncrypted) { $0.add("secret", "x", flags: 1) }
    var nested = ZipMaker()
    nested.add("inner.zip", String(decoding: ZipMaker().bytes, as: UTF8.self))
    var bare = ZipMaker()
    bare.add("xl/workbook.xml", "<workbook/>")
    let liars = [0, 1, 20, 300].map { size in
      refused("a shared table that lies about its size, \(size)", lyingWorkbook(UInt32(size)), .workbookDamaged)
    }
    return bombs + [
      many, secret, refused("a zip in a zip", nested.bytes, .notATable), refused("a workbook without sheets", bare.bytes, .workbookDamaged),
    ]
      + liars
  }

  private static func lyingWorkbook(_ size: UInt32) -> [UInt8] {
    var zip = ZipMaker()
    zip.add("xl/workbook.xml", "<workbook><sheets><sheet name=\"a\" id=\"r\"/></sheets></workbook>", claimedSize: size)
    return zip.bytes
  }

  /// Document types and entities in every part of a workbook.
  static var documents: [MalformedFile] {
    let bombs = [
      "<!DOCTYPE x>", "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>", "<!DOCTYPE x SYSTEM \"http://192.0.2.1/x.dtd\">",
      "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>", "<!DOCTYPE x [<!ENTITY % p SYSTEM \"http://192.0.2.1/p\"> %p;]>",
    ]
    let sheets = bombs.enumerated().map { number, bomb in
      refused("document type \(number) in a sheet", workbook(rows: "<row/>", prologue: bomb), .workbookUnsafe)
    }
    let others = ["xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"].flatMap { part in
      bombs.map { bomb in refused("document type in \(part)", book(replacing: part, with: bomb + "<x>&b;</x>"), .workbookUnsafe) }
    }
    let broken = [
      "<row r=\"1\"><c></row>", "<row", "<row r=1>", "<row>&undefined;</row>", "<row>\u{1}</row>", "<row><c><v>1</v></c></row></sheetData>",
      "<row a=\"1\" a=\"2\"/>", "<row><![CDATA[</row>", "<row><!-- ", "<row><?x ",
    ].enumerated().map { refused("broken XML \($0.offset)", workbook(rows: $0.element), .workbookDamaged) }
    return sheets + others + broken
  }

  /// A workbook with one part replaced.
  private static func book(replacing part: String, with text: String) -> [UInt8] {
    let parts = [
      "xl/workbook.xml": "<workbook><sheets><sheet name=\"a\" id=\"r\"/></sheets></workbook>",
      "xl/_rels/workbook.xml.rels": "<Relationships><Relationship Id=\"r\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
      "xl/styles.xml": "<styleSheet/>", "xl/sharedStrings.xml": "<sst/>",
      "xl/worksheets/sheet1.xml": "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>",
    ]
    var zip = ZipMaker()
    for name in parts.keys.sorted() { zip.add(name, name == part ? text : parts[name] ?? "") }
    return zip.bytes
  }

  /// Too wide, too long, too deep, nothing at all.
  static var shapes: [MalformedFile] {
    let wide = String(repeating: ",", count: 1_000_000)
    let long = String(repeating: "长", count: 12_000)
    var result = [
      refused("a million columns", Array((header + wide + "\n").utf8), .tooManyColumns),
      refused("a million columns below a header", Array((wide + "\n" + header + "\n").utf8), .tooManyColumns),
      text("a row of a million cells", "R1,2026-11-22,C,1" + wide + "x", .tooManyCells),
      refused("empty", [], .fileEmpty),
      text("a cell of 36,000 bytes", "R1,2026-11-22,\(long),1", .cellTooLong),
      text("a quoted cell of 36,000 bytes", "R1,2026-11-22,\"\(long)\",1", .cellTooLong),
      refused("a PDF", Array("%PDF-1.7\n".utf8), .notATable),
      refused("XML of another kind", Array("<?xml version=\"1.0\"?><order/>".utf8), .notATable),
    ]
    for (index, blank) in ["\n", "\r\n\r\n", " ", "\u{FEFF}", ",,,\n,,,\n", "\t\t\n", "x", "1,2,3\n4,5,6\n", "。", "'"].enumerated() {
      result.append(MalformedFile(name: "nothing in it \(index)", bytes: Array(blank.utf8), expected: .told(.headerNotFound)))
    }
    for form in Sheet("收款单号|收款日期|客户|金额|客户编码2|金额").forms {
      result.append(
        MalformedFile(name: "only a header, one name twice: \(form.name)", bytes: form.bytes, expected: .told(.columnNotMapped)))
    }
    for form in Sheet("收款单号|收款日期|客户|金额\nR1|@2026-11-22|\(long)|=1").forms {
      result.append(MalformedFile(name: "a long cell: \(form.name)", bytes: form.bytes, expected: .told(.cellTooLong)))
    }
    let farRow = "R1|@2026-11-22|C|=1" + String(repeating: "|", count: 700) + "x"
    for form in Sheet("收款单号|收款日期|客户|金额\n" + farRow).forms {
      result.append(MalformedFile(name: "a cell in column 700: \(form.name)", bytes: form.bytes, expected: .told(.tooManyCells)))
    }
    return result
  }
}

extension [UInt8] {
  /// Without a character cut at its end, so that the file is still UTF-8.
  var wholeCharacters: [UInt8] {
    var result = self
    while !result.isEmpty, String(validating: result, as: UTF8.self) == nil { result.removeLast() }
    return result
  }
}
