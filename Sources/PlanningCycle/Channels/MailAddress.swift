// SPDX-License-Identifier: Apache-2.0

/// An e-mail address of the plain form of RFC 5321 (`dot-atom@domain`, ASCII): it needs no quoting wherever it stands.
public struct MailAddress: Sendable, Hashable, CustomStringConvertible {
  public static let limit = 254

  public let text: String
  /// In small letters.
  public let domain: String

  /// nil when it is not one. Blanks around it are not part of it.
  public init?(_ typed: String) {
    let trimmed = typed.drop { $0 == " " }
    let text = String(trimmed.reversed().drop { $0 == " " }.reversed())
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, text.utf8.count <= Self.limit, Self.isLocal(parts[0]), HostName.isName(parts[1]), parts[1].contains(".") else {
      return nil
    }
    self.text = text
    domain = parts[1].lowercased()
  }

  public var description: String { text }

  private static func isLocal(_ part: Substring) -> Bool {
    guard !part.isEmpty, part.utf8.count <= 64 else { return false }
    return part.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
      !atom.isEmpty
        && atom.utf8.allSatisfy { byte in
          HostName.isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
        }
    }
  }
}

/// Names of hosts as the Internet writes them (RFC 1123), or an address in digits.
public enum HostName {
  public static let limit = 253

  public static func isName(_ text: some StringProtocol) -> Bool {
    guard !text.isEmpty, text.utf8.count <= limit else { return false }
    return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
      guard let first = label.utf8.first, let last = label.utf8.reversed().first, label.utf8.count <= 63 else { return false }
      return isLetterOrDigit(first) && isLetterOrDigit(last) && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == 0x2D }
    }
  }

  /// This machine by name or number.
  public static func isLoopback(_ host: some StringProtocol) -> Bool {
    host.lowercased() == "localhost" || host == "[::1]" || (host.hasPrefix("127.") && host.split(separator: ".").count == 4)
  }

  static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
