// SPDX-License-Identifier: Apache-2.0
import Commerce
import Foundation
import Ingestion
import Testing

/// Sees a form of file that changes, drops or adds a single value.
@Suite(
  "Four imports, identical facts",
  .enabled(if: RealData.isPresent("adventure-works"), "no adventure-works data beside the repository"),
  .enabled(if: Spreadsheet.isPresent, "no soffice to save workbooks with"))
struct FourImportsTests {
  /// The old format has 65,536 lines, one of them the header.
  static let lines = 65_535

  @Test("AdventureWorks order lines as CSV, XLSX, XLS and a Chinese GB18030 export are the same rows and columns")
  func fourForms() throws {
    let text = try String(contentsOf: RealData.url("adventure-works", "sales_order_lines"), encoding: .utf8)
    let rows = text.split(separator: "\n").prefix(Self.lines + 1)
    let csv = rows.joined(separator: "\n") + "\n"
    let plain = try read(csv, .salesOrderLines)
    #expect(plain.accepted == Self.lines)
    #expect((plain.guess?.questions.count ?? 99) <= 3)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("four-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("orders.csv")
    try Data(csv.utf8).write(to: path)
    for ending in ["xlsx", "xls"] {
      let saved = try Spreadsheet.save(path, as: ending, in: folder)
      let result = try FactFile.readTable(.file(path: saved.path), kind: .salesOrderLines)
      try expectSame(result, plain, "saved as .\(ending)")
    }
    let chinese = "AdventureWorks 销售订单列表\n" + chineseHeader(rows[0], plain) + "\n" + rows.dropFirst().joined(separator: "\n") + "\n"
    let bytes = try #require(chinese.data(using: String.Encoding(rawValue: 0x8000_0632)))
    let result = try read(bytes: Array(bytes), .salesOrderLines, name: "订单.csv")
    #expect(result.encoding == .gb18030)
    try expectSame(result, plain, "with Chinese headers below a title")
  }

  private func expectSame(_ result: ImportResult, _ plain: ImportResult, _ what: String) throws {
    #expect(result.accepted == plain.accepted, "\(what): \(result.says().prefix(5))")
    #expect((result.guess?.questions.count ?? 99) <= 3, "\(what)")
    for (column, other) in zip(result.table.columns, plain.table.columns) {
      #expect(column.isPresent == other.isPresent, "\(column.field.name) \(what)")
      #expect(column.integers == other.integers, "\(column.field.name) \(what)")
      #expect(column.texts == other.texts, "\(column.field.name) \(what)")
    }
    #expect(CanonicalFacts.bytes(of: result.table) == CanonicalFacts.bytes(of: plain.table), "\(what)")
  }

  /// The labels of the fields in place of the English names.
  private func chineseHeader(_ header: Substring, _ plain: ImportResult) -> String {
    let labelOf = Dictionary(uniqueKeysWithValues: (plain.guess?.columns ?? []).map { ($0.header, $0.field) })
    return header.split(separator: ",").map { name in
      let field = plain.table.schema.fields.first { $0.name == labelOf[String(name)] }
      return field?.label ?? String(name)
    }.joined(separator: ",")
  }
}

/// LibreOffice, where it is installed.
enum Spreadsheet {
  static let program = ["/usr/bin/soffice", "/usr/local/bin/soffice"].first { FileManager.default.isExecutableFile(atPath: $0) }
  static var isPresent: Bool { program != nil }

  /// Saves a UTF-8 CSV in another form; numbers and days become those of a spreadsheet.
  static func save(_ file: URL, as ending: String, in folder: URL) throws -> URL {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program ?? "/usr/bin/soffice")
    process.arguments = [
      "-env:UserInstallation=\(folder.appendingPathComponent("profile").absoluteString)", "--headless", "--convert-to",
      ending == "xls" ? "xls:MS Excel 97" : "xlsx", "--infilter=CSV:44,34,76,1", "--outdir", folder.path, file.path,
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return file.deletingPathExtension().appendingPathExtension(ending)
  }
}
