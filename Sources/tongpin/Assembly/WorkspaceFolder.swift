// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Calendars
import DemoCompany
import FileWorkers
import Foundation
import Journal
import PlanningCycle
import Quantities
import Warehouse
import WarehousePostgres

/// The options of every command that works on a company.
struct FolderOption: ParsableArguments {
  @Option(
    name: .customLong("data"), help: ArgumentHelp(Words.pick("数据目录", "the data folder"), valueName: "dir"))
  var data = "data/main"
  @Option(
    help: ArgumentHelp(
      Words.pick(
        "PostgreSQL 地址，代替 --data：postgres://用户@主机:端口/库；口令放在 PGPASSFILE 或 PGPASSWORD",
        "an address of PostgreSQL instead of --data: postgres://USER@HOST:PORT/DATABASE; the password in PGPASSFILE or PGPASSWORD"),
      valueName: "url"))
  var database: String?
  @Option(
    help: ArgumentHelp(
      Words.pick("链密钥文件，与 --database 一起用；默认取 TONGPIN_KEY_FILE", "the file of the chain's key, with --database; TONGPIN_KEY_FILE else"),
      valueName: "file"))
  var keyFile: String?

  /// Where the workspace of the command is.
  var place: WorkspacePlace {
    get throws {
      guard let database else { return .folder(data) }
      guard PostgresAddress.isAddress(database) else {
        throw ValidationError(Words.pick("--database 需要 postgres://… 地址", "--database needs an address postgres://…"))
      }
      return try WorkspacePlace(database, keyFile: keyFile)
    }
  }

  @Option(
    name: .customLong("today"),
    help: ArgumentHelp(Words.pick("把这一天当作今天（yyyy-mm-dd）", "take this day as today (yyyy-mm-dd)"), valueName: "day"))
  var today: String?

  func chosenToday() throws -> Day {
    guard let today else { return SystemClock.today() }
    guard let day = Day(iso: today) else {
      throw ValidationError(Words.pick("--today 需要存在的日期 yyyy-mm-dd：\(today)", "--today needs a day that exists, yyyy-mm-dd: \(today)"))
    }
    return day
  }
}

/// Opens workspaces over whatever keeps them.
enum WorkspaceFolder {
  /// This very program, whatever it is called and wherever it lies by now.
  private static let program = "/proc/self/exe"

  /// - Parameter model: path of a model text; nil takes the manufacturing model.
  static func environment(
    today: Day, fixed: Bool, currency: String, model path: String? = nil, sources: SourceWays = SourceWays()
  ) throws -> WorkspaceEnvironment {
    let assets = try Assets.find()
    let file = path.map { URL(fileURLWithPath: $0) } ?? assets.model("manufacturing")
    let model = try String(contentsOf: file, encoding: .utf8)
    guard let currency = Currency(code: currency) else {
      throw Failure("不认识的币种 \(currency)", "the currency \(currency) is not known")
    }
    let templates = try ModelTemplate.names.map {
      ModelTemplate($0, text: try String(contentsOf: assets.model($0.key), encoding: .utf8))
    }
    let civilDay: @Sendable () -> Day = { fixed ? today : SystemClock.today() }
    return WorkspaceEnvironment(
      now: { SystemClock.now() }, today: civilDay, modelText: model, isModelFixed: path != nil,
      englishNotes: try JSONDecoder().decode([String: String].self, from: Data(contentsOf: assets.notes)),
      templates: templates, work: AllCores(),
      reader: ChildFileReader(currency: currency, program: program, arguments: [ReadFileCommand.name]),
      sources: try sources.access(currency), ticks: { SystemClock.ticks() },
      sample: { day in
        (CreateDemo.settings(madeFor: day), DemoCompany.generate(seed: 1, today: day).tables)
      }, isTodayFixed: fixed, release: { SystemMemory.giveBack() })
  }

  static func open(_ option: FolderOption, model: String? = nil, sources: SourceWays = SourceWays()) throws -> Workspace {
    try open(try option.place.open(), today: try option.chosenToday(), fixed: option.today != nil, model: model, sources: sources)
  }

  static func open(
    _ store: any OpenedWorkspace, today: Day, fixed: Bool, model: String? = nil, sources: SourceWays = SourceWays()
  ) throws -> Workspace {
    let currency = try OpenWorkspace.settings(of: store).currency
    return try OpenWorkspace.open(
      store: store, environment: try environment(today: today, fixed: fixed, currency: currency, model: model, sources: sources))
  }

  /// A key for a command typed on the command line: every run is its own command.
  static func freshKey(_ name: String) -> String { name + "-" + Token.make(random: SystemRandomBytes()).secret }
}
