// SPDX-License-Identifier: Apache-2.0

/// From where somebody acted. It stands beside an event, not in it: an address is personal and is forgotten after a while, the event never.
public struct Origin: Hashable, Sendable {
  /// What was used.
  public enum Channel: String, Hashable, Sendable, CaseIterable {
    case browser
    /// A script with a token.
    case token
    /// Somebody at the machine itself.
    case commandLine = "command-line"
  }

  public let channel: Channel
  /// Which session or token: eight hexadecimal digits of its digest; empty at the machine itself.
  public let session: String
  /// IP address of the other side; empty where there is none.
  public let address: String
  /// What the other side calls itself, shortened.
  public let agent: String

  /// Characters of a text that the other side chose.
  public static let textLimit = 120

  public init(channel: Channel, session: String = "", address: String = "", agent: String = "") {
    self.channel = channel
    self.session = session
    self.address = String(address.prefix(Self.textLimit))
    // Control characters would break a line of a list or a terminal.
    self.agent = String(
      agent.unicodeScalars.lazy.filter { $0.value >= 0x20 && $0.value != 0x7F }.prefix(Self.textLimit).map { Character($0) })
  }

  /// HMAC-SHA256 over the origin and the event it belongs to: a row that was changed, or moved to another event, is noticed. One that was
  /// forgotten is not: that is meant.
  public func seal(of event: Digest, key: ChainKey) -> Digest {
    var encoder = CanonicalEncoder()
    encoder.put(text: "tongpin.origin.1")
    encoder.put(bytes: event.bytes)
    for text in [channel.rawValue, session, address, agent] { encoder.put(text: text) }
    return Digest.hmac(encoder.bytes, key: key)
  }
}

extension ChainKey {
  /// The key of the chain of sign-ins and readings beside the journal: no event of one can be passed off as one of the other.
  public var ofTrail: ChainKey {
    guard let key = ChainKey(Digest.hmac(Array("tongpin.trail-key".utf8), key: self).bytes) else {
      preconditionFailure("a digest is as long as a key")
    }
    return key
  }
}
