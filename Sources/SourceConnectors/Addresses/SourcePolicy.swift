// SPDX-License-Identifier: Apache-2.0
public import PlanningCycle

/// The servers that sources may be on: those that the administrator named, and no other.
///
/// An entry is `host:port`; `*` stands for every port, `*.example.cn` for every host below a domain, `[::1]:5432` is an address of the new
/// kind. Before it `http://` permits a service to be asked without encryption. This machine is meant only where an entry names it.
public struct SourcePolicy: Hashable, Sendable {
  private struct Entry: Hashable, Sendable {
    let host: String
    let isDomain: Bool
    /// nil: every port.
    let port: Int?
    let isPlain: Bool

    func fits(_ host: String, _ port: Int) -> Bool {
      (self.port == nil || self.port == port) && (isDomain ? host.hasSuffix("." + self.host) : host == self.host)
    }
  }

  private let entries: [Entry]

  /// No server at all.
  public static let none = SourcePolicy(entries: [])
  private static let limit = 1_000

  private init(entries: [Entry]) { self.entries = entries }

  /// - Throws: `settingRefused` for an entry that is none.
  public init(_ patterns: [String]) throws(SourceFault) {
    var entries: [Entry] = []
    for pattern in patterns.prefix(Self.limit) {
      guard let entry = Self.entry(pattern) else {
        throw SourceFault(.settingRefused, BilingualText("“\(pattern)”不是“主机:端口”", "“\(pattern)” is not HOST:PORT"))
      }
      entries.append(entry)
    }
    self.entries = entries
  }

  private static func entry(_ pattern: String) -> Entry? {
    var rest = pattern.lowercased()[...]
    let isPlain = rest.hasPrefix("http://")
    if isPlain { rest = rest.dropFirst(7) }
    guard let colon = rest.lastIndex(of: ":") else { return nil }
    let digits = rest[rest.index(after: colon)...]
    var host = rest[..<colon]
    let isDomain = host.hasPrefix("*.")
    if isDomain { host = host.dropFirst(2) }
    let port = Int(digits)
    guard digits == "*" || port.map({ (1...65_535).contains($0) }) == true, let host = bare(String(host)) else { return nil }
    return Entry(host: host, isDomain: isDomain, port: port, isPlain: isPlain)
  }

  /// A name or an address in small letters, without brackets; nil when it is neither.
  static func bare(_ host: String) -> String? {
    var text = host.lowercased()[...]
    if text.hasPrefix("["), text.hasSuffix("]") { text = text.dropFirst().dropLast() }
    guard !text.isEmpty, text.utf8.count <= 253, !text.hasPrefix("-"), !text.hasPrefix("."),
      text.utf8.allSatisfy({ ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || [0x2D, 0x2E, 0x3A, 0x5F].contains($0) })
    else { return nil }
    return String(text)
  }

  /// - Parameter isPlain: a service asked without encryption.
  func permits(_ host: String, _ port: Int, isPlain: Bool = false) -> Bool {
    entries.contains { $0.fits(host, port) && (!isPlain || $0.isPlain) }
  }

  /// Whether an entry names this machine by the very word that is used for it.
  func meansThisMachine(_ host: String, _ port: Int) -> Bool {
    let isOwn = host == "localhost" || host == "::1" || host.hasPrefix("127.")
    return isOwn && entries.contains { !$0.isDomain && $0.fits(host, port) }
  }
}
