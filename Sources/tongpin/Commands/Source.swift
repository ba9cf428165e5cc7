// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Foundation
import PlanningCycle
import TongpinServer
import Wire

struct SourceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "source",
    abstract: Words.pick("管理数据源：自动读取数据库、接口和文件夹", "Manages sources: databases, services and folders that are read by themselves."),
    discussion: Words.pick(
      """
      例子
        tongpin source add --name ERP订单 --owner wang --type postgres --host db.corp.cn --database-name erp --user reader \\
          --kind sales-order-lines --sql 订单.sql --mark updated_at:timestamp --every 15 --secret-env ERP_PASSWORD
        tongpin source add --file 数据源.json < 口令文件
        tongpin source test 7 --source-hosts db.corp.cn:5432
        tongpin source run 7 --source-hosts db.corp.cn:5432
        tongpin source list --json
      口令只从标准输入或环境变量读取，不作为参数。服务器运行时请在“数据源”页操作。
      """,
      """
      Examples
        tongpin source add --name "ERP orders" --owner wang --type postgres --host db.corp.cn --database-name erp --user reader \\
          --kind sales-order-lines --sql orders.sql --mark updated_at:timestamp --every 15 --secret-env ERP_PASSWORD
        tongpin source add --file source.json < password-file
        tongpin source test 7 --source-hosts db.corp.cn:5432
        tongpin source run 7 --source-hosts db.corp.cn:5432
        tongpin source list --json
      A secret is read from standard input or an environment variable, and is never an argument. While the server runs, use its screen.
      """),
    subcommands: [List.self, Show.self, SourceAdd.self, SourceTest.self, SourceRunCommand.self, Pause.self, Remove.self])

  static func context(_ name: String) -> CommandContext {
    CommandContext(person: .localOperator, key: WorkspaceFolder.freshKey(name), at: SystemClock.now())
  }

  static func importing() throws -> Authorized<To.ImportFacts> { try Access.authorize(.localOperator, to: To.ImportFacts.self) }

  static func line(_ view: SourceView) -> String {
    let health = view.health
    let last = health.lastSuccess.map(\.minuteText) ?? Words.pick("还没有成功过", "never read so far")
    let fault = health.fault.map { "  " + Words.pick($0.sentence) } ?? ""
    return
      "\(view.source.id)\t\(Words.pick(health.state.label))\t\(Words.pick(view.source.content.name))\t\(view.source.content.feed.type)\t"
      + "\(view.ownerLogin)\t\(Words.pick(view.source.content.schedule.words))\t\(last)\(fault)"
  }

  static func line(_ run: SourceRun) -> String {
    let kind = run.kind.map { Words.pick($0.label) } ?? run.file
    if let fault = run.fault { return "\(run.endedAt.minuteText)\t✗ \(kind)\t\(Words.pick(fault.sentence)) \(Words.pick(fault.hint))" }
    if run.isRecovery { return "\(run.endedAt.minuteText)\t" + Words.pick("恢复正常", "can be read again") }
    let marks = run.to.map { " → \($0.text)" } ?? ""
    return "\(run.endedAt.minuteText)\t\(kind)\t"
      + Words.pick(
        "读 \(run.rows) 行，新增 \(run.added)，更正 \(run.corrected)，未变 \(run.unchanged)，拒绝 \(run.rejected)",
        "\(run.rows) rows read, \(run.added) new, \(run.corrected) corrected, \(run.unchanged) unchanged, \(run.rejected) rejected") + marks
  }

  static func printed(_ json: JSON) { print(String(decoding: json.encoded(), as: UTF8.self)) }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: Words.pick("列出数据源和健康状况", "Lists the sources with their health."))
    @Flag(help: ArgumentHelp(Words.pick("输出 JSON", "print JSON"))) var json = false
    @OptionGroup var folder: FolderOption
    @OptionGroup var language: LanguageOption

    func run() throws {
      let workspace = try WorkspaceFolder.open(folder)
      let views = try workspace.sources(try Access.authorize(.localOperator, to: To.ViewCompany.self))
      if json { return SourceCommand.printed(.object([.init("sources", JSON(views) { $0.json })])) }
      print(views.isEmpty ? Words.pick("还没有数据源", "no sources yet") : views.map(SourceCommand.line).joined(separator: "\n"))
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: Words.pick("显示一个数据源和它的运行记录", "Shows one source and its runs."))
    @Argument var source: Int64
    @Flag(help: ArgumentHelp(Words.pick("输出 JSON", "print JSON"))) var json = false
    @OptionGroup var folder: FolderOption
    @OptionGroup var language: LanguageOption

    func run() throws {
      let workspace = try WorkspaceFolder.open(folder)
      let detail = try workspace.source(try Access.authorize(.localOperator, to: To.ViewCompany.self), source)
      if json { return SourceCommand.printed(detail.json(revision: workspace.revision, mayEdit: true)) }
      print(([SourceCommand.line(detail.view)] + detail.runs.map(SourceCommand.line)).joined(separator: "\n"))
    }
  }

  struct Pause: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: Words.pick("暂停或恢复一个数据源", "Lets a source rest, or read again."))
    @Argument var source: Int64
    @Flag(help: ArgumentHelp(Words.pick("恢复读取", "read it again"))) var resume = false
    @OptionGroup var folder: FolderOption
    @OptionGroup var language: LanguageOption

    func run() throws {
      let workspace = try WorkspaceFolder.open(folder)
      let outcome = try workspace.pauseSource(
        try SourceCommand.importing(), source, isPaused: !resume, context: SourceCommand.context("source-pause"))
      print(Words.pick(outcome.label))
    }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Words.pick("删除一个数据源；已读入的数据保留", "Removes a source; what was read stays."))
    @Argument var source: Int64
    @OptionGroup var folder: FolderOption
    @OptionGroup var language: LanguageOption

    func run() throws {
      let workspace = try WorkspaceFolder.open(folder)
      let outcome = try workspace.removeSource(try SourceCommand.importing(), source, context: SourceCommand.context("source-remove"))
      print(Words.pick(outcome.label))
    }
  }
}
