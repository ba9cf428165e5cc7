// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Foundation
import Journal
import PlanningCycle
import TongpinServer
import Warehouse
import WarehousePostgres

/// Several servers on one database: the first writes, the others follow it and stand ready.
struct StandbyOption: ParsableArguments {
  @Flag(
    name: .customLong("standby"),
    help: ArgumentHelp(
      Words.pick(
        "与别的服务器共用 --database：已有一台在写就跟随它（能看，改动转给它），它没了就接替；没有就由这台写",
        "shares --database with other servers: follows the one that writes (reads here, changes go there), takes over when it is gone, "
          + "writes where none does")))
  var isAsked = false
  @Option(
    help: ArgumentHelp(
      Words.pick(
        "别的服务器怎样找到这一台；不写就用监听地址", "where the other servers reach this one; the address it listens on where it is left out"),
      valueName: "url"))
  var advertise: String?

  func serve(_ folder: FolderOption, _ server: ServerOption, _ sources: SourceOption) async throws {
    let address = try advertised()
    let place = try folder.place
    let store = try place.openShared()
    let today = try folder.chosenToday()
    let (currency, ways) = (try OpenWorkspace.settings(of: store).currency, try sources.ways(certificates: server.certificates))
    let environment = try WorkspaceFolder.environment(today: today, fixed: folder.today != nil, currency: currency, sources: ways)
    var lines: [String] = []
    let workspace: Workspace
    if store.isWriter() {
      if try store.people().isEmpty { lines.append(try FirstAdministrator.add(to: store)) }
      workspace = try OpenWorkspace.open(store: store, environment: environment)
    } else {
      lines.append(
        Words.pick(
          "另一台服务器在写：这台跟随它，它没了就接替", "another server writes: this one follows it, and takes over when it is gone"))
      workspace = try OpenWorkspace.following(store: store, environment: environment)
    }
    let sharing = SharedServing(store: store, link: WriterTransfers(certificates: server.certificates), address: address)
    try await RunServer.run(workspace, server, lines: lines, sharing: sharing)
    try store.close()
  }

  /// - Throws: `ValidationError` for what is no address of a server.
  private func advertised() throws -> String? {
    guard let advertise else { return nil }
    guard let url = URLComponents(string: advertise), url.scheme == "http" || url.scheme == "https", let host = url.host, !host.isEmpty,
      url.path.isEmpty || url.path == "/", url.query == nil, url.fragment == nil, url.user == nil
    else {
      throw ValidationError(
        Words.pick(
          "--advertise 是 http://主机:端口，没有路径，现为 \(advertise)", "--advertise is http://HOST:PORT without a path, it is \(advertise)"))
    }
    return "\(url.scheme ?? "http")://\(host)" + (url.port.map { ":\($0)" } ?? "")
  }
}
