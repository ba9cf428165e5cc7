// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Journal
import Synchronization

/// How far a check of the chains is, and what the last one came to; shared by the thread that checks and those that ask.
final class ChainBoard: Sendable {
  private struct State {
    var running: ChainCheckView.Running?
    var last: ChainCheckView.Outcome?
    var isRead = false
  }

  private let state = Mutex(State())

  /// False while another one runs.
  func begin(_ running: ChainCheckView.Running) -> Bool {
    state.withLock { state in
      guard state.running == nil else { return false }
      state.running = running
      return true
    }
  }

  func reach(_ events: Int64) { state.withLock { $0.running?.done = events } }

  /// - Parameter outcome: nil when it could not be done.
  func end(_ outcome: ChainCheckView.Outcome?) {
    state.withLock { state in
      state.running = nil
      if let outcome { state.last = outcome }
    }
  }

  var running: ChainCheckView.Running? { state.withLock { $0.running } }

  /// - Parameter read: gives the last one from the store, where this process has made none yet.
  func last(_ read: () throws(StoreError) -> ChainCheckView.Outcome?) throws(StoreError) -> ChainCheckView.Outcome? {
    let (isRead, kept) = state.withLock { ($0.isRead, $0.last) }
    if isRead || kept != nil { return kept }
    let found = try read()
    state.withLock { state in
      state.isRead = true
      state.last = state.last ?? found
    }
    return state.withLock { $0.last }
  }
}

/// The chains as a reader of the audit sees them: how long they are, whether somebody is following them, what the last check came to.
public struct ChainCheckView: Sendable {
  public struct Running: Sendable {
    public let by: String
    public let since: Moment
    public var done: Int64
    public let total: Int64
  }

  public struct Outcome: Sendable {
    public let by: String
    public let at: Moment
    /// Up to which event of each chain, with the hash it has.
    public let journal: ChainHead
    public let trail: ChainHead
    public let origins: Int64
    public let faultCount: Int64
    public let faults: [ChainReport.Fault]
    public var isSound: Bool { faultCount == 0 }
  }

  /// Now.
  public let journal: ChainHead
  public let trail: ChainHead
  public let running: Running?
  public let last: Outcome?
}
