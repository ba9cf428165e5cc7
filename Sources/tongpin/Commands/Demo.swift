// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Calendars
import Commerce
import DemoCompany
import Foundation
import Journal
import PlanningCycle
import Warehouse
import WarehouseSQLite

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: Words.pick("创建（如果没有）并打开演示公司 云杉电器", "Creates the demo company if absent, and serves it."),
    discussion: Words.pick(
      "例子\n  tongpin demo\n  tongpin demo --data ./data/demo --port 8081 --today 2026-11-23",
      "Examples\n  tongpin demo\n  tongpin demo --data ./data/demo --port 8081 --today 2026-11-23"))

  @Option(help: ArgumentHelp(Words.pick("数据目录", "the data folder"), valueName: "dir"))
  var data = "data/demo"
  @Option(help: ArgumentHelp(Words.pick("随机种子", "seed of the example")))
  var seed: UInt64 = 1
  @Option(help: ArgumentHelp(Words.pick("把这一天当作今天", "take this day as today"), valueName: "day"))
  var today: String?
  @Flag(help: ArgumentHelp(Words.pick("只创建，不启动", "create only, do not serve")))
  var createOnly = false
  @OptionGroup var server: ServerOption
  @OptionGroup var language: LanguageOption

  func run() async throws {
    let day = try chosenDay()
    var lines: [String] = []
    let store: SQLiteWorkspace
    let isNew = !SQLiteWorkspace.exists(folder: data)
    if !isNew {
      store = try SQLiteWorkspace.open(folder: data, from: .atMachine)
      lines.append(
        Words.pick(
          "密码在首次创建时已显示；忘记了用 tongpin user reset-password",
          "passwords were shown when it was created; tongpin user reset-password gives new ones"))
    } else {
      note(Words.pick("正在创建演示公司（约 10 秒）……", "creating the demo company (about 10 seconds) …"))
      (store, lines) = try CreateDemo.create(folder: data, seed: seed, today: day)
    }
    let workspace = try WorkspaceFolder.open(store, today: day, fixed: today != nil)
    if isNew {
      try DemoRhythm.set(workspace)
      try DemoOrganisation.set(workspace)
      try DemoReviews.hold(workspace)
    }
    if createOnly {
      print(lines.joined(separator: "\n"))
      return try store.close()
    }
    try await RunServer.run(workspace, server, lines: lines)
    try store.close()
  }

  private func chosenDay() throws -> Day {
    guard let today else { return SystemClock.today() }
    guard let day = Day(iso: today) else {
      throw ValidationError(Words.pick("--today 需要存在的日期 yyyy-mm-dd：\(today)", "--today needs a day that exists, yyyy-mm-dd: \(today)"))
    }
    return day
  }
}

/// Writes the example company through the same verbs that an import uses.
enum CreateDemo {
  static func create(folder: String, seed: UInt64, today: Day) throws -> (SQLiteWorkspace, [String]) {
    let facts = DemoCompany.generate(seed: seed, today: today)
    let settings = settings(madeFor: today)
    // Made beside the folder and renamed when it is whole: a creation that was cut short leaves no half company.
    let unfinished = folder + ".part"
    try? FileManager.default.removeItem(atPath: unfinished)
    try FileManager.default.createDirectory(
      atPath: URL(fileURLWithPath: folder).deletingLastPathComponent().path, withIntermediateDirectories: true)
    let store = try WorkspacePlace.folder(unfinished).create(settings)
    for table in facts.tables where table.rowCount > 0 {
      let draft = EventDraft(
        kind: "facts.recorded", actor: .system, idempotencyKey: "demo-\(table.kind.rawValue)",
        payload: .map(["rows_read": .integer(Int64(table.rowCount)), "rejected": .integer(0)]))
      _ = try store.record(
        FactBatch(table: table, fileName: "demo", recordedOn: today), for: draft, at: SystemClock.now())
    }
    _ = try store.append(DemoTodos.drafts(today: today), at: SystemClock.now(), facts: nil)
    let lines = try addPeople(facts.people, to: store) + [FirstAdministrator.add(to: store)]
    try store.close()
    try FileManager.default.moveItem(atPath: unfinished, toPath: folder)
    return (try SQLiteWorkspace.open(folder: folder, from: .atMachine), lines)
  }

  static func settings(madeFor day: Day) -> WorkspaceSettings {
    WorkspaceSettings(
      name: BilingualText(DemoCompany.name, DemoCompany.englishName), currency: "CNY", isSample: true, madeFor: day)
  }

  private static func addPeople(_ people: [DemoPerson], to store: any OpenedWorkspace) throws -> [String] {
    let proof = try Access.authorize(.localOperator, to: To.ManageUsers.self)
    return try people.map { person in
      let password = UserCommand.generatedPassword()
      _ = try AddPerson.add(
        proof, login: person.login, name: person.name, englishName: person.englishName, password: password, role: role(person.role),
        scope: person.territories.isEmpty ? .all : Scope("territory", in: person.territories), store: store,
        random: SystemRandomBytes(), key: "demo-person-\(person.login)", at: SystemClock.now())
      let words = Words.pick("\(person.name) \(person.title)", "\(person.englishName), \(person.englishTitle)")
      return "login: \(person.login)  password: \(password)  \(words)"
    }
  }

  private static func role(_ text: String) -> Role {
    switch text {
    case "general-manager": .generalManager
    case "sales-director": .salesDirector
    case "finance-director": .financeDirector
    case "treasurer": .treasurer
    case "purchasing-manager": .purchasingManager
    case "administrator": .administrator
    default: .regionalManager
    }
  }
}
