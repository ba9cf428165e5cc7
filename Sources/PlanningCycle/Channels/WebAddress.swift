// SPDX-License-Identifier: Apache-2.0

/// The address of a webhook or of this server, taken apart: `https://host:port/path?query`.
public struct WebAddress: Sendable, Hashable {
  public static let limit = 2_000

  public let isSecure: Bool
  /// In small letters; in brackets for an IPv6 address.
  public let host: String
  /// nil: the scheme's own.
  public let port: Int?
  public let text: String

  /// nil for another scheme, a user name, a fragment, a blank, a letter outside ASCII, or a host that is none.
  public init?(_ text: String) {
    guard text.utf8.count <= Self.limit, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), !text.contains("#"), !text.contains("\\")
    else { return nil }
    let rest: Substring
    if text.hasPrefix("https://") {
      rest = text.dropFirst(8)
      isSecure = true
    } else if text.hasPrefix("http://") {
      rest = text.dropFirst(7)
      isSecure = false
    } else {
      return nil
    }
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    guard !authority.isEmpty, !authority.contains("@") else { return nil }
    guard let (host, port) = Self.split(authority) else { return nil }
    self.host = host
    self.port = port
    self.text = text
  }

  private static func split(_ authority: Substring) -> (String, Int?)? {
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else { return nil }
      let inner = authority[authority.index(after: authority.startIndex)..<end]
      guard !inner.isEmpty, inner.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else { return nil }
      return port(authority[authority.index(after: end)...]).map { ("[" + inner.lowercased() + "]", $0) }
    }
    let host = authority.prefix { $0 != ":" }
    guard HostName.isName(host) else { return nil }
    return port(authority.dropFirst(host.count)).map { (host.lowercased(), $0) }
  }

  /// nil for what is no port; nil inside for none.
  private static func port(_ text: Substring) -> Int?? {
    if text.isEmpty { return .some(nil) }
    guard text.hasPrefix(":"), text.count <= 6, let number = Int(text.dropFirst()), (1...65_535).contains(number) else { return nil }
    return .some(number)
  }
}
