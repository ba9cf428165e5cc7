// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Foundation
import PlanningCycle
import TongpinServer
import Wire

/// Makes a source from options, or from a file in the form of the HTTP contract.
struct SourceAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: Words.pick("新增一个数据源", "Adds a source."),
    discussion: Words.pick(
      """
      例子
        tongpin source add --name ERP订单 --owner wang --type odbc --driver "MariaDB Unicode" --host db --port 3306 --database-name erp \\
          --user reader --kind sales-order-lines --sql 订单.sql --mark id:integer --daily 06:30 --workdays --secret-env ERP_PASSWORD
        tongpin source add --name 收件夹 --owner wang --type folder --path inbox --kind shipments --every 5
      有多条查询时用 --file，内容与 HTTP 接口的 SourceDraft 相同。
      """,
      """
      Examples
        tongpin source add --name "ERP orders" --owner wang --type odbc --driver "MariaDB Unicode" --host db --port 3306 \\
          --database-name erp --user reader --kind sales-order-lines --sql orders.sql --mark id:integer --daily 06:30 --workdays \\
          --secret-env ERP_PASSWORD
        tongpin source add --name inbox --owner wang --type folder --path inbox --kind shipments --every 5
      With several queries use --file: the SourceDraft of the HTTP contract.
      """))

  @Option(help: ArgumentHelp(Words.pick("定义文件（JSON）；其他选项覆盖它", "a definition (JSON); other options go over it"), valueName: "file"))
  var file: String?
  @Option var name: String?
  @Option(help: ArgumentHelp(Words.pick("英文名称", "its English name"))) var nameEn: String?
  @Option(help: ArgumentHelp(Words.pick("负责人的登录名", "the login of whoever answers for it"))) var owner: String?
  @Option(help: ArgumentHelp("postgres | odbc | rest | folder | push")) var type: String?
  @Option var host: String?
  @Option var port: Int64?
  @Option(help: ArgumentHelp(Words.pick("数据库名", "name of the database"))) var databaseName: String?
  @Option var user: String?
  @Option(help: ArgumentHelp("none | encrypted | verified")) var protection: String?
  @Option(help: ArgumentHelp(Words.pick("ODBC 驱动名称", "name of the ODBC driver"))) var driver: String?
  @Option var url: String?
  @Option(help: ArgumentHelp(Words.pick("被监视的文件夹", "the folder to watch"))) var path: String?
  @Option(help: ArgumentHelp(Words.pick("数据种类", "what the rows are"))) var kind: String?
  @Option(help: ArgumentHelp(Words.pick("查询文件（一条 SELECT）", "a file with the query: one SELECT"), valueName: "file")) var sql: String?
  @Option(help: ArgumentHelp(Words.pick("水位列和类型", "watermark column and type"), valueName: "column:integer|timestamp|day"))
  var mark: String?
  @Option(help: ArgumentHelp(Words.pick("每几分钟读一次", "minutes between two runs"))) var every: Int64?
  @Option(help: ArgumentHelp(Words.pick("每天几点读", "time of the day"), valueName: "HH:MM")) var daily: String?
  @Flag(help: ArgumentHelp(Words.pick("只在工作日", "on workdays only"))) var workdays = false
  @Option(help: ArgumentHelp(Words.pick("存放口令的环境变量名", "the environment variable that holds the secret"), valueName: "variable"))
  var secretEnv: String?
  @Flag(help: ArgumentHelp(Words.pick("从标准输入读口令", "read the secret from standard input"))) var secretStdin = false
  @Flag(help: ArgumentHelp(Words.pick("输出 JSON", "print JSON"))) var json = false
  @OptionGroup var sources: SourceOption
  @OptionGroup var folder: FolderOption
  @OptionGroup var language: LanguageOption

  func run() throws {
    let draft = try readDraft()
    let secret = try readSecret()
    let workspace = try WorkspaceFolder.open(folder, sources: try sources.ways())
    let outcome = try workspace.saveSource(try SourceCommand.importing(), nil, draft, context: SourceCommand.context("source-add"))
    if let secret {
      _ = try workspace.setSourceSecret(
        try SourceCommand.importing(), outcome.event, secret, context: SourceCommand.context("source-secret"))
    }
    if json {
      return SourceCommand.printed(.object([.init("source", .integer(outcome.event)), .init("revision", .integer(workspace.revision))]))
    }
    print(Words.pick("\(outcome.label.chinese)，编号 \(outcome.event)", "\(outcome.label.english), number \(outcome.event)"))
  }

  private func readDraft() throws -> SourceDraft {
    var draft = SourceDraft()
    if let file { draft = SourceDraft(try JSON(reading: [UInt8](try Data(contentsOf: URL(fileURLWithPath: file))))) }
    draft.name = name ?? draft.name
    draft.englishName = nameEn ?? draft.englishName
    draft.owner = owner ?? draft.owner
    draft.type = type ?? draft.type
    draft.host = host ?? draft.host
    draft.port = port ?? draft.port
    draft.database = databaseName ?? draft.database
    draft.user = user ?? draft.user
    draft.protection = protection ?? draft.protection
    draft.driver = driver ?? draft.driver
    draft.url = url ?? draft.url
    draft.path = path ?? draft.path
    if every != nil || daily != nil { (draft.every, draft.daily) = (every, daily ?? "") }
    draft.isWorkdaysOnly = workdays || draft.isWorkdaysOnly
    draft.usesSecret = draft.usesSecret || secretEnv != nil || secretStdin
    guard let kind else { return draft }
    var query = SourceDraft.Query()
    query.kind = kind
    if let sql { query.text = try String(contentsOfFile: sql, encoding: .utf8) }
    if let parts = mark?.split(separator: ":", maxSplits: 1), parts.count == 2 {
      (query.markColumn, query.markKind) = (String(parts[0]), String(parts[1]))
    } else if let mark {
      throw ValidationError(Words.pick("--mark 应为 列:类型，现为 \(mark)", "--mark is COLUMN:TYPE, it is \(mark)"))
    }
    draft.queries = [query]
    return draft
  }

  private func readSecret() throws -> SecretText? {
    if let secretEnv {
      guard let secret = SecretText(ProcessInfo.processInfo.environment[secretEnv]) else {
        throw ValidationError(Words.pick("环境变量 \(secretEnv) 是空的", "the environment variable \(secretEnv) is empty"))
      }
      return secret
    }
    guard secretStdin else { return nil }
    guard let secret = SecretText(readLine(strippingNewline: true)) else {
      throw ValidationError(Words.pick("标准输入里没有口令", "there is no secret on standard input"))
    }
    return secret
  }
}
