// SPDX-License-Identifier: Apache-2.0
import CCurl
import PlanningCycle
import Transfers

/// Talks to a provider's server: no redirect, no answer without end, no address inside that nobody listed.
struct ProviderHTTP {
  let limits: TransferLimits
  let internalHosts: [String]

  /// Whether an address may be talked to at all: in the clear to this machine alone, and only where tests ask for it.
  func isSafe(_ address: WebAddress) -> Bool { address.isSecure || limits.allowsLoopback && HostName.isLoopback(address.host) }

  /// - Throws: `ProviderRefusal`, also for any status but 200.
  func get(_ address: WebAddress) throws(ProviderRefusal) -> [UInt8] {
    let transfer = try transfer(to: address)
    transfer.list(CURLOPT_HTTPHEADER, ["Accept: application/json", "User-Agent: Tongpin"])
    let result = try Self.whole(transfer.perform(), address)
    guard result.status == 200 else { throw ProviderRefusal(.answerRefused, "HTTP \(result.status)") }
    return result.body
  }

  /// - Throws: `ProviderRefusal` when nothing came back.
  func post(_ address: WebAddress, form: [(String, String)], authorization: String?) throws(ProviderRefusal) -> (status: Int, body: [UInt8])
  {
    let transfer = try transfer(to: address)
    // Without the last one the library waits a second for leave to send a long body.
    let headers = ["Content-Type: application/x-www-form-urlencoded", "Accept: application/json", "User-Agent: Tongpin", "Expect:"]
    transfer.list(CURLOPT_HTTPHEADER, headers + (authorization.map { ["Authorization: " + $0] } ?? []))
    transfer.post(Array(PercentText.form(form).utf8))
    let result = try Self.whole(transfer.perform(), address)
    return (result.status, result.body)
  }

  private func transfer(to address: WebAddress) throws(ProviderRefusal) -> CurlTransfer {
    guard isSafe(address) else { throw ProviderRefusal(.addressUnsafe, address.host) }
    let policy = AddressPolicy(
      open: address.isSecure, inside: address.isSecure && internalHosts.contains(address.host), loopback: limits.allowsLoopback)
    guard let transfer = CurlTransfer(limits, policy: policy, isStopped: { false }) else { throw ProviderRefusal(.unreachable, "libcurl") }
    transfer.text(CURLOPT_URL, address.text)
    transfer.text(CURLOPT_PROTOCOLS_STR, address.isSecure ? "https" : "http")
    transfer.number(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    return transfer
  }

  private static func whole(_ result: CurlTransfer.Result, _ address: WebAddress) throws(ProviderRefusal) -> CurlTransfer.Result {
    if let refused = result.refused { throw ProviderRefusal(.addressRefused, "\(address.host) \(refused)") }
    if result.isTooLong { throw ProviderRefusal(.tooLong, address.host) }
    switch result.code {
    case CURLE_OK: break
    case CURLE_OPERATION_TIMEDOUT: throw ProviderRefusal(.timedOut, address.host)
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_USE_SSL_FAILED, CURLE_SSL_CACERT_BADFILE:
      throw ProviderRefusal(.tls, "\(address.host): \(result.reason)")
    default: throw ProviderRefusal(.unreachable, "\(address.host): \(result.reason)")
    }
    guard !(300..<400).contains(result.status) else { throw ProviderRefusal(.redirected, "\(address.host) HTTP \(result.status)") }
    return result
  }
}

/// Text inside an address or a form.
enum PercentText {
  private static let digits = Array("0123456789ABCDEF")

  /// Only the letters of RFC 3986 §2.3 stay as they are.
  static func text(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: result.unicodeScalars.append(Unicode.Scalar(byte))
      default: result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
    return result
  }

  static func form(_ pairs: [(String, String)]) -> String { pairs.map { text($0) + "=" + text($1) }.joined(separator: "&") }
}
