// SPDX-License-Identifier: Apache-2.0
import CCurl
import Calendars
import PlanningCycle

/// Mail by SMTP (RFC 5321), one message a connection.
struct SMTPChannel {
  let settings: MailSettings
  let password: SecretText?
  let limits: CarrierLimits

  func send(
    _ message: OutgoingMessage, to address: MailAddress, at moment: Moment, _ isStopped: @escaping @Sendable () -> Bool
  ) -> CarrierAnswer {
    let bytes = MailMessage(message, from: settings.from, fromName: settings.fromName, to: address, at: moment).bytes
    guard bytes.count <= limits.messageBytes else {
      return CarrierAnswer(.refusedForGood, .messageTooLong, "\(bytes.count) > \(limits.messageBytes)")
    }
    guard let transfer = CurlTransfer(limits, policy: policy, isStopped: isStopped) else {
      return CarrierAnswer(.unreachable, .notConnected, "libcurl")
    }
    let scheme = settings.security == .tls ? "smtps" : "smtp"
    // The path is the name by which EHLO introduces the sender.
    transfer.text(CURLOPT_URL, "\(scheme)://\(settings.host):\(settings.port)/\(settings.from.domain)")
    transfer.text(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
    if settings.security == .startTLS { transfer.number(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue)) }
    if !settings.user.isEmpty {
      transfer.text(CURLOPT_USERNAME, settings.user)
      transfer.text(CURLOPT_PASSWORD, password?.value ?? "")
    }
    transfer.text(CURLOPT_MAIL_FROM, "<\(settings.from)>")
    transfer.list(CURLOPT_MAIL_RCPT, ["<\(address)>"])
    transfer.number(CURLOPT_UPLOAD, 1)
    transfer.number(CURLOPT_INFILESIZE, bytes.count)
    transfer.feed(bytes)
    return Self.answer(transfer.perform(), secrets: [password].compactMap(\.self))
  }

  /// Mail servers lie in the company's own network more often than not. Words in the clear stay on this machine unless somebody said otherwise.
  var policy: AddressPolicy {
    let isClear = settings.security == .none && !settings.allowsPlainText
    return AddressPolicy(open: !isClear, inside: !isClear, loopback: true)
  }

  /// 4xx may go another time, 5xx not (RFC 5321 §4.2.1).
  static func answer(_ result: CurlTransfer.Result, secrets: [SecretText]) -> CarrierAnswer {
    let said = SecretText.hide(secrets, in: result.lastLine)
    // The library's own status is that of the goodbye.
    switch (result.failure, Int(result.lastLine.prefix(3)) ?? 0) {
    case (let failure?, _) where [.login, .addressRefused].contains(failure.problem) || failure.outcome == .stopped: return failure
    case (_, 400..<500): return CarrierAnswer(.refusedForNow, said: said)
    case (_, 500..<600): return CarrierAnswer(.refusedForGood, said: said)
    case (let failure?, _): return failure
    case (nil, _): return CarrierAnswer(.delivered, said: said)
    }
  }
}

extension SecretText {
  /// A text without what a server may have repeated of a secret.
  static func hide(_ secrets: [SecretText], in text: String) -> String {
    secrets.flatMap(\.parts).reduce(text) { $0.replacing($1, with: "***") }
  }

  /// Itself, and of an address the pieces that are not its host.
  fileprivate var parts: [String] {
    guard WebAddress(value) != nil else { return [value] }
    let path = value.split(separator: "/", omittingEmptySubsequences: true).dropFirst(2)
    let pieces = path.flatMap { $0.split { "?&=".contains($0) } }.map(String.init).filter { $0.utf8.count >= 8 }
    return [value] + pieces
  }
}
