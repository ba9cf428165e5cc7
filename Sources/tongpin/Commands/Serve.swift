// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Foundation
import Journal
import PlanningCycle
import Warehouse

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: Words.pick("在浏览器里打开一个工作区", "Serves a workspace to browsers."),
    discussion: Words.pick(
      "例子\n  tongpin serve --data ./mine --port 8080\n  tongpin serve --database postgres://tongpin@db/main --key-file /etc/tongpin/chain.key\n"
        + "  tongpin serve --data ./mine --source-hosts db.corp.cn:5432,erp.corp.cn:3306 --watched-folder /srv/inbox\n"
        + "  tongpin serve --database postgres://tongpin@db/main --key-file /etc/tongpin/chain.key --standby --advertise http://10.0.0.2:8080",
      "Examples\n  tongpin serve --data ./mine --port 8080\n"
        + "  tongpin serve --database postgres://tongpin@db/main --key-file /etc/tongpin/chain.key\n"
        + "  tongpin serve --data ./mine --source-hosts db.corp.cn:5432,erp.corp.cn:3306 --watched-folder /srv/inbox\n"
        + "  tongpin serve --database postgres://tongpin@db/main --key-file /etc/tongpin/chain.key --standby --advertise http://10.0.0.2:8080"
    ))

  @OptionGroup var folder: FolderOption
  @OptionGroup var server: ServerOption
  @OptionGroup var sources: SourceOption
  @OptionGroup var standby: StandbyOption
  @OptionGroup var language: LanguageOption

  func run() async throws {
    if standby.isAsked { return try await standby.serve(folder, server, sources) }
    let place = try folder.place
    var lines: [String] = []
    if try !place.exists {
      let settings = WorkspaceSettings(
        name: BilingualText("我的公司", "My company"), currency: "CNY", isSample: false, madeFor: try folder.chosenToday())
      try place.create(settings).close()
    }
    let store = try place.open()
    if try store.people().isEmpty { lines.append(try FirstAdministrator.add(to: store)) }
    let workspace = try WorkspaceFolder.open(
      store, today: try folder.chosenToday(), fixed: folder.today != nil, sources: try sources.ways(certificates: server.certificates))
    try await RunServer.run(workspace, server, lines: lines)
    try store.close()
  }
}

/// A workspace without people gets an administrator; the password is shown once and never kept.
enum FirstAdministrator {
  static func add(to store: any OpenedWorkspace) throws -> String {
    let password = UserCommand.generatedPassword()
    _ = try AddPerson.add(
      try Access.authorize(.localOperator, to: To.ManageUsers.self), login: "admin",
      name: "系统管理员", englishName: "Administrator", password: password, role: .administrator, scope: .all, store: store,
      random: SystemRandomBytes(), key: "first-administrator", at: SystemClock.now())
    return "login: admin  password: \(password)  " + Words.pick("系统管理员", "Administrator")
  }
}
