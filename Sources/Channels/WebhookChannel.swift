// SPDX-License-Identifier: Apache-2.0
import CCurl
import Calendars
import PlanningCycle
import Wire

/// Messages to the robot of a group or to a server of the company's own, by one POST.
struct WebhookChannel {
  let kind: WebhookKind
  let url: SecretText
  let secret: SecretText?
  let isListed: Bool
  let carriesText: Bool
  let limits: CarrierLimits

  func send(_ message: OutgoingMessage, at moment: Moment, _ isStopped: @escaping @Sendable () -> Bool) -> CarrierAnswer {
    guard let address = WebAddress(url.value), address.isSecure || limits.allowsLoopback else {
      return CarrierAnswer(.refusedForGood, .setting, "https")
    }
    // A name in clear text goes to this machine only.
    let policy = AddressPolicy(open: address.isSecure, inside: address.isSecure && isListed, loopback: limits.allowsLoopback)
    guard let transfer = CurlTransfer(limits, policy: policy, isStopped: isStopped) else {
      return CarrierAnswer(.unreachable, .notConnected, "libcurl")
    }
    let seconds = moment.millisecondsSinceEpoch / 1_000
    let body = WebhookBody(message, carriesText: carriesText).json(kind, seconds: seconds, secret: secret).encoded()
    guard body.count <= limits.messageBytes else {
      return CarrierAnswer(.refusedForGood, .messageTooLong, "\(body.count) > \(limits.messageBytes)")
    }
    transfer.text(CURLOPT_URL, signedURL(moment))
    transfer.text(CURLOPT_PROTOCOLS_STR, address.isSecure ? "https" : "http")
    transfer.number(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    transfer.post(body)
    transfer.list(CURLOPT_HTTPHEADER, headers(body, message, seconds: seconds))
    return answer(transfer.perform())
  }

  private func signedURL(_ moment: Moment) -> String {
    guard kind == .dingtalk, let secret else { return url.value }
    let time = moment.millisecondsSinceEpoch
    return url.value + (url.value.contains("?") ? "&" : "?")
      + "timestamp=\(time)&sign=\(Signature.dingtalk(milliseconds: time, secret: secret.value))"
  }

  private func headers(_ body: [UInt8], _ message: OutgoingMessage, seconds: Int64) -> [String] {
    // Without the last one the library waits a second for leave to send a long body.
    var headers = ["Content-Type: application/json; charset=utf-8", "User-Agent: Tongpin", "Expect:"]
    guard kind == .json else { return headers }
    headers += ["X-Tongpin-Timestamp: \(seconds)", "X-Tongpin-Key: \(message.key)"]
    if let secret { headers.append("X-Tongpin-Signature: \(Signature.json(seconds: seconds, body: body, secret: secret.value))") }
    return headers
  }

  private func answer(_ result: CurlTransfer.Result) -> CarrierAnswer {
    if let failure = result.failure { return failure }
    let said = String(decoding: result.body.prefix(2_000), as: UTF8.self)
    let words = "HTTP \(result.status) " + SecretText.hide([url, secret].compactMap(\.self), in: said)
    switch result.status {
    case 200..<300: return kind == .json ? CarrierAnswer(.delivered, said: words) : robotAnswer(result.body, words)
    case 300..<400: return CarrierAnswer(.refusedForGood, .redirected, "HTTP \(result.status)")
    case 408, 425, 429:
      return CarrierAnswer(.refusedForNow, said: words, retryAfter: result.retryAfter ?? (result.status == 429 ? 60 : nil))
    case 400..<500: return CarrierAnswer(.refusedForGood, said: words)
    default: return CarrierAnswer(.refusedForNow, said: words, retryAfter: result.retryAfter)
    }
  }

  /// Robots answer 200 to everything; whether they took it stands in the body.
  private func robotAnswer(_ body: [UInt8], _ words: String) -> CarrierAnswer {
    guard let json = try? JSON(reading: body), let code = (json["errcode"] ?? json["code"] ?? json["StatusCode"])?.whole else {
      return CarrierAnswer(.refusedForNow, .answerNotUnderstood, words)
    }
    if code == 0 { return CarrierAnswer(.delivered, said: words) }
    guard let pause = Self.pauses[kind]?[code] else { return CarrierAnswer(.refusedForGood, said: words) }
    return CarrierAnswer(.refusedForNow, said: words, retryAfter: pause)
  }

  /// Codes that say "not now", with the seconds for which each robot wants to be left alone.
  private static let pauses: [WebhookKind: [Int64: Int]] = [
    .wecom: [-1: 60, 45009: 60, 45033: 60],
    .dingtalk: [-1: 60, 130101: 600, 410100: 600],
    .feishu: [9499: 60, 11232: 60, 11233: 60],
  ]
}
