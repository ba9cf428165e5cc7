// SPDX-License-Identifier: Apache-2.0
import Calendars
import NumericalMethods

/// How open project deals end: won or lost together in good times and bad, and later than stated.
struct DealRisk: Sendable {
  /// Days between the day won and the day expected when a stage was entered, of past won deals, by stage.
  private let delays: [String: [Int]]
  private let allDelays: [Int]
  /// Correlation of the hidden scores behind winning.
  let correlation: Double
  let decidedCount: Int

  /// Fewer delays than this say nothing about a stage of its own.
  private static let leastDelays = 8

  static func learn(from deals: [Deal]) -> DealRisk {
    var delays: [String: [Int]] = [:]
    for deal in deals where deal.outcome == .won {
      guard let wonOn = deal.history.last(where: { DealOutcome(stage: $0.stage) == .won })?.enteredOn else { continue }
      for step in deal.history where DealOutcome(stage: step.stage) == .open {
        if let expected = step.closesOn { delays[step.stage, default: []].append(expected.distance(to: wonOn)) }
      }
    }
    return DealRisk(
      delays: delays.mapValues { $0.sorted() }, allDelays: delays.values.flatMap { $0 }.sorted(), correlation: correlation(of: deals),
      decidedCount: deals.count { $0.outcome != .open })
  }

  /// What quarters' win rates differ by beyond chance (method of moments), brought from outcomes to the normal scores behind them:
  /// ρ ≈ ρ_outcomes × p(1 − p) ÷ φ(z_p)²; between 0 and 0.5.
  private static func correlation(of deals: [Deal]) -> Double {
    var quarters: [Int: (won: Int, count: Int)] = [:]
    for deal in deals where deal.outcome != .open {
      guard let decidedOn = deal.history.last?.enteredOn ?? deal.closesOn else { continue }
      let quarter = decidedOn.year * 4 + (decidedOn.month - 1) / 3
      quarters[quarter, default: (0, 0)].count += 1
      if deal.outcome == .won { quarters[quarter, default: (0, 0)].won += 1 }
    }
    let told = quarters.sorted { $0.key < $1.key }.map(\.value).filter { $0.count >= 5 }
    let total = told.reduce(0) { $0 + $1.count }
    let rate = Double(told.reduce(0) { $0 + $1.won }) / Double(max(1, total))
    guard told.count >= 4, rate > 0, rate < 1 else { return 0.1 }
    let variance = rate * (1 - rate)
    let between = told.reduce(0.0) {
      let difference = Double($1.won) / Double($1.count) - rate
      return $0 + difference * difference - variance / Double($1.count)
    }
    let ofOutcomes = max(0, between / Double(told.count) / variance)
    let density = NormalDistribution.density(at: NormalDistribution.score(probability: rate))
    return min(0.5, ofOutcomes * variance / (density * density))
  }

  /// The deals of one path: lost ones are gone, won ones are certain and on the day they really come.
  ///
  /// - Parameter rates: win rate by stage.
  func draw(_ seed: PathSeed, deals: [Deal], rates: [String: Double]) -> [Deal] {
    var common = seed.stream(.deals, 0)
    let shared = correlation.squareRoot() * common.normal()
    let rest = (1 - correlation).squareRoot()
    return deals.compactMap { deal in
      guard deal.outcome == .open, deal.kind == .project else { return deal }
      var random = seed.stream(.deals, PathSeed.key(deal.code))
      let score = shared + rest * random.normal()
      let chance = PipelineLayer.weight(of: deal, rates: rates)
      let late = delay(of: deal, random.uniform())
      guard chance >= 1 || NormalDistribution.probability(below: score) < chance else { return nil }
      return deal.won(later: late)
    }
  }

  private func delay(of deal: Deal, _ uniform: Double) -> Int {
    let own = delays[deal.stage] ?? []
    let pool = own.count >= Self.leastDelays ? own : allDelays
    return pool.count >= Self.leastDelays ? pool[min(pool.count - 1, Int(uniform * Double(pool.count)))] : 0
  }
}

extension Deal {
  /// The same deal as a certain one, closed and delivered so many days later.
  func won(later days: Int) -> Deal {
    Deal(
      code: code, name: name, customer: customer, item: item, region: region, owner: owner, stage: stage, kind: kind,
      amountInclTax: amountInclTax, quantity: quantity, openedOn: openedOn, closesOn: closesOn?.adding(days: days),
      deliversOn: deliversOn?.adding(days: days), isCommitted: true, history: history, row: row, batch: batch, line: line)
  }
}
