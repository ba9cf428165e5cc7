// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Journal

/// One of the two chains that say who did what.
public enum AuditChain: Int64, Hashable, Sendable, CaseIterable {
  /// What people decided: every event moves the revision.
  case journal = 1
  /// Who came in, who was refused, who took data out: a chain of its own, so that no open screen is told of it.
  case trail = 2
}

/// Keeps who came and went, from where everything was done, and looks at both chains.
public protocol TrailStore: Sendable {
  /// Where the events come from that are appended from now on; nil: from the program itself.
  func act(from origin: Origin?)

  /// From where is acted now.
  var acting: Origin? { get }

  /// Keeps one entry of the trail, durable when it returns. The revision of the workspace stays as it is.
  @discardableResult
  func record(_ entry: EventDraft, at moment: Moment, from origin: Origin?) throws(StoreError) -> Event

  /// The newest entry's place.
  func head(of chain: AuditChain) throws(StoreError) -> ChainHead

  /// Events of a chain below `sequence` and not below `floor`, newest first.
  ///
  /// - Parameters:
  ///   - actor: only what this person did; nil: everybody.
  ///   - kinds: only these kinds, whole or by their beginning up to the point (`session.`); empty: all.
  func events(
    of chain: AuditChain, below sequence: Int64, notBelow floor: Int64, actor: Int64?, kinds: [String]
  ) throws(StoreError) -> [Event]

  /// The first sequence number that was recorded at or after a moment; one past the last when there is none.
  func firstSequence(of chain: AuditChain, from moment: Moment) throws(StoreError) -> Int64

  /// From where events came, by their sequence number; those that nobody knows any more are left out.
  func origins(of chain: AuditChain, _ sequences: ClosedRange<Int64>) throws(StoreError) -> [Int64: Origin]

  /// Forgets from where was acted before a moment. No event changes.
  ///
  /// - Returns: how many were forgotten.
  func forgetOrigins(before moment: Moment) throws(StoreError) -> Int

  /// Follows both chains from their first events, the journal beside the journal file, and looks at every origin.
  ///
  /// - Parameter progress: told how many events have been looked at, now and then; false ends the check.
  func checkChains(_ progress: @Sendable (Int64) -> Bool) throws(StoreError) -> ChainReport
}

/// What following the chains came to.
public struct ChainReport: Hashable, Sendable {
  /// Something that is not as it was written.
  public struct Fault: Hashable, Sendable {
    /// `chain`, `journal`, `trail`, `origin`.
    public let witness: String
    /// `event 17`.
    public let subject: String
    public let detail: String

    public init(witness: String, subject: String, detail: String) {
      self.witness = witness
      self.subject = subject
      self.detail = detail
    }
  }

  /// The newest event of each chain that was in order.
  public var journal: ChainHead = .start
  public var trail: ChainHead = .start
  public var origins = 0
  /// At most ``faultLimit``.
  public var faults: [Fault] = []
  /// False when somebody ended it before the last event.
  public var isWhole = true

  public static let faultLimit = 100
  public var isSound: Bool { faults.isEmpty }

  public init() {}

  public mutating func add(_ witness: String, _ subject: String, _ detail: String) {
    guard faults.count < Self.faultLimit else { return }
    faults.append(Fault(witness: witness, subject: subject, detail: detail))
  }
}
