// SPDX-License-Identifier: Apache-2.0
import Glibc

/// What the small parts of a workbook say: its sheets, its date system, which styles are dates, its shared texts.
struct WorkbookParts {
  let sheetPath: String
  /// Sheets that are there but not read.
  let otherSheets: [String]
  /// All of them in their order, the hidden ones too.
  let sheets: [(name: String, path: String)]
  let is1904: Bool
  /// By style number: the cell shows a day.
  let isDateStyle: [Bool]
  let sharedTexts: SharedTexts

  /// The first sheet that is not hidden.
  init(_ archive: Archive, name: String) throws(IngestionError) {
    let relations = RelationVisitor()
    try XMLStream.walk(archive, "xl/_rels/workbook.xml.rels", name: name, relations)
    let workbook = WorkbookVisitor()
    try XMLStream.walk(archive, "xl/workbook.xml", name: name, workbook)
    let visible = workbook.sheets.first { !$0.isHidden } ?? workbook.sheets.first
    guard let sheet = visible, let target = relations.targets[sheet.relation] else {
      throw IngestionError(
        .workbookDamaged, name, "it names no sheet", hint: "check that it is a spreadsheet and save it again")
    }
    sheetPath = WorkbookParts.path(target)
    sheets = workbook.sheets.compactMap { sheet in relations.targets[sheet.relation].map { (sheet.name, WorkbookParts.path($0)) } }
    otherSheets = workbook.sheets.filter { $0.relation != sheet.relation && !$0.isHidden }.map(\.name)
    is1904 = workbook.is1904
    let styles = StyleVisitor()
    try XMLStream.walk(archive, "xl/styles.xml", name: name, styles)
    isDateStyle = styles.isDateStyle
    let texts = SharedTextVisitor()
    try XMLStream.walk(archive, "xl/sharedStrings.xml", name: name, texts)
    sharedTexts = texts.texts
  }

  /// A relation's target, which is relative to `xl/` or absolute in the archive.
  private static func path(_ target: String) -> String {
    target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
  }
}

/// Texts behind one pointer, by number.
final class SharedTexts {
  private let arena = Growing<UInt8>(capacity: 4096)
  private let ends = Growing<Int>()

  var count: Int { ends.count }

  func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    if let base = bytes.baseAddress { arena.append(from: base, count: bytes.count) }
  }

  func endText() { ends.append(arena.count) }

  /// Nil when there is no such text.
  func bytes(_ index: Int) -> UnsafeBufferPointer<UInt8>? {
    guard index >= 0, index < ends.count else { return nil }
    let start = index == 0 ? 0 : ends[index - 1]
    return UnsafeBufferPointer(start: arena.pointer + start, count: ends[index] - start)
  }
}

private final class RelationVisitor: XMLVisitor {
  var targets: [String: String] = [:]

  func start(_ element: XMLName, _ attributes: XMLAttributes) {
    guard element == "Relationship", let id = attributes.text("Id"), let target = attributes.text("Target")
    else {
      return
    }
    targets[id] = target
  }
  func end(_ element: XMLName) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

private final class WorkbookVisitor: XMLVisitor {
  var sheets: [(name: String, relation: String, isHidden: Bool)] = []
  var is1904 = false

  func start(_ element: XMLName, _ attributes: XMLAttributes) {
    if element == "workbookPr" {
      let value = attributes.text("date1904")
      is1904 = value == "1" || value == "true"
    } else if element == "sheet", let relation = attributes.text("id") {
      let state = attributes.text("state") ?? "visible"
      sheets.append((attributes.text("name") ?? "", relation, state != "visible"))
    }
  }
  func end(_ element: XMLName) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

private final class StyleVisitor: XMLVisitor {
  var isDateStyle: [Bool] = []
  private var customDates: [Int: Bool] = [:]
  private var isInCellFormats = false

  func start(_ element: XMLName, _ attributes: XMLAttributes) {
    if element == "numFmt", let id = attributes.integer("numFmtId"), let code = attributes.text("formatCode") {
      customDates[id] = NumberFormat.isDate(code)
    } else if element == "cellXfs" {
      isInCellFormats = true
    } else if element == "xf", isInCellFormats {
      let id = attributes.integer("numFmtId") ?? 0
      isDateStyle.append(customDates[id] ?? NumberFormat.isBuiltInDate(id))
    }
  }
  func end(_ element: XMLName) { if element == "cellXfs" { isInCellFormats = false } }
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// Which number formats show a day.
enum NumberFormat {
  /// ECMA-376 part 1, 18.8.30: 14–17 and 22 are dates; 27–31, 36 and 50–58 are dates in Chinese and Japanese versions.
  static func isBuiltInDate(_ id: Int) -> Bool {
    (14...17).contains(id) || id == 22 || (27...31).contains(id) || id == 36 || (50...58).contains(id)
  }

  /// A format with a year, month or day outside quotes, brackets and escapes; `mm:ss` alone is a time.
  static func isDate(_ code: String) -> Bool {
    var isQuoted = false
    var depth = 0
    var isEscaped = false
    var letters = ""
    for character in code.lowercased() {
      if isEscaped {
        isEscaped = false
        continue
      }
      switch character {
      case "\"": isQuoted.toggle()
      case "\\", "_", "*": isEscaped = !isQuoted
      case "[" where !isQuoted: depth += 1
      case "]" where !isQuoted: depth = max(0, depth - 1)
      case ";" where !isQuoted && depth == 0: return hasDay(letters)
      default: if !isQuoted && depth == 0 { letters.append(character) }
      }
    }
    return hasDay(letters)
  }

  private static func hasDay(_ letters: String) -> Bool {
    if letters.contains("general") || letters.contains("0") || letters.contains("#") { return false }
    if letters.contains("y") || letters.contains("d") || letters.contains("年") || letters.contains("日") {
      return true
    }
    return letters.contains("m") && !letters.contains("h") && !letters.contains("s")
  }
}

private final class SharedTextVisitor: XMLVisitor {
  let texts = SharedTexts()
  private var isInText = false
  private var isInPhonetic = false

  func start(_ element: XMLName, _ attributes: XMLAttributes) {
    if element == "t" { isInText = true }
    if element == "rPh" { isInPhonetic = true }
  }

  func end(_ element: XMLName) {
    if element == "t" { isInText = false }
    if element == "rPh" { isInPhonetic = false }
    if element == "si" { texts.endText() }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    if isInText && !isInPhonetic { texts.append(bytes) }
  }
}
