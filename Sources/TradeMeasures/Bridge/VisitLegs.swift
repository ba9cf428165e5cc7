// SPDX-License-Identifier: Apache-2.0

/// What one leg adds to one item in one period.
struct LegShare {
  let period: Int32
  let kind: BridgeItemKind
  let side: BridgeItem.Side
  /// Earlier measure − later measure.
  let amount: Int64
}

extension SideBook {
  /// Everything the legs of a step say about some periods, in the order of the documents.
  ///
  /// Differences count on the day the second of the two documents comes, and endings on the day of the event: so they add over months, and a month
  /// that is over keeps its bridge when later documents come. What came first waits, at its own amount, until the other is there.
  @inline(__always)
  func visit(_ step: TradeStep, _ periods: Periods, _ mask: SliceMask, _ body: (LegShare, Int) -> Void) {
    let earlier = movements[step.from.rawValue]
    let later = movements[step.to.rawValue]
    let links = legs[step.rawValue]
    for (index, leg) in links.legs.enumerated() {
      let isFrom = leg.from >= 0 && mask.allows(earlier[Int(leg.from)].attributes)
      let isTo = leg.to >= 0 && mask.allows(later[Int(leg.to)].attributes)
      if !isFrom && !isTo { continue }
      let began = leg.from >= 0 ? periods[earlier[Int(leg.from)].day] : -1
      if leg.to < 0 {
        let ended = leg.event >= 0 ? periods[documents[Int(leg.event)].day] : -1
        wait(leg.carried, began, ended, leg.waiting, sign: 1, index, body)
        if ended >= 0 { body(LegShare(period: ended, kind: leg.ending, side: .event, amount: leg.carried), index) }
        continue
      }
      let came = periods[later[Int(leg.to)].day]
      let differences = links.differences(of: leg)
      if isFrom && isTo {
        if later[Int(leg.to)].day < earlier[Int(leg.from)].day {
          let arrived = leg.carried - differences.reduce(0) { $0 + $1.amount }
          wait(arrived, came, began, BridgeItemKind.ahead(step), sign: -1, index, body)
          tell(differences, began, index, body)
        } else {
          wait(leg.carried, began, came, leg.waiting, sign: 1, index, body)
          tell(differences, came, index, body)
        }
      } else if leg.from < 0 {
        tell(differences, came, index, body)
      } else if isFrom {
        if began >= 0 { body(LegShare(period: began, kind: .reassigned, side: .event, amount: leg.carried), index) }
      } else if came >= 0 {
        let arrived = leg.carried - differences.reduce(0) { $0 + $1.amount }
        body(LegShare(period: came, kind: .reassigned, side: .event, amount: -arrived), index)
      }
    }
  }

  /// - Parameter sign: 1 where the earlier measure had it first, −1 where the later one did.
  @inline(__always)
  private func wait(
    _ amount: Int64, _ began: Int32, _ ended: Int32, _ kind: BridgeItemKind, sign: Int64, _ index: Int, _ body: (LegShare, Int) -> Void
  ) {
    if began == ended || amount == 0 { return }
    if began >= 0 { body(LegShare(period: began, kind: kind, side: .carriedOut, amount: sign * amount), index) }
    if ended >= 0 { body(LegShare(period: ended, kind: kind, side: .broughtIn, amount: -sign * amount), index) }
  }

  @inline(__always)
  private func tell(_ differences: ArraySlice<LegDifference>, _ period: Int32, _ index: Int, _ body: (LegShare, Int) -> Void) {
    guard period >= 0 else { return }
    for difference in differences {
      // What arose without an earlier document and may still find one waits as the rest does.
      let side: BridgeItem.Side = difference.kind.isTiming ? .carriedOut : .event
      body(LegShare(period: period, kind: difference.kind, side: side, amount: difference.amount), index)
    }
  }
}

/// One step of the way from a measure to another, along or against the flow of business.
struct WaySection {
  let step: TradeStep
  let isForward: Bool

  /// The way in the tree of documents; a way up to the nearest common measure and down again.
  static func way(from: TradeStage, to: TradeStage) -> [WaySection] {
    let up = chain(from)
    let down = chain(to)
    let common = up.reversed().first { section in down.contains { $0 == section } }
    let kept = { (chain: [TradeStep]) -> [TradeStep] in
      guard let common, let place = chain.firstIndex(of: common) else { return chain }
      return Array(chain[(place + 1)...])
    }
    return kept(up).reversed().map { WaySection(step: $0, isForward: false) } + kept(down).map { WaySection(step: $0, isForward: true) }
  }

  /// Steps from the contract to a stage.
  private static func chain(_ stage: TradeStage) -> [TradeStep] {
    var result: [TradeStep] = []
    var place = stage
    while let step = TradeStep.allCases.first(where: { $0.to == place }) {
      result.insert(step, at: 0)
      place = step.from
    }
    return result
  }
}
