// SPDX-License-Identifier: Apache-2.0

/// One step in the life of an alert.
public struct AlertTransition: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    /// It was not there before.
    case raised
    /// Materially worse than what was said last.
    case worse
    /// It has stayed away long enough to be over; when it comes again, it is new.
    case recovered
    /// Not seen any more; it may still come back as the same.
    case gone
    /// Seen again in time.
    case back
    /// Materially better for so long that getting worse again from here would be news.
    case eased

    /// Whether people are told of it.
    public var isNews: Bool { self == .raised || self == .worse }
    /// Whether it stands in the log: the rest only keeps the life in step.
    public var isLogged: Bool { isNews || self == .recovered }
  }

  public let kind: Kind
  public let key: String
  public let code: String
  /// What it says now; for one that is gone or recovered, what it said last.
  public let level: AlertLevel

  public init(_ kind: Kind, key: String, code: String, level: AlertLevel) {
    self.kind = kind
    self.key = key
    self.code = code
    self.level = level
  }
}
