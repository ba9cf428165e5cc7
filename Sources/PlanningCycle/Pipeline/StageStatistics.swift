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
    var reader = StageReader()
    // Deals that nobody entered a history for passed all stages.
    var everywhere = Tally()
    for deal in deals { reader.read(deal, &everywhere) }
    return reader.openStages.map { stage in
      let tally = reader.tallies[stage] ?? Tally()
      let (won, decided) = (tally.won + everywhere.won, tally.decided + everywhere.decided)
      return StageStatistics(
        stage: stage, winRate: Double(won + 1) / Double(decided + 2), decidedCount: decided, wonCount: won,
        delayDays: tally.delayCount == 0 ? 0 : Double(tally.delaySum) / Double(tally.delayCount))
    }
  }
}

private struct Tally {
  var won = 0
  var decided = 0
  var delaySum = 0
  var delayCount = 0
}

/// Goes over each deal once: it is learnt from after every change of a deal.
private struct StageReader {
  private(set) var tallies: [String: Tally] = [:]
  private var outcomes: [String: DealOutcome] = [:]
  private var positions: [String: (sum: Int, count: Int)] = [:]
  private var open: [Deal.Step] = []

  mutating func read(_ deal: Deal, _ everywhere: inout Tally) {
    open.removeAll(keepingCapacity: true)
    var wonOn: Day?
    for step in deal.history {
      switch outcome(step.stage) {
      case .open: open.append(step)
      case .won: wonOn = step.enteredOn
      case .lost: break
      }
    }
    for (position, step) in open.enumerated() {
      positions[step.stage, default: (0, 0)].sum += position
      positions[step.stage, default: (0, 0)].count += 1
    }
    let result = outcome(deal.stage)
    if result == .open {
      if open.isEmpty { positions[deal.stage, default: (0, 0)].count += 1 }
      return
    }
    let isWon = result == .won
    if open.isEmpty {
      everywhere.decided += 1
      everywhere.won += isWon ? 1 : 0
    }
    // A deal that came back to a stage counts there once, as it came the first time.
    for (place, step) in open.enumerated() where !open[..<place].contains(where: { $0.stage == step.stage }) {
      var tally = tallies[step.stage] ?? Tally()
      tally.decided += 1
      tally.won += isWon ? 1 : 0
      if isWon, let wonOn, let expected = step.closesOn {
        tally.delaySum += expected.distance(to: wonOn)
        tally.delayCount += 1
      }
      tallies[step.stage] = tally
    }
  }

  /// Each word is read once.
  private mutating func outcome(_ stage: String) -> DealOutcome {
    if let known = outcomes[stage] { return known }
    let read = DealOutcome(stage: stage)
    outcomes[stage] = read
    return read
  }

  /// Earliest first: by mean position in the histories, then by name.
  var openStages: [String] {
    positions.keys.sorted { left, right in
      let a = positions[left].map { Double($0.sum) / Double(max(1, $0.count)) } ?? 0
      let b = positions[right].map { Double($0.sum) / Double(max(1, $0.count)) } ?? 0
      return (a, left) < (b, right)
    }
  }
}
