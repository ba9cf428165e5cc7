// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Calendars
import Channels
import Foundation
import PlanningCycle
import TongpinServer

struct ServerOption: ParsableArguments {
  @Option(help: ArgumentHelp(Words.pick("监听地址", "address to listen on")))
  var host = "127.0.0.1"
  @Option(help: ArgumentHelp(Words.pick("端口", "port")))
  var port = 8080
  @Option(
    help: ArgumentHelp(
      Words.pick(
        "密码要求：standard 十个字符，asvs 十二个，mlps 等保：十个且三类", "which passwords do: standard ten characters, asvs twelve, mlps ten of three kinds"),
      valueName: "profile"))
  var passwords = "standard"
  @Flag(
    help: ArgumentHelp(
      Words.pick("每个人都要两步验证登录（密码和验证码），等保三级要求", "everybody signs in with two steps: password and code (等保 level 3 asks for it)")))
  var requireSecondFactor = false

  @Option(
    help: ArgumentHelp(
      Words.pick(
        "信任的证书文件（PEM），代替系统自带的；公司自己的邮件服务器用",
        "a file of trusted certificates (PEM) instead of the system's, for a mail server of the company's own"),
      valueName: "file"))
  var certificates: String?
  @Flag(help: ArgumentHelp(Words.pick("允许 webhook 发到本机（http）；只为测试", "webhooks may go to this machine, by http: for tests")))
  var loopbackWebhooks = false

  func limits() throws -> CarrierLimits {
    var limits = CarrierLimits()
    limits.allowsLoopback = loopbackWebhooks
    if let certificates {
      guard FileManager.default.isReadableFile(atPath: certificates) else {
        throw ValidationError(Words.pick("读不到证书文件 \(certificates)", "the file of certificates \(certificates) cannot be read"))
      }
      limits.certificates = certificates
    }
    return limits
  }

  func profile() throws -> PasswordPolicy.Profile {
    guard let profile = PasswordPolicy.Profile(rawValue: passwords) else {
      let known = PasswordPolicy.Profile.allCases.map(\.rawValue).joined(separator: " ")
      throw ValidationError(Words.pick("没有密码要求 \(passwords)；可用：\(known)", "no profile \(passwords); known are \(known)"))
    }
    return profile
  }
}

enum RunServer {
  static func run(_ workspace: sending Workspace, _ option: ServerOption, lines: [String]) async throws {
    let assets = try Assets.find()
    let limits = try option.limits()
    let thread = WorkspaceThread(workspace)
    let options = ServerOptions(
      host: option.host, port: option.port, webFolder: assets.web.path, localesFolder: assets.locales.path,
      openAPIFile: assets.openAPI.path, passwords: try option.profile(), needsSecondFactor: option.requireSecondFactor)
    try await WebServer.run(
      options, workspace: thread, carrier: OutsideCarrier(limits), now: { SystemClock.now() }, ticks: { SystemClock.ticks() }
    ) {
      port in
      // Written whole and at once, so that a script that waits for the address sees the logins too.
      let address = Words.pick("同频已启动：", "Tongpin is running: ") + "http://\(option.host):\(port)"
      print(([address] + lines).joined(separator: "\n"))
      flushOutput()
    }
  }
}
