// SPDX-License-Identifier: Apache-2.0
import CXML

/// The rows of the tables of a web page, one after the other: what many ERP systems and banks call an .xls file.
///
/// libxml2's HTML parser walks the page once; it defines no entities, loads nothing and builds no tree. Rows and columns a
/// cell spans are kept as merged cells and cost no room: a cell knows its column, what lies between is blank.
final class HTMLTable {
  /// Elements inside one another; honest exports have about ten.
  static let maximumDepth = 256

  private let limits: Limits
  /// Cells with something in them, by row and column.
  private(set) var cells: [(start: Int, count: Int32, column: Int32)] = []
  private(set) var rows: [Row] = []
  let arena = Growing<UInt8>(capacity: 64 << 10)
  private(set) var ranges: [MergedCells.Range] = []
  private(set) var refusal: String?
  private var context: htmlParserCtxtPtr?
  private var depth = 0
  private var silent = 0
  private var piece = Growing<UInt8>(capacity: 1024)
  private var open: OpenRow?
  private var isInCell = false
  private var pendingSpan = (columns: 1, rows: 1)
  /// By column: the first row that no cell of an earlier row fills any more.
  private var freeFrom: [Int] = []

  struct Row {
    /// Its first cell among all.
    var first: Int
    var count = 0
    var isTooWide = false
    var isTooLong = false
  }

  private struct OpenRow {
    var row: Row
    /// Where the next cell stands, unless one of an earlier row is there.
    var column = 0
  }

  init(_ limits: Limits) { self.limits = limits }

  /// Reads the whole page, which must be UTF-8; false when a limit was passed, and `refusal` says which.
  func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    _ = HTMLTable.libraryIsReady
    var handler = xmlSAXHandler()
    handler.startElement = { user, name, attributes in
      guard let name else { return }
      HTMLTable.of(user)?.start(XMLName(pointer: name), attributes)
    }
    handler.endElement = { user, name in
      guard let name else { return }
      HTMLTable.of(user)?.end(XMLName(pointer: name))
    }
    handler.characters = { user, text, count in
      guard let text else { return }
      HTMLTable.of(user)?.text(UnsafeBufferPointer(start: text, count: Int(count)))
    }
    handler.cdataBlock = { _, _, _ in }
    let this = Unmanaged.passUnretained(self).toOpaque()
    context = htmlCreatePushParserCtxt(&handler, this, nil, 0, nil, XML_CHAR_ENCODING_UTF8)
    guard context != nil, let base = bytes.baseAddress else { return false }
    let options = HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue
    htmlCtxtUseOptions(context, Int32(options | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue))
    var offset = 0
    while offset < bytes.count, refusal == nil {
      let count = min(64 << 10, bytes.count - offset)
      let chunk = UnsafeRawPointer(base + offset).assumingMemoryBound(to: CChar.self)
      // A page with errors is read as far as a browser would.
      _ = htmlParseChunk(context, chunk, Int32(count), 0)
      offset += count
    }
    if refusal == nil { _ = htmlParseChunk(context, nil, 0, 1) }
    endRow()
    xmlFreeDoc(context?.pointee.myDoc)
    htmlFreeParserCtxt(context)
    context = nil
    return refusal == nil
  }

  private static let libraryIsReady: Void = xmlInitParser()

  private static func of(_ user: UnsafeMutableRawPointer?) -> HTMLTable? {
    user.map { Unmanaged<HTMLTable>.fromOpaque($0).takeUnretainedValue() }
  }

  private func refuse(_ reason: String) {
    refusal = refusal ?? reason
    xmlStopParser(context)
  }

  // MARK: The parser's side

  private func start(_ element: XMLName, _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?) {
    guard refusal == nil else { return }
    depth += 1
    if depth > HTMLTable.maximumDepth { return refuse("its elements stand more than \(HTMLTable.maximumDepth) deep in one another") }
    if element == "td" || element == "th" {
      endCell()
      if open == nil { open = OpenRow(row: Row(first: cells.count)) }
      isInCell = true
      piece.removeAll()
      pendingSpan = (
        min(max(HTMLTable.integer(attributes, "colspan") ?? 1, 1), limits.columns + 1),
        min(max(HTMLTable.integer(attributes, "rowspan") ?? 1, 1), 65_536)
      )
    } else if element == "tr" {
      endRow()
      open = OpenRow(row: Row(first: cells.count))
    } else if element == "table" {
      endRow()
      freeFrom.removeAll(keepingCapacity: true)
    } else if element == "br" || element == "p" || element == "div" {
      append(0x20)
    } else if element == "script" || element == "style" {
      silent += 1
    }
  }

  private func end(_ element: XMLName) {
    guard refusal == nil else { return }
    depth = max(0, depth - 1)
    if element == "td" || element == "th" {
      endCell()
    } else if element == "tr" || element == "table" {
      endRow()
    } else if element == "script" || element == "style" {
      silent = max(0, silent - 1)
    }
  }

  private func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard isInCell, silent == 0, refusal == nil else { return }
    for byte in bytes { append(byte) }
  }

  /// Runs of blanks are one blank, as a browser shows them.
  private func append(_ byte: UInt8) {
    guard isInCell, piece.count <= limits.cellBytes else { return }
    let isBlank = byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    if isBlank, piece.count == 0 || piece[piece.count - 1] == 0x20 { return }
    piece.append(isBlank ? 0x20 : byte)
  }

  private func endCell() {
    guard isInCell else { return }
    isInCell = false
    guard var row = open else { return }
    defer { open = row }
    // Cells of earlier rows that reach down here come first.
    while row.column < freeFrom.count, freeFrom[row.column] > rows.count { row.column += 1 }
    let column = row.column
    guard column < limits.columns else {
      if piece.count > 0 { row.row.isTooWide = true }
      return
    }
    if piece.count > limits.cellBytes { row.row.isTooLong = true }
    if piece.count > 0 {
      cells.append((arena.count, Int32(piece.count), Int32(column)))
      arena.append(from: UnsafePointer(piece.pointer), count: piece.count)
    }
    let span = (columns: min(pendingSpan.columns, limits.columns - column), rows: pendingSpan.rows)
    row.column = column + span.columns
    if span.rows > 1 { reachDown(column..<row.column, until: rows.count + span.rows) }
    if span.rows > 1 || span.columns > 1, ranges.count < MergedCells.maximum {
      let line = rows.count + 1
      ranges.append(
        MergedCells.Range(top: line, bottom: line + span.rows - 1, left: column, right: row.column - 1))
    }
  }

  private func reachDown(_ columns: Range<Int>, until row: Int) {
    while freeFrom.count < columns.upperBound { freeFrom.append(0) }
    for column in columns { freeFrom[column] = max(freeFrom[column], row) }
  }

  private func endRow() {
    endCell()
    guard var row = open?.row else { return }
    open = nil
    row.count = cells.count - row.first
    rows.append(row)
    if rows.count > limits.rows + Header.searchedRows { refuse("more than \(limits.rows) rows") }
  }

  private static func integer(_ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, _ name: StaticString) -> Int? {
    guard let attributes else { return nil }
    var index = 0
    // Pairs of name and value, closed by nil; a cell with more than two hundred is crafted.
    while index < 400, let key = attributes[index] {
      if XMLName(pointer: key) == name, let value = attributes[index + 1] {
        return Int(String(cString: value).prefix(8))
      }
      index += 2
    }
    return nil
  }
}

