// SPDX-License-Identifier: Apache-2.0
public import PlanningCycle

/// What looking at every stored byte found.
public struct VerificationReport: Hashable, Sendable {
  /// One thing that is not as it was written.
  public struct Fault: Hashable, Sendable {
    /// `chain`, `journal`, `trail`, `origin`, `facts`, `forecast`, `file`, `members`, `months`, `database`.
    public let witness: String
    /// Where: an event, a batch, a file.
    public let subject: String
    public let detail: String

    public init(witness: String, subject: String, detail: String) {
      self.witness = witness
      self.subject = subject
      self.detail = detail
    }
  }

  public var events: Int64 = 0
  /// Of the chain of sign-ins beside the journal.
  public var trailEvents: Int64 = 0
  public var batches = 0
  public var factRows = 0
  public var runs = 0
  public var files = 0
  /// Of the summaries of facts by month, as far as nothing marks them to be summed again.
  public var months = 0
  public var findings: [Fault] = []

  public var isSound: Bool { findings.isEmpty }

  public init() {}
}

/// A workspace as an adapter opened it: what the ports ask for, and what only whoever opened it does.
public protocol OpenedWorkspace: EventStore, FactStore, ForecastRunStore, MemberStore, PeopleStore, SessionStore, SnapshotStore,
  OutboxStore, ChannelSecretStore, TrailStore, StagingStore, StoredTables
{
  /// Checks the chains, the rows of every import and forecast against their digests, kept files, members, and the database's structure.
  func verify() throws(StoreError) -> VerificationReport
  /// Why nothing is written any more; nil while the store writes.
  func writingStopped() -> StoreError?
  /// Lets the database go; afterwards nothing answers.
  func close() throws(StoreError)
}
