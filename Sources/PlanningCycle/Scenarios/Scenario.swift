// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Journal

/// 情景: a what-if on top of the plan, as its events tell it. The numbers are in its ``ScenarioBranch``.
public struct Scenario: Sendable {
  public enum Status: String, Sendable { case open, merged, discarded }

  /// The plan that a scenario starts from: everything through one event, as it was read on one day.
  struct Base: Sendable {
    let event: Int64
    let at: Moment
    let readOn: Day
    /// SHA-256 over the input cells of then.
    let inputs: Digest
  }

  /// The event that made it.
  public let id: Int64
  public internal(set) var name: String
  public let owner: Actor
  /// Everybody who sees the plan sees it; else its owner alone.
  public internal(set) var isShared: Bool
  public let createdAt: Moment
  public internal(set) var status: Status
  /// The newest event about it.
  public internal(set) var changed: (event: Int64, at: Moment, by: Actor)
  var base: Base
  /// Events that wrote cells since the base, oldest first.
  var edits: [Int64] = []
  /// The event of the base holds cells of its own: those it was made with, or those that were carried along to a later plan.
  var startsWithCells = false
  /// The event that merged it.
  var mergedIn: Int64?

  /// The event whose plan it starts from.
  public var baseEvent: Int64 { base.event }
  public var baseAt: Moment { base.at }
}
