// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Journal

/// One event as a reader of the audit may see it.
public struct AuditRow: Sendable {
  public struct Name: Hashable, Sendable {
    public let login: String
    public let name: BilingualText
  }

  /// What it is about; `link` is empty where no screen shows it.
  public struct Subject: Hashable, Sendable {
    /// As one asks for it: `deal:D-1`, `person:li`, `cell:units|Item=AC-1@2026-11`.
    public let key: String
    public let label: BilingualText
    public let link: String
  }

  /// A value before and after; nil: none.
  public struct Change: Sendable {
    public let label: BilingualText
    public let old: BilingualText?
    public let new: BilingualText?
    public let unit: String
    /// The reader may not see the figures: that it changed, they may.
    public let isHidden: Bool
  }

  /// On what it rests.
  public struct Evidence: Sendable {
    /// `approval`, `file`, `content`, `request`, `event`.
    public let kind: String
    public let text: String
    public let link: String
  }

  public let chain: AuditChain
  public let sequence: Int64
  public let at: Moment
  public let kind: String
  public let group: AuditGroup
  public let actor: Name
  /// In whose place, or as whom; nil: as oneself.
  public let inPlaceOf: BilingualText?
  /// nil: the program itself, or forgotten, or from before origins were kept.
  public let origin: Origin?
  public let label: BilingualText
  public let subject: Subject?
  /// At most ``AuditQuestion/changeLimit``.
  public let changes: [Change]
  public let changeCount: Int
  /// The changes say what stood there before; else they are what the event itself says.
  public let isComparison: Bool
  /// What it is about is not the reader's to see: who, when and from where is all that is told.
  public let isHidden: Bool
  public let reason: String
  public let evidence: [Evidence]
  /// Hexadecimal, as the chain has it.
  public let digest: String
}

/// A page of the audit, newest first.
public struct AuditPage: Sendable {
  public let rows: [AuditRow]
  /// Where the next page begins; nil at the end.
  public let next: AuditCursor?
  /// Everything since then was looked at; nil at the end.
  public let searchedBackTo: Moment?
}

/// Where a page ended, in both chains. What is recorded later stands before it: no page is moved by it.
public struct AuditCursor: Hashable, Sendable, CustomStringConvertible {
  let journal: Int64
  let trail: Int64

  init(journal: Int64, trail: Int64) {
    self.journal = journal
    self.trail = trail
  }

  /// nil for a text that is none.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let journal = Int64(parts[0]), let trail = Int64(parts[1]), journal >= 0, trail >= 0 else { return nil }
    self.init(journal: journal, trail: trail)
  }

  public var description: String { "\(journal)-\(trail)" }
}

/// What somebody looks for in the audit.
public struct AuditQuestion: Sendable {
  /// By login; `system` for the program itself.
  public var person: String?
  public var from: Moment?
  /// Before.
  public var to: Moment?
  public var group: AuditGroup?
  /// In labels, reasons, names, addresses of cells, file names; an event's number as `#17`, or the beginning of its hash.
  public var words = ""
  /// As ``AuditRow/Subject/key``; a cell with fewer members, or without its month, means all that lie in it.
  public var subject: String?
  public var cursor: AuditCursor?
  public var limit = 100

  public static let limits = 1...200
  /// Changes that one row shows.
  public static let changeLimit = 50

  public init() {}

  /// Days as people in China (UTC+8) have them, both included; nil: without an end.
  public mutating func span(from first: Day?, through last: Day?) {
    func midnight(_ day: Day) -> Moment { Moment(millisecondsSinceEpoch: (Int64(day.ordinal) * 24 - 8) * 3_600_000) }
    from = first.map(midnight)
    to = last.map { midnight($0.adding(days: 1)) }
  }
}
