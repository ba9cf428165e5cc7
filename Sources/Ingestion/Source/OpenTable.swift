// SPDX-License-Identifier: Apache-2.0

/// Where a table comes from.
public enum ImportSource: Sendable {
  case file(path: String)
  /// A file that is open under another name than people know it by, such as an upload without a place in any folder.
  case opened(path: String, name: String)
  /// An upload that is in memory already; `name` is for findings.
  case bytes([UInt8], name: String)

  var name: String {
    switch self {
    case .file(let path): FileBytes.fileName(of: path)
    case .bytes(_, let name), .opened(_, let name): FileBytes.fileName(of: name)
    }
  }
}

/// A file recognised and opened: delimited text or a workbook.
struct OpenTable {
  let rows: any RowSource
  /// Nil for a workbook.
  let encoding: TextEncoding?
  let findings: [Finding]

  static func open(_ source: ImportSource, mapping: Mapping?, limits: Limits) throws(IngestionError)
    -> OpenTable
  {
    let name = source.name
    let bytes: FileBytes
    switch source {
    case .file(let path): bytes = try FileBytes.read(path: path, name: name, limits: limits)
    case .opened(let path, _): bytes = try FileBytes.read(path: path, name: name, limits: limits)
    case .bytes(let content, _):
      try FileBytes.check(size: content.count, name: name, limits: limits)
      bytes = FileBytes(content)
    }
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      return try workbook(bytes, name: name, limits: limits)
    }
    try refuseOthers(bytes, name: name)
    let text = try DecodedText.decode(bytes, name: name, declared: mapping?.encoding)
    let delimiter = mapping?.delimiter ?? DelimiterDetection.delimiter(of: text)
    let damage = text.isDamaged ? [Finding(code: .textDamaged, file: name)] : []
    return OpenTable(
      rows: CSVSource(text, delimiter: delimiter, limits: limits), encoding: text.encoding, findings: damage)
  }

  private static func refuseOthers(_ bytes: FileBytes, name: String) throws(IngestionError) {
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw IngestionError(
        .oldWorkbook, name, "an .xls workbook of before 2007, or a workbook with a password",
        hint: "open it, remove the password and save it as .xlsx or CSV UTF-8")
    }
    if bytes.starts(with: Array("%PDF".utf8)) {
      throw IngestionError(.notATable, name, "a PDF document", hint: "export the table as .xlsx or CSV")
    }
    let head = String(decoding: bytes.buffer.prefix(512), as: UTF8.self).lowercased().drop { $0.isWhitespace }
    if head.hasPrefix("<!doctype") || head.hasPrefix("<html") || head.hasPrefix("<table")
      || head.hasPrefix("<?xml")
    {
      throw IngestionError(
        .notATable, name, "a web page or XML text, though it may be called .xls",
        hint: "open it in a spreadsheet program and save it as .xlsx or CSV UTF-8")
    }
  }
}
