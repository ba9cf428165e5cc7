// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Hummingbird
import Journal

/// What a server that follows says of a request it hands on: who asked, and how the browser came. Signed with what both have from the key of the chain, so
/// that nobody else says from where they come.
struct HopMark: Sendable {
  static let field = HTTPField.Name("X-Tongpin-Forwarded")!
  /// Milliseconds for which it is good: clocks of two servers differ a little.
  static let limit: Int64 = 60_000
  /// What the key of the mark follows from.
  static let label = "server.forwarding"

  @TaskLocal static var current: HopMark?

  let address: String
  let isEncrypted: Bool
  let moment: Int64

  func text(_ method: String, _ target: String, key: Digest) -> String {
    "\(address.isEmpty ? "-" : address) \(isEncrypted ? "https" : "http") \(moment) \(seal(method, target, key).hex)"
  }

  /// nil where there is none, it is too old, or somebody else wrote it.
  init?(_ request: Request, key: Digest, now: Int64) {
    guard let parts = request.headers[Self.field]?.split(separator: " "), parts.count == 4, let moment = Int64(parts[2]),
      abs(now - moment) <= Self.limit, let told = Digest(hex: String(parts[3]))
    else { return nil }
    self.init(address: parts[0] == "-" ? "" : String(parts[0]), isEncrypted: parts[1] == "https", moment: moment)
    guard told.matches(seal(request.method.rawValue, request.uri.string, key)) else { return nil }
  }

  init(address: String, isEncrypted: Bool, moment: Int64) {
    self.address = address
    self.isEncrypted = isEncrypted
    self.moment = moment
  }

  private func seal(_ method: String, _ target: String, _ key: Digest) -> Digest {
    let text = "\(address)\n\(isEncrypted)\n\(moment)\n\(method)\n\(target)"
    guard let key = ChainKey(key.bytes) else { preconditionFailure("a digest is as long as a key") }
    return Digest.hmac(Array(text.utf8), key: key)
  }
}
