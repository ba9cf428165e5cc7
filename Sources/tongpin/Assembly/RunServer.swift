// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Calendars
import Foundation
import PlanningCycle
import TongpinServer

struct ServerOption: ParsableArguments {
  @Option(help: ArgumentHelp(Words.pick("监听地址", "address to listen on")))
  var host = "127.0.0.1"
  @Option(help: ArgumentHelp(Words.pick("端口", "port")))
  var port = 8080
}

enum RunServer {
  static func run(_ workspace: sending Workspace, _ option: ServerOption, lines: [String]) async throws {
    let assets = try Assets.find()
    let thread = WorkspaceThread(workspace)
    let options = ServerOptions(
      host: option.host, port: option.port, webFolder: assets.web.path, localesFolder: assets.locales.path,
      openAPIFile: assets.openAPI.path)
    try await WebServer.run(options, workspace: thread, now: { SystemClock.now() }, ticks: { SystemClock.ticks() }) { port in
      // Written whole and at once, so that a script that waits for the address sees the logins too.
      let address = Words.pick("同频已启动：", "Tongpin is running: ") + "http://\(option.host):\(port)"
      print(([address] + lines).joined(separator: "\n"))
      flushOutput()
    }
  }
}
