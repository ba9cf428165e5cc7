// SPDX-License-Identifier: Apache-2.0

/// How long the steps of one turn with the workspace took, by a clock that its host brings; nothing is measured without one.
public struct StepTimes: Sendable {
  public enum Step: String, CaseIterable, Sendable {
    /// From what was typed to input cells.
    case entry
    /// The wave: input cells written, everything that depends on them calculated.
    case engine
    /// The event: written and synced.
    case journal
    /// Company totals read again.
    case totals
    case alerts
    /// Rows of the table read.
    case table
  }

  /// Nanoseconds by step.
  public private(set) var taken: [Step: UInt64] = [:]

  public init() {}

  mutating func add(_ step: Step, _ nanoseconds: UInt64) { taken[step, default: 0] += nanoseconds }
}

extension Workspace {
  /// Adds what `work` takes to the times of this turn.
  func timed<Answer>(_ step: StepTimes.Step, _ work: () throws -> Answer) rethrows -> Answer {
    let start = environment.ticks()
    defer { stepTimes.add(step, environment.ticks() &- start) }
    return try work()
  }

  /// The times of this turn; the next one begins with none.
  public func takeStepTimes() -> StepTimes {
    defer { stepTimes = StepTimes() }
    return stepTimes
  }
}
