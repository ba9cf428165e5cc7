// SPDX-License-Identifier: Apache-2.0
import Commerce
import Foundation
import Ingestion
import Testing

/// Files changed at random, in every form, given to everything that reads files.
/// Sees: traps, hangs, rows that are not accounted for, another answer for the same bytes. Does not see: whether a value is the right one.
///
/// `TONGPIN_FUZZ_FILES` asks for more of them (so many of each form), `TONGPIN_FUZZ_FIRST` for others, `TONGPIN_FUZZ_FORM` for one form; a broken
/// promise names the number of its file.
@Suite("Files changed at random are answered")
struct ImportFuzzTests {
  static let count = number("TONGPIN_FUZZ_FILES") ?? 300
  static let first = number("TONGPIN_FUZZ_FIRST") ?? 0

  private static func number(_ name: String) -> Int? { ProcessInfo.processInfo.environment[name].flatMap { Int($0) } }

  @Test("Every promise is kept", arguments: FuzzedFile.Form.allCases)
  func promises(_ form: FuzzedFile.Form) {
    if let wanted = ProcessInfo.processInfo.environment["TONGPIN_FUZZ_FORM"], wanted != form.rawValue { return }
    var broken: [String] = []
    var (refused, accepted) = (0, 0)
    for number in Self.first..<(Self.first + Self.count) where broken.count < 20 {
      let file = FuzzedFile(form, number)
      let answers = [0, 1].map { _ in Self.answer(file) }
      if answers[0] != answers[1] { broken.append("\(form) \(number): two answers, \(answers)") }
      if answers[0].hasPrefix("!") { broken.append("\(form) \(number): \(answers[0])") }
      if answers[0].hasPrefix("refused") { refused += 1 } else { accepted += 1 }
    }
    #expect(broken.isEmpty, "\(broken.joined(separator: "\n"))")
    // Changes that always, or never, spoil the whole file would try nothing.
    if Self.count >= 300 { #expect(accepted > Self.count / 50, "\(form): \(refused) refused, \(accepted) read") }
  }

  private static func answer(_ file: FuzzedFile) -> String {
    let source = ImportSource.bytes(file.bytes, name: "t.\(file.form.rawValue)")
    do {
      let result = try FactFile.readTable(source, kind: file.kind)
      let isWhole = result.accepted + result.rejected + result.merged == result.rowsRead
      if file.number % 16 == 0 { _ = try FactFile.guessKinds(source) }
      for finding in result.findings.kept where FindingCatalogue.message(finding, .chinese).contains("{") {
        if !finding.excerpt.contains("{") && !(finding.column?.header.contains("{") ?? false) {
          return "! a placeholder in \(finding.code)"
        }
      }
      return (isWhole ? "" : "! rows not accounted for ")
        + "\(result.digest) \(result.findings.countsByCode.map { "\($0.code)\($0.count)" })"
    } catch {
      return "refused \(error)"
    }
  }
}

/// A good file with a few bytes, cells or parts changed; the same number gives the same file.
struct FuzzedFile {
  enum Form: String, CaseIterable, Sendable { case csv, xlsx, xls, html }

  let form: Form
  let number: Int
  let kind: FactKind
  let bytes: [UInt8]

  init(_ form: Form, _ number: Int) {
    self.form = form
    self.number = number
    var dice = Dice(UInt64(number) &* 4 &+ UInt64(Form.allCases.firstIndex(of: form) ?? 0))
    let layout = Layout.all[dice.below(Layout.all.count)]
    kind = layout.kind
    var sheet = layout.sheet
    for _ in 0..<dice.below(4) { FuzzedFile.change(&sheet, &dice) }
    switch form {
    case .csv:
      let text = dice.below(2) == 0 ? Array(sheet.csv.utf8) : sheet.gb18030
      bytes = FuzzedFile.damaged(text, &dice, dictionary: FuzzedFile.marks)
    case .html: bytes = FuzzedFile.damaged(Array(sheet.html.utf8), &dice, dictionary: FuzzedFile.tags)
    case .xlsx:
      // Half of them are damaged inside their parts and packed well, so that the damage reaches the readers.
      bytes = dice.below(2) == 0 ? FuzzedFile.damaged(sheet.xlsx, &dice, dictionary: []) : FuzzedFile.repacked(sheet.xlsx, &dice)
    case .xls:
      let stream = dice.below(3) == 0 ? sheet.xls : sheet.book.stream()
      let changed = FuzzedFile.damaged(stream, &dice, dictionary: FuzzedFile.records, isBinary: true)
      bytes = dice.below(2) == 0 && stream.first == 0x09 ? BookMaker.container(changed, "Workbook") : changed
    }
  }

