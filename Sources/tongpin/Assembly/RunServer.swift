// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Calendars
import Channels
import Foundation
import OpenIDConnect
import PlanningCycle
import TongpinServer
import Transfers

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
      Words.pick("多少分钟不操作就要重新登录，5 到 720", "after how many minutes without doing anything one signs in again, 5 to 720"),
      valueName: "minutes"))
  var idleMinutes = 30
  @Option(
    help: ArgumentHelp(
      Words.pick(
        "审批、签字、授权之前，身份要在多少分钟内确认过，1 到 720",
        "before approving, signing and giving rights, within how many minutes one must have shown who one is, 1 to 720"),
      valueName: "minutes"))
  var confirmMinutes = 5

  @Option(
    help: ArgumentHelp(
      Words.pick(
        "信任的证书文件（PEM），代替系统自带的；公司自己的邮件服务器用",
        "a file of trusted certificates (PEM) instead of the system's, for a mail server of the company's own"),
      valueName: "file"))
  var certificates: String?
  @Flag(
    help: ArgumentHelp(
      Words.pick("允许 webhook 和身份提供方在本机（http）；只为测试", "webhooks and the sign-in provider may be on this machine, by http: for tests")))
  var loopbackWebhooks = false

  func limits() throws -> TransferLimits {
    var limits = TransferLimits()
    limits.allowsLoopback = loopbackWebhooks
    if let certificates {
      guard FileManager.default.isReadableFile(atPath: certificates) else {
        throw ValidationError(Words.pick("读不到证书文件 \(certificates)", "the file of certificates \(certificates) cannot be read"))
      }
      limits.certificates = certificates
    }
    return limits
  }
  @Flag(
    help: ArgumentHelp(
      Words.pick(
        "前面有自己的反向代理：客户端地址取 X-Forwarded-For 的最后一个",
        "there is a proxy of your own in front: the last address of X-Forwarded-For is the client's")))
  var trustProxy = false
  @Option(
    help: ArgumentHelp(
      Words.pick("审计里的来源地址保存多少天，至少 180", "for how many days the audit keeps addresses, at least 180"), valueName: "days"))
  var keepAddresses = Workspace.originDays

  func minutes() throws -> (idle: Int, confirm: Int) {
    for (name, value, range) in [("--idle-minutes", idleMinutes, 5...720), ("--confirm-minutes", confirmMinutes, 1...720)]
    where !range.contains(value) {
      let (low, high) = (range.lowerBound, range.upperBound)
      throw ValidationError(Words.pick("\(name) 应在 \(low) 到 \(high) 之间，现为 \(value)", "\(name) is from \(low) to \(high), it is \(value)"))
    }
    return (idleMinutes, confirmMinutes)
  }

  func addressDays() throws -> Int {
    guard keepAddresses >= Workspace.originDays else {
      throw ValidationError(
        Words.pick(
          "--keep-addresses 至少 \(Workspace.originDays) 天（日志须保存六个月），现为 \(keepAddresses)",
          "--keep-addresses is at least \(Workspace.originDays) days (logs are kept for six months), it is \(keepAddresses)"))
    }
    return keepAddresses
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
  /// - Parameter sharing: other servers may have the same database open.
  static func run(
    _ workspace: sending Workspace, _ option: ServerOption, lines: [String], sharing: SharedServing? = nil
  ) async throws {
    SystemMemory.giveBackLargeBlocks()
    let assets = try Assets.find()
    let limits = try option.limits()
    let minutes = try option.minutes()
    let thread = WorkspaceThread(workspace)
    let options = ServerOptions(
      host: option.host, port: option.port, webFolder: assets.web.path, localesFolder: assets.locales.path,
      openAPIFile: assets.openAPI.path, passwords: try option.profile(), needsSecondFactor: option.requireSecondFactor,
      idleMinutes: minutes.idle, confirmMinutes: minutes.confirm, trustsProxy: option.trustProxy, originDays: try option.addressDays())
    try await WebServer.run(
      options, workspace: thread, carrier: OutsideCarrier(limits),
      provider: OpenIDProvider(OpenIDProvider.limits(limits)), now: { SystemClock.now() }, ticks: { SystemClock.ticks() },
      processor: { SystemClock.processor() }, sharing: sharing,
      onOverdue: {
        note(Words.pick("仍有计算没有完成；已确认的都已写入，现在结束", "a calculation is still under way; all that was acknowledged is kept, ending now"))
        _exit(0)
      }
    ) {
      port in
      // Written whole and at once, so that a script that waits for the address sees the logins too.
      let address = Words.pick("同频已启动：", "Tongpin is running: ") + "http://\(option.host):\(port)"
      print(([address] + lines).joined(separator: "\n"))
      flushOutput()
    }
  }
}
