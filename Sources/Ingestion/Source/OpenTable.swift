// SPDX-License-Identifier: Apache-2.0

/// Where a table comes from.
public enum ImportSource: Sendable {
  case file(path: String)
  /// A file that is open under another name than people know it by, such as an upload without a place in any folder.
  case opened(path: String, name: String)
  /// An upload that is in memory already; `name` is for findings.
  case bytes([UInt8], name: String)
  /// Rows of a database or a service; `name` is for findings.
  case rows(RowTable, name: String)

  var name: String {
    switch self {
    case .file(let path): FileBytes.fileName(of: path)
    case .bytes(_, let name), .opened(_, let name): FileBytes.fileName(of: name)
    case .rows(_, let name): name
    }
  }

  func read(_ limits: Limits) throws(IngestionError) -> FileBytes {
    switch self {
    case .file(let path), .opened(let path, _): return try FileBytes.read(path: path, name: name, limits: limits)
    case .bytes(let content, _):
      try FileBytes.check(size: content.count, name: name, limits: limits)
      return FileBytes(content)
    case .rows:
      throw IngestionError(.notATable, name, "rows that were never a file", hint: "hand over the file itself")
    }
  }
}

/// What the bytes of a file are, whatever its name says.
public enum FileForm: String, CaseIterable, Hashable, Sendable {
  case text = "CSV"
  case workbook = "XLSX"
  case oldWorkbook = "XLS"
  case page = "HTML"
  /// No file: rows that came one by one.
  case rows = "ROWS"

  /// The endings under which each form is expected.
  var endings: [String] {
    switch self {
    case .text: ["csv", "txt", "tsv"]
    case .workbook: ["xlsx", "xlsm", "xltx"]
    case .oldWorkbook: ["xls", "xlt", "et"]
    case .page: ["html", "htm"]
    case .rows: []
    }
  }
}

/// A file recognised by its content and opened.
struct OpenTable {
  private(set) var rows: any RowSource
  /// Nil for a workbook and for rows.
  private(set) var encoding: TextEncoding?
  private(set) var findings: [Finding]
  let form: FileForm

  /// The same table with cells that a person mended.
  func mended(_ answers: ReadingAnswers) -> OpenTable {
    guard !answers.mends.isEmpty else { return self }
    var table = self
    table.rows = MendedSource(rows, answers.mends)
    return table
  }

  /// - Throws: `IngestionError` when the file can't be read at all.
  static func open(_ source: ImportSource, mapping: Mapping?, limits: Limits) throws(IngestionError)
    -> OpenTable
  {
    let name = source.name
    if case .rows(let table, _) = source { return OpenTable(rows: RowTableSource(table), encoding: nil, findings: [], form: .rows) }
    let bytes = try source.read(limits)
    var table = try recognised(bytes, name: name, mapping: mapping, limits: limits)
    if let finding = differs(name, table.form) { table.findings.insert(finding, at: 0) }
    return table
  }

  private static func recognised(
    _ bytes: FileBytes, name: String, mapping: Mapping?, limits: Limits
  ) throws(IngestionError) -> OpenTable {
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return try workbook(bytes, name: name, limits: limits) }
    if bytes.starts(with: Array(CompoundFile.signature.prefix(4))) { return try oldWorkbook(bytes, name: name, limits: limits) }
    if isBareBook(bytes) { return try oldBook(bytes, name: name, limits: limits) }
    if bytes.starts(with: Array("%PDF".utf8)) {
      throw IngestionError(.notATable, name, "a PDF document", hint: "export the table as .xlsx or CSV")
    }
    if let wide = try WideText.decode(bytes, name: name, declared: mapping?.encoding) {
      var narrow = mapping
      narrow?.encoding = nil
      var table = try text(wide.bytes, name: name, mapping: narrow, limits: limits)
      table.encoding = wide.encoding
      return table
    }
    return try text(bytes, name: name, mapping: mapping, limits: limits)
  }

  /// A page, or rows of cells between delimiters.
  private static func text(
    _ bytes: FileBytes, name: String, mapping: Mapping?, limits: Limits
  ) throws(IngestionError) -> OpenTable {
    let head = String(decoding: bytes.buffer.prefix(4_096), as: UTF8.self).lowercased().drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    if isPage(head) { return try page(bytes, name: name, mapping: mapping, limits: limits) }
    if head.hasPrefix("<?xml") {
      throw IngestionError(
        .notATable, name, "XML text, though it may be called .xls",
        hint: "open it in a spreadsheet program and save it as .xlsx or CSV UTF-8")
    }
    let text = try DecodedText.decode(bytes, name: name, declared: mapping?.encoding)
    let delimiter = mapping?.delimiter ?? DelimiterDetection.delimiter(of: text)
    let damage = text.isDamaged ? [Finding(code: .textDamaged, file: name)] : []
    return OpenTable(
      rows: CSVSource(text, delimiter: delimiter, limits: limits), encoding: text.encoding, findings: damage, form: .text)
  }

  /// Records without the container around them begin with a record of type 2057 and a version of the format before 8.
  private static func isBareBook(_ bytes: FileBytes) -> Bool {
    guard let type = bytes.u16(0), let count = bytes.u16(2) else { return false }
    return [0x0009, 0x0209, 0x0409, 0x0809].contains(type) && (4...16).contains(count)
  }

  /// HTML, with or without the XML line that some programs put before it.
  private static func isPage(_ head: Substring) -> Bool {
    let starts = ["<!doctype html", "<html", "<table", "<head", "<body", "<meta", "<style"]
    if starts.contains(where: { head.hasPrefix($0) }) { return true }
    guard head.hasPrefix("<?xml") || head.hasPrefix("<!--") || head.hasPrefix("<!doctype") else { return false }
    return head.contains("<html") || head.contains("<table")
  }

  /// What to say when the name promises another form; a name without a known ending promises nothing.
  private static func differs(_ name: String, _ form: FileForm) -> Finding? {
    guard let dot = name.lastIndex(of: ".") else { return nil }
    let ending = name[name.index(after: dot)...].lowercased()
    guard !form.endings.contains(ending), FileForm.allCases.contains(where: { $0.endings.contains(ending) }) else { return nil }
    return Finding(
      code: .formDiffers, file: name, parameters: [.init("ending", "." + ending), .init("form", form.rawValue)])
  }
}
