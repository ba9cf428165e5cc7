// SPDX-License-Identifier: Apache-2.0
import Calendars

/// What past deals teach about a stage: how many that entered it were won, and how many days late they closed.
public struct StageStatistics: Sendable {
  public let stage: String
  /// Share won of the decided deals that were ever in this stage; with Laplace's rule of succession, so that few deals
  /// give neither 0 nor 1.
  public let winRate: Double
  public let decidedCount: Int
  public let wonCount: Int
  /// Mean of (day won − day expected when the stage was entered), days, over won deals; 0 when none tells.
  public let delayDays: Double

  /// Learns from decided deals. A decided deal without history is taken to have passed every open stage.
  ///
  /// - Returns: one entry an open stage, in the order in which deals reach them.
  public static func learn(from deals: [Deal]) -> [StageStatistics] {
    let stages = openStages(of: deals)
    return stages.map { stage in
      var won = 0
      var decided = 0
      var delaySum = 0
      var delayCount = 0
      for deal in deals where deal.outcome != .open {
        let passed = deal.history.filter { DealOutcome(stage: $0.stage) == .open }
        let step = passed.first { $0.stage == stage }
        guard step != nil || passed.isEmpty else { continue }
        decided += 1
        guard deal.outcome == .won else { continue }
        won += 1
        let decidedOn = deal.history.last { DealOutcome(stage: $0.stage) == .won }?.enteredOn
        if let decidedOn, let expected = step?.closesOn {
          delaySum += expected.distance(to: decidedOn)
          delayCount += 1
        }
      }
      return StageStatistics(
        stage: stage, winRate: Double(won + 1) / Double(decided + 2), decidedCount: decided, wonCount: won,
        delayDays: delayCount == 0 ? 0 : Double(delaySum) / Double(delayCount))
    }
  }

  /// Open stages, earliest first: by mean position in the histories, then by name.
  private static func openStages(of deals: [Deal]) -> [String] {
    var positions: [String: (sum: Int, count: Int)] = [:]
    for deal in deals {
      let open = deal.history.filter { DealOutcome(stage: $0.stage) == .open }
      for (position, step) in open.enumerated() {
        positions[step.stage, default: (0, 0)].sum += position
        positions[step.stage, default: (0, 0)].count += 1
      }
      if deal.outcome == .open, open.isEmpty { positions[deal.stage, default: (0, 0)].count += 1 }
    }
    return positions.keys.sorted { left, right in
      let a = positions[left].map { Double($0.sum) / Double(max(1, $0.count)) } ?? 0
      let b = positions[right].map { Double($0.sum) / Double(max(1, $0.count)) } ?? 0
      return (a, left) < (b, right)
    }
  }
}
