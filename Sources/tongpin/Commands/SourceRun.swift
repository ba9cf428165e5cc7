// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Foundation
import Logging
import PlanningCycle
import TongpinServer
import Wire

/// Asks a source for its first rows and shows them; nothing is kept.
struct SourceTest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: Words.pick("试连一个数据源：列、前几行、字段对应", "Tries a source: columns, first rows, what they seem to mean."),
    discussion: Words.pick(
      "例子\n  tongpin source test 7 --source-hosts db.corp.cn:5432", "Examples\n  tongpin source test 7 --source-hosts db.corp.cn:5432"))
  @Argument var source: Int64
  @Option(help: ArgumentHelp(Words.pick("第几条查询，从 1 起", "which query, from 1"))) var query = 1
  @Flag(help: ArgumentHelp(Words.pick("输出 JSON", "print JSON"))) var json = false
  @OptionGroup var sources: SourceOption
  @OptionGroup var folder: FolderOption
  @OptionGroup var language: LanguageOption

  func run() throws {
    let workspace = try WorkspaceFolder.open(folder, sources: try sources.ways())
    let detail = try workspace.source(try Access.authorize(.localOperator, to: To.ViewCompany.self), source)
    let draft = SourceDraft(detail.view.source.content, owner: detail.view.ownerLogin)
    let trial = try workspace.sourceTrial(try SourceCommand.importing(), draft, query: query - 1, secret: nil, of: source)
    let answer: SourceTrial.Answer
    do throws(SourceFault) { answer = try trial.ask { false } } catch { throw SourceFailure(fault: error) }
    if json { return SourceCommand.printed(answer.json) }
    switch answer {
    case .folder(let files): print(files.map { "\($0.name)\t\($0.size)" }.joined(separator: "\n"))
    case .rows(let probe): show(probe)
    }
  }

  private func show(_ probe: SourceProbe) {
    print(probe.server + (probe.clock.map { "  " + $0 } ?? ""))
    let fields = Dictionary(probe.preview.columns.map { ($0.header, $0.field) }, uniquingKeysWith: { first, _ in first })
    for column in probe.columns {
      let field = fields[column.name].flatMap { $0 } ?? "–"
      print(
        "\(column.name)\t\(column.type)\t→ \(field)" + (column.mark.map { "\t" + Words.pick("可作水位：", "watermark: ") + $0.rawValue } ?? ""))
    }
    for row in probe.first.rows.prefix(5) { print(row.map { $0 ?? "∅" }.joined(separator: " | ")) }
    for question in probe.preview.questions {
      print("? \(question.field): " + question.candidates.joined(separator: ", ") + (question.proposal.map { "  " + Words.pick($0) } ?? ""))
    }
  }
}

/// Reads a source now, as the server would.
struct SourceRunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: Words.pick("立即读取一个数据源", "Reads a source now."),
    discussion: Words.pick(
      "例子\n  tongpin source run 7 --source-hosts db.corp.cn:5432\n  tongpin source run 7 --from-start\n退出码 3 表示有行被拒绝。",
      "Examples\n  tongpin source run 7 --source-hosts db.corp.cn:5432\n  tongpin source run 7 --from-start\nExit code 3 says that rows were rejected."
    ))
  @Argument var source: Int64
  @Flag(help: ArgumentHelp(Words.pick("从头读取；已知的行不变", "read everything again; rows that are known stay"))) var fromStart = false
  @Flag(help: ArgumentHelp(Words.pick("输出 JSON", "print JSON"))) var json = false
  @OptionGroup var sources: SourceOption
  @OptionGroup var folder: FolderOption
  @OptionGroup var language: LanguageOption

  func run() async throws {
    let ways = try sources.ways()
    let (source, fromStart) = (source, fromStart)
    let workspace = WorkspaceThread(try WorkspaceFolder.open(folder, sources: ways))
    let poller = SourcePoller(
      workspace: workspace, access: try await workspace.perform { $0.environment.sources }, logger: Logger(label: "tongpin"))
    let task = try await workspace.perform { workspace in
      _ = try workspace.runSource(
        try SourceCommand.importing(), source, isFromStart: fromStart, context: SourceCommand.context("source-run"))
      return try workspace.beginSource(try SourceCommand.importing(), source)
    }
    guard let task else { throw Failure("数据源 \(source) 正在读取", "source \(source) is being read already") }
    let faults = await poller.carryOut(task)
    let detail = try await workspace.perform { try $0.source(try Access.authorize(.localOperator, to: To.ViewCompany.self), source) }
    let runs = detail.runs.filter { $0.startedAt >= task.startedAt }
    if json {
      SourceCommand.printed(.object([.init("source", detail.view.json), .init("runs", JSON(runs) { $0.json })]))
    } else {
      print(runs.reversed().map(SourceCommand.line).joined(separator: "\n"))
    }
    if let fault = faults.first?.fault { throw SourceFailure(fault: fault) }
    if runs.contains(where: { $0.rejected > 0 }) { throw ExitCode(3) }
  }
}

/// A fault of a source as the command line says it.
struct SourceFailure: Error, CustomStringConvertible {
  let fault: SourceFault

  var description: String { "\(Words.pick(fault.sentence)) \(Words.pick(fault.hint)) (\(fault.code.rawValue))" }
}
