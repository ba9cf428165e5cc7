// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Commerce
import DataQuality
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
        tongpin import 更正.csv --kind invoices --reason "客户退票重开"
        tongpin import 订单.csv --kind sales-order-lines --release --reason "财务已核对，确为万元"
      同一文件再导一次不会改变任何数据。退出码 3 表示有行被拒绝，或整批被质量规则隔离（没有一行进入计划）。
      """,
      """
      Examples
        tongpin import orders.csv --kind sales-order-lines
        tongpin import sales.csv --kind sales-order-lines --mapping Examples/adventure-works/sales_order_lines.yaml
        tongpin import stock.xlsx --kind stock --dry-run
        tongpin import corrected.csv --kind invoices --reason "invoiced anew for the customer"
        tongpin import orders.csv --kind sales-order-lines --release --reason "checked with finance: the unit is right"
      The same file twice changes nothing. Exit code 3 says that rows were rejected, or that a rule of quality holds the whole batch (no row is in the plan).
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
  @Flag(help: ArgumentHelp(Words.pick("被质量规则隔离也放行；需要 --reason", "let rows through that a rule of quality holds; needs --reason")))
  var release = false
  @Option(
    help: ArgumentHelp(
      Words.pick("晚到、更正或放行的原因，永远留在这一批上", "why rows come late, correct others or are let through; it stands on the batch for ever"),
      valueName: "text"))
  var reason: String?
  @Flag(help: ArgumentHelp(Words.pick("输出 JSON", "print JSON")))
  var json = false
  @OptionGroup var folder: FolderOption
  @OptionGroup var language: LanguageOption

  func validate() throws {
    if release, reason?.allSatisfy(\.isWhitespace) ?? true {
      throw ValidationError(Words.pick("--release 需要 --reason：为什么放行", "--release needs --reason: why the rows are let through"))
    }
  }

  func run() throws {
    guard let kind = FactKind(name: kind) else {
      let known = FactKind.allCases.map(\.rawValue).joined(separator: " ")
      throw ValidationError(Words.pick("没有种类 \(self.kind)；可用：\(known)", "no kind \(self.kind); known are \(known)"))
    }
    let mappingFile = try readMapping()
    let workspace = try dryRun && !folder.place.exists ? nil : WorkspaceFolder.open(folder)
    let proof = try Access.authorize(.localOperator, to: To.ImportFacts.self)
    let reader = IngestionFileReader(currency: .init(code: workspace?.settings.currency ?? "CNY") ?? .cny)
    var (hasRejections, isHeld) = (false, false)
    for file in files {
      let reading = try read(file, kind: kind, mapping: mappingFile, reader: reader, workspace: workspace)
      hasRejections = hasRejections || reading.rejected > 0
      var result: ImportResultRecord?
      if let workspace, !dryRun, !(strict && reading.rejected > 0) {
        result = try workspace.record(
          proof, reading, fileName: URL(fileURLWithPath: file).lastPathComponent,
          fileBytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: file))), key: WorkspaceFolder.freshKey("import"),
          reason: reason ?? "", origin: ImportOrigin(isReadableAgain: mapping == nil, release: release ? reason : nil))
        isHeld = isHeld || result?.isHeld == true
      }
      print(json ? jsonText(file, reading, result) : text(file, reading, result))
    }
    if hasRejections || isHeld { throw ExitCode(3) }
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
    if let result, result.isHeld {
      lines += heldLines(result)
    } else if let result {
      lines.append(
        Words.pick(
          "  新增 \(result.added)，更正 \(result.corrected)，未变 \(result.unchanged)",
          "  \(result.added) new, \(result.corrected) corrected, \(result.unchanged) unchanged"))
      lines += qualityLines(result)
    } else {
      lines.append(Words.pick("  没有写入", "  nothing was kept"))
    }
    for finding in reading.findings.prefix(50) { lines.append("  " + ImportCommand.line(finding, file: file)) }
    if reading.findingsTotal > 50 {
      lines.append(Words.pick("  … 共 \(reading.findingsTotal) 条提示", "  … \(reading.findingsTotal) findings in all"))
    }
    return lines.joined(separator: "\n")
  }

  private func heldLines(_ result: ImportResultRecord) -> [String] {
    let stops = result.report?.stops ?? []
    return [
      Words.pick(
        "  整批被隔离（批次 \(result.batch)），没有一行进入计划；\(stops.count) 条规则：",
        "  the whole batch is held (batch \(result.batch)), no row is in the plan; \(stops.count) \(stops.count == 1 ? "rule" : "rules"):")
    ] + stops.map { QualityLines.line($0) } + [
      Words.pick(
        "  更正文件后再导；或核对后放行：tongpin import … --release --reason \"原因\"，或在“数据质量”里由另一位有权限的人放行",
        "  correct the file and import it again; or let it through once it was looked at: tongpin import … --release --reason \"why\", or under"
          + " “Data quality” by somebody else with the right to")
    ]
  }

  private func qualityLines(_ result: ImportResultRecord) -> [String] {
    guard let report = result.report, let score = report.score else { return [] }
    let failing = report.outcomes.filter { $0.state == .failed && $0.rule.severity != .note }
    let passed = report.outcomes.count { $0.state == .passed }
    return [
      Words.pick(
        "  数据质量 \(score.total) 分：\(passed) 条规则通过，\(failing.count) 条要看一看",
        "  data quality \(score.total) of 100: \(passed) rules passed, \(failing.count) to look at")
    ] + failing.map { QualityLines.line($0) }
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
      .init("findingsTotal", JSON(reading.findingsTotal)), .init("isHeld", JSON(result?.isHeld ?? false)),
      .init("batch", result.map { .integer($0.batch) } ?? .null), .init("score", (result?.report?.score?.total).map { JSON($0) } ?? .null),
      .init(
        "failingRules",
        JSON((result?.report?.outcomes ?? []).filter { $0.state == .failed }) { one in
          .object([
            .init("rule", .string(one.rule.id)), .init("severity", .string(one.rule.severity.rawValue)),
            .init("words", .string(Words.pick(one.rule.words))), .init("checked", JSON(one.checked)), .init("failed", JSON(one.failed)),
          ])
        }),
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