/// Rows of the tables of a page.
final class HTMLSource: RowSource {
  private let table: HTMLTable
  private var position = 0
  private var blank: UnsafePointer<UInt8> { UnsafePointer(table.arena.pointer) }
  let merges: MergedCells?

  init(_ table: HTMLTable) {
    self.table = table
    merges = MergedCells(table.ranges)
  }

  var failure: IngestionError? { nil }
  var progress: (done: Int, total: Int) { (position, table.rows.count) }
  func rewind() { position = 0 }

  func next(_ row: SourceRow) -> Bool {
    while position < table.rows.count {
      let source = table.rows[position]
      position += 1
      row.begin(line: position)
      for cell in table.cells[source.first..<(source.first + source.count)] {
        while row.count < Int(cell.column) { row.add(blank, 0) }
        row.add(UnsafePointer(table.arena.pointer + cell.start), Int(cell.count))
      }
      if source.isTooWide { row.problem = .tooManyCells }
      if source.isTooLong { row.problem = .cellTooLong }
      if row.problem != .none || row.hasContent { return true }
    }
    return false
  }
}

extension OpenTable {
  /// Opens a web page that holds a table.
  ///
  /// - Throws: `notATable` when it holds none, `workbookUnsafe` beyond a limit, `encodingNotSupported`.
  static func page(_ bytes: FileBytes, name: String, mapping: Mapping?, limits: Limits) throws(IngestionError) -> OpenTable {
    let text = try DecodedText.decode(bytes, name: name, declared: mapping?.encoding)
    let table = HTMLTable(limits)
    guard table.read(UnsafeBufferPointer(rebasing: text.bytes.buffer[text.start...])) else {
      throw IngestionError(
        .workbookUnsafe, name, "a web page: \(table.refusal ?? "not readable")",
        hint: "open it in a spreadsheet program and save it as .xlsx or CSV UTF-8")
    }
    guard !table.rows.isEmpty else {
      throw IngestionError(
        .notATable, name, "a web page without a table", hint: "export the table as .xlsx or CSV")
    }
    let damage = text.isDamaged ? [Finding(code: .textDamaged, file: name)] : []
    return OpenTable(rows: HTMLSource(table), encoding: text.encoding, findings: damage, form: .page)
  }
}
