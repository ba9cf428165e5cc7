// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Commerce
import FileWorkers
import Foundation
import Ingestion
import PlanningCycle
import Quantities
import Wire

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: Words.pick("把 CSV 或 XLSX 文件导入为事实", "Brings the rows of CSV or XLSX files in as facts."),
    discussion: Words.pick(
      """
      例子
        tongpin import 订单.csv --kind sales-order-lines
        tongpin import sales.csv --kind sales-order-lines --mapping Examples/adventure-works/sales_order_lines.yaml
        tongpin import 库存.xlsx --kind stock --dry-run
      同一文件再导一次不会改变任何数据。退出码 3 表示有行被拒绝。
      """,
      """
      Examples
        tongpin import orders.csv --kind sales-order-lines
        tongpin import sales.csv --kind sales-order-lines --mapping Examples/adventure-works/sales_order_lines.yaml
        tongpin import stock.xlsx --kind stock --dry-run
      The same file twice changes nothing. Exit code 3 says that rows were rejected.
      """))

  @Argument(help: ArgumentHelp(Words.pick("文件", "files")))
  var files: [String]
  @Option(help: ArgumentHelp(Words.pick("文件内容的种类，见 --help-kinds", "what the files hold"), valueName: "kind"))
  var kind: String
  @Option(help: ArgumentHelp(Words.pick("映射文件（YAML）", "mapping file (YAML)"), valueName: "file"))
  var mapping: String?
  @Flag(help: ArgumentHelp(Words.pick("有一行被拒绝就什么都不导入", "keep nothing when a row is rejected")))
  var strict = false
  @Flag(help: ArgumentHelp(Words.pick("只检查，不写入", "look, keep nothing")))
  var dryRun = false
  @Flag(help: ArgumentHelp(Words.pick("输出 JSON", "print JSON")))
  var json = false
  @OptionGroup var folder: FolderOption
  @OptionGroup var language: LanguageOption

  func run() throws {
    guard let kind = FactKind(name: kind) else {
      let known = FactKind.allCases.map(\.rawValue).joined(separator: " ")
      throw ValidationError(Words.pick("没有种类 \(self.kind)；可用：\(known)", "no kind \(self.kind); known are \(known)"))
    }
    let mappingFile = try readMapping()
    let workspace = try dryRun && !folder.place.exists ? nil : WorkspaceFolder.open(folder)
    let proof = try Access.authorize(.localOperator, to: To.ImportFacts.self)
    let reader = IngestionFileReader(currency: .init(code: workspace?.settings.currency ?? "CNY") ?? .cny)
    var hasRejections = false
    for file in files {
      let reading = try read(file, kind: kind, mapping: mappingFile, reader: reader, workspace: workspace)
      hasRejections = hasRejections || reading.rejected > 0
      var result: ImportResultRecord?
      if let workspace, !dryRun, !(strict && reading.rejected > 0) {
        result = try workspace.record(
          proof, reading, fileName: URL(fileURLWithPath: file).lastPathComponent,
          fileBytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: file))), key: WorkspaceFolder.freshKey("import"))
      }
      print(json ? jsonText(file, reading, result) : text(file, reading, result))
    }
    if hasRejections { throw ExitCode(3) }
  }

  private func readMapping() throws -> Mapping? {
    guard let mapping else { return nil }
    let file = try MappingFile.read(path: mapping)
    for finding in file.findings { note(ImportCommand.line(IngestionFileReader.worded(finding), file: mapping)) }
    guard let read = file.mapping else {
      throw Failure("映射文件 \(mapping) 无法使用", "the mapping file \(mapping) cannot be used")
    }
    return read
  }

  private func read(
    _ file: String, kind: FactKind, mapping: Mapping?, reader: IngestionFileReader, workspace: Workspace?
  ) throws -> FactFileReading {
    let isTerminal = isatty(2) != 0
    let reading = try reader.read(
      .file(path: file), kind: kind, mapping: mapping, knows: workspace?.knownCodes(for: kind).knows ?? { _, _ in nil },
      progress: { progress in
        if isTerminal {
          let percent = progress.bytesTotal > 0 ? progress.bytesDone * 100 / progress.bytesTotal : 100
          FileHandle.standardError.write(Data("\r\(percent) % · \(progress.rowsRead)".utf8))
        }
        return true
      })
    if isTerminal { note("") }
    return reading
  }

  private func text(_ file: String, _ reading: FactFileReading, _ result: ImportResultRecord?) -> String {
    var lines = [
      Words.pick(
        "\(file)：读 \(reading.rowsRead) 行，接受 \(reading.table.rowCount)，拒绝 \(reading.rejected)",
        "\(file): \(reading.rowsRead) rows read, \(reading.table.rowCount) accepted, \(reading.rejected) rejected")
    ]
    if let result {
      lines.append(
        Words.pick(
          "  新增 \(result.added)，更正 \(result.corrected)，未变 \(result.unchanged)",
          "  \(result.added) new, \(result.corrected) corrected, \(result.unchanged) unchanged"))
    } else {
      lines.append(Words.pick("  没有写入", "  nothing was kept"))
    }
    for finding in reading.findings.prefix(50) { lines.append("  " + ImportCommand.line(finding, file: file)) }
    if reading.findingsTotal > 50 {
      lines.append(Words.pick("  … 共 \(reading.findingsTotal) 条提示", "  … \(reading.findingsTotal) findings in all"))
    }
    return lines.joined(separator: "\n")
  }

  private static func line(_ finding: FactFileFinding, file: String) -> String {
    let place = finding.column.isEmpty ? "\(file):\(finding.line)" : "\(file):\(finding.line):\(finding.column)"
    let header = finding.header.isEmpty ? "" : " [\(finding.header)]"
    let value = finding.value.isEmpty ? "" : " “\(finding.value)”"
    return "\(place)\(header)\(value) \(Words.pick(finding.message)) (\(finding.code)); \(Words.pick(finding.hint))"
  }

  private func jsonText(_ file: String, _ reading: FactFileReading, _ result: ImportResultRecord?) -> String {
    let value = JSON.object([
      .init("file", .string(file)), .init("rowsRead", JSON(reading.rowsRead)),
      .init("accepted", JSON(reading.table.rowCount)), .init("rejected", JSON(reading.rejected)),
      .init("added", result.map { JSON($0.added) } ?? .null),
      .init("corrected", result.map { JSON($0.corrected) } ?? .null),
      .init("unchanged", result.map { JSON($0.unchanged) } ?? .null),
      .init(
        "findings",
        JSON(reading.findings) { finding in
          .object([
            .init("code", .string(finding.code)), .init("severity", .string(finding.severity)),
            .init("line", JSON(finding.line)), .init("column", .string(finding.column)),
            .init("header", .string(finding.header)), .init("value", .string(finding.value)),
            .init("message", .string(Words.pick(finding.message))),
          ])
        }),
      .init("findingsTotal", JSON(reading.findingsTotal)),
      .init(
        "roundings",
        JSON(reading.roundings) { rounding in
          .object([
            .init("field", .string(rounding.field)), .init("header", .string(rounding.header)),
            .init("cells", JSON(rounding.cells)), .init("difference", .string(rounding.difference)),
            .init("isExact", JSON(rounding.isExact)),
          ])
        }),
    ])
    return String(decoding: value.encoded(), as: UTF8.self)
  }
}