  private static let marks = [
    ",", "\"", "\"\"", "\n", "\r", ";", "\t", "合计", "-", "(", "1e9", "万", "2026-02-30", "#REF!", "\u{FEFF}", "0", "月",
  ].map { Array($0.utf8) }
  private static let tags = [
    "<td>", "</td>", "<tr>", "</tr>", "<table>", "</table>", "<!--", "-->", "<![CDATA[", "<script>", "&amp;", "&#x110000;", "&#0;",
    " colspan=9999", " rowspan=70000", "<", ">", "\"",
    "<!DOCTYPE a [<!ENTITY b \"c\">]>", "<meta charset=utf-16>", "<plaintext>", "<svg>", "<select>",
  ].map { Array($0.utf8) }
  private static let elements = [
    "<c r=\"ZZZ9\"><v>1</v></c>", "<v>", "</v>", "<row r=\"-1\">", "</row>", "&lt;", "&#x0;", "<mergeCell ref=\"A1:XFD1048576\"/>",
    "t=\"s\"", "s=\"99\"", "1e400", "-1", "<rPh>", "<!DOCTYPE a>", "<is><t>",
    "mergeCell ref=\"A1", "<![CDATA[", "r=\"\"",
  ].map { Array($0.utf8) }
  private static let records: [[UInt8]] = [
    [0x09, 0x08], [0x0A, 0, 0, 0], [0xFC, 0], [0x3C, 0], [0xFF, 0xFF], [0, 0, 0, 0], [0x7F, 0xFF, 0xFF, 0xFF], [0xE5, 0, 0xFF, 0xFF],
    [0xBD, 0], [0x06, 0], [0x07, 0x02],
  ]

  /// Another cell, a row twice, cells merged.
  private static func change(_ sheet: inout Sheet, _ dice: inout Dice) {
    let row = dice.below(sheet.rows.count)
    switch dice.below(5) {
    case 0: sheet.rows.insert(sheet.rows[row], at: dice.below(sheet.rows.count))
    case 1: sheet.rows.remove(at: row)
    case 2:
      sheet.merges.append("\(["A", "B", "C"][dice.below(3)])\(1 + dice.below(9)):\(["A", "C", "F"][dice.below(3)])\(1 + dice.below(12))")
    case 3 where !sheet.rows[row].isEmpty:
      sheet.rows[row][dice.below(sheet.rows[row].count)] = ["", "-", "1月", "合计", "2026-02-30", "9e99", "x:y", "=-1"][dice.below(8)]
    default: sheet.rows[row] += sheet.rows[dice.below(sheet.rows.count)]
    }
    if sheet.rows.isEmpty { sheet.rows = [[""]] }
  }

  private static func damaged(_ bytes: [UInt8], _ dice: inout Dice, dictionary: [[UInt8]], isBinary: Bool = false) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<dice.below(5) where !bytes.isEmpty {
      let place = dice.below(bytes.count)
      switch dice.below(6) {
      case 0: bytes[place] = UInt8(dice.below(256))
      case 1: bytes[place] ^= UInt8(1 << dice.below(8))
      case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + dice.below(isBinary ? 8 : 40)))
      case 3 where !dictionary.isEmpty:
        let word = dictionary[dice.below(dictionary.count)]
        if isBinary {
          bytes.replaceSubrange(place..<min(bytes.count, place + word.count), with: word)
        } else {
          bytes.insert(contentsOf: word, at: place)
        }
      case 4:
        let piece = Array(bytes[place..<min(bytes.count, place + 1 + dice.below(200))])
        bytes.insert(contentsOf: piece, at: dice.below(bytes.count))
      default: if dice.below(8) == 0 { bytes = Array(bytes.prefix(place + 1)) }
      }
    }
    return bytes
  }

  /// The stored parts of a workbook, damaged one by one and packed again with the right sums.
  private static func repacked(_ bytes: [UInt8], _ dice: inout Dice) -> [UInt8] {
    var zip = ZipMaker()
    var place = 0
    while place + 30 < bytes.count, bytes[place] == 0x50, bytes[place + 1] == 0x4B, bytes[place + 2] == 3 {
      func number(_ at: Int, _ width: Int) -> Int { (0..<width).reduce(0) { $0 | Int(bytes[place + at + $1]) << (8 * $1) } }
      let (size, nameLength) = (number(18, 4), number(26, 2))
      let name = String(decoding: bytes[(place + 30)..<(place + 30 + nameLength)], as: UTF8.self)
      let content = Array(bytes[(place + 30 + nameLength)..<(place + 30 + nameLength + size)])
      let changed = dice.below(2) == 0 ? damaged(content, &dice, dictionary: elements) : content
      zip.add(name, String(decoding: changed, as: UTF8.self))
      place += 30 + nameLength + size
    }
    return zip.bytes
  }
}

/// Numbers at random that are the same in every run.
struct Dice {
  private var state: UInt64

  init(_ seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 ^ 0xD1B5_4A32_D192_ED03
    for _ in 0..<4 { _ = below(2) }
  }

  mutating func below(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(max(limit, 1)))
  }
}
