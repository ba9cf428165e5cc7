// SPDX-License-Identifier: Apache-2.0
import Calendars
import PlanningCycle
import Testing

@testable import Channels

/// What the tests send, and when.
enum Letters {
  static let moment = Moment(millisecondsSinceEpoch: 1_795_392_000_000)

  static func message(subject: String = "陈 @ 了您", text: String = "收入 2026-12：看一下 <b>华东</b>\n第二行", language: String = "zh-Hans")
    -> OutgoingMessage
  {
    OutgoingMessage(
      key: "7-1795392000000", kind: .mention, login: "li", recipient: "李", subject: subject, text: text,
      link: "https://plan.example.com/#/inbox?thread=7", language: language)
  }

  /// Short waits: a server that hangs is left soon.
  static var limits: CarrierLimits {
    var limits = CarrierLimits()
    limits.connectMilliseconds = 2_000
    limits.wholeMilliseconds = 4_000
    limits.allowsLoopback = true
    return limits
  }

  static func carry(
    _ target: ChannelTarget, _ message: OutgoingMessage = message(), limits: CarrierLimits = Letters.limits,
    isStopped: @escaping @Sendable () -> Bool = { false }
  ) -> CarrierAnswer {
    OutsideCarrier(limits).carry(message, to: target, at: moment, isStopped: isStopped)
  }

  static func webhook(
    _ kind: WebhookKind, _ server: LocalServer, path: String = "/hook?key=abcdefgh12345678", secret: String? = "SECRET-OF-THE-ROBOT",
    carriesText: Bool = true
  ) throws -> ChannelTarget {
    .webhook(
      kind, url: try #require(SecretText("http://127.0.0.1:\(server.port)\(path)")), secret: SecretText(secret), isListed: false,
      carriesText: carriesText)
  }

  static func mail(
    _ server: LocalServer, security: MailSettings.Security = .none, user: String = "", password: String? = nil
  ) throws -> ChannelTarget {
    let from = try #require(MailAddress("plan@example.com"))
    return .mail(
      MailSettings(host: "127.0.0.1", port: server.port, security: security, user: user, from: from, fromName: "云杉电器"),
      password: SecretText(password), to: try #require(MailAddress("li@example.com")))
  }
}
