// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal
import Planning

/// Finds what leaves become when a number of the forecast is typed at any level while other totals and leaves are held.
///
/// Totals that are held lie within one another or have nothing in common; one that crosses a newer one is passed over and says by how much it is
/// missed. Then each total has leaves of its own, and shares what is left of it among those that nobody typed.
struct SettleOverride {
  enum Typed {
    /// nil: given up.
    case total(OverrideSpan, Double?, TypedCell.Spreading)
    /// nil: taken away.
    case leaf(SalesHistory.Place, Double?)
  }

  private typealias Kept = (hold: HeldTotal, span: OverrideSpan)

  let leaves: OverrideLeaves
  let month: Month
  /// Those that stand beside what is typed.
  let holds: [HeldTotal]
  /// What stood at the place that is typed at.
  let former: HeldTotal?
  let sight: PlanSight
  let name: (Actor) -> BilingualText

  /// - Throws: `CycleError.overridesHeld` where what is held leaves no room; `ForecastError`, `PlanningError`.
  func draft(_ typed: Typed) throws -> OverrideDraft {
    switch typed {
    case .total(let span, let value?, let spread): try total(span, value, spread)
    case .total(let span, nil, _): try lifted(span)
    case .leaf(let place, let value): try leaf(place, value)
    }
  }

  private func total(_ span: OverrideSpan, _ value: Double, _ spread: TypedCell.Spreading) throws -> OverrideDraft {
    let kept = kept(beside: span)
    var draft = OverrideDraft()
    var shared = try leaves.read(span, month)
    let inner = kept.filter { $0.span.isSubset(of: span) }
    let within = outermost(inner)
    for leaf in shared {
      if let hold = within.first(where: { $0.span.contains(leaf.place) }) {
        draft.parts.append(OverrideDraft.Part(leaf: leaf, state: .within, new: leaf.present, hold: hold.hold))
      } else if leaf.isFixed {
        draft.parts.append(OverrideDraft.Part(leaf: leaf, state: .own, new: leaf.present))
      }
    }
    shared.removeAll { leaf in leaf.isFixed || within.contains { $0.span.contains(leaf.place) } }
    let rest = value - draft.parts.reduce(0) { $0 + $1.new }
    let numbers = try share(rest, shared, spread, whole: value, held: draft.parts)
    draft.parts += numbers.map { OverrideDraft.Part(leaf: $0.leaf, state: .shares, new: $0.value) }
    draft.parts.sort { $0.leaf.place < $1.leaf.place }
    if let outer = innermost(kept, around: span) {
      draft.parts += try giveWay(outer, kept.filter { $0.span != outer.span }, to: span, value: value)
    }
    return draft
  }

  private func lifted(_ span: OverrideSpan) throws -> OverrideDraft {
    let kept = kept(beside: span)
    let inner = kept.filter { $0.span.isSubset(of: span) }
    let made = Swift.Set(former?.shared ?? [])
    let released = try leaves.read(span, month).filter { leaf in
      guard leaf.override != nil, let entry = leaf.entry, let part = entry.part else { return false }
      return (part == .held || made.contains(entry.made)) && !inner.contains { $0.span.contains(leaf.place) }
    }
    guard let outer = innermost(kept, around: span) else {
      return OverrideDraft(parts: released.map { OverrideDraft.Part(leaf: $0, state: .released, new: $0.forecast) })
    }
    return OverrideDraft(
      parts: try giveWay(outer, kept.filter { $0.span != outer.span }, released: Swift.Set(released.map(\.place))))
  }

  private func leaf(_ place: SalesHistory.Place, _ value: Double?) throws -> OverrideDraft {
    let leaf = try leaves.read(place, month)
    let span = OverrideSpan(items: [place.item], regions: [place.region])
    let kept = kept(beside: span)
    var draft = OverrideDraft()
    if let value { draft.parts.append(OverrideDraft.Part(leaf: leaf, state: .typed, new: value)) }
    if let outer = innermost(kept, around: span) {
      let others = kept.filter { $0.span != outer.span }
      draft.parts +=
        try value.map { try giveWay(outer, others, to: span, value: $0) } ?? giveWay(outer, others, released: [place])
    } else if value == nil, leaf.override != nil {
      draft.parts.append(OverrideDraft.Part(leaf: leaf, state: .released, new: leaf.forecast))
    }
    return draft
  }

  /// The leaves that a held total has for itself take what another number below it left.
  ///
  /// - Parameters:
  ///   - span: whose number was typed, and `value` the number.
  ///   - released: leaves that start again from what is forecast.
  private func giveWay(
    _ outer: Kept, _ others: [Kept], to span: OverrideSpan? = nil, value: Double = 0, released: Swift.Set<SalesHistory.Place> = []
  ) throws -> [OverrideDraft.Part] {
    let within = outermost(others.filter { $0.span.isSubset(of: outer.span) })
    var (rest, free): (Double, [OverrideLeaf]) = (outer.hold.value - value, [])
    var held: [OverrideDraft.Part] = []
    for leaf in try leaves.read(outer.span, month) where !(span?.contains(leaf.place) ?? false) {
      if let hold = within.first(where: { $0.span.contains(leaf.place) }) {
        held.append(OverrideDraft.Part(leaf: leaf, state: .within, new: leaf.present, hold: hold.hold))
      } else if leaf.isFixed, !released.contains(leaf.place) {
        held.append(OverrideDraft.Part(leaf: leaf, state: .own, new: leaf.present))
      } else {
        free.append(leaf)
      }
    }
    rest -= held.reduce(0) { $0 + $1.new }
    return try share(rest, free, .reconciled, whole: outer.hold.value, held: held, by: outer.hold, released: released).map {
      OverrideDraft.Part(leaf: $0.leaf, state: .givesWay, new: $0.value, hold: outer.hold)
    }
  }

  private func share(
    _ rest: Double, _ leaves: [OverrideLeaf], _ spread: TypedCell.Spreading, whole: Double, held: [OverrideDraft.Part],
    by hold: HeldTotal? = nil, released: Swift.Set<SalesHistory.Place> = []
  ) throws -> [(leaf: OverrideLeaf, value: Double)] {
    let known = leaves.filter { !$0.isUnknown }
    let free = known.isEmpty ? leaves : known
    // Numbers typed with decimals may leave less than the plan keeps.
    let rest = HeldTotal.kept(rest) == 0 ? 0 : rest
    guard rest >= 0, !free.isEmpty || rest == 0 else { throw refused(whole, rest, held, hold) }
    let values: [Double]
    switch spread {
    case .reconciled:
      values = try OverrideShares.reconciled(
        rest,
        free.map {
          OverrideShares.Leaf(base: released.contains($0.place) ? max(0, $0.forecast) : $0.base, deviation: $0.deviation)
        })
    case .proportional: values = OverrideShares.inPieces(rest, by: free.map(\.present))
    case .even: values = OverrideShares.inPieces(rest, by: free.map { _ in 1 })
    case .lastYear: values = OverrideShares.inPieces(rest, by: free.map(lastYear))
    }
    return zip(free, values).map { ($0, $1) }
  }

  private func lastYear(_ leaf: OverrideLeaf) -> Double {
    let history = leaves.plan.history
    guard let index = history.index(of: month.adding(months: -12)) else { return 0 }
    return Double(history.rows[leaf.place]?.quantity[index] ?? 0)
  }

  // MARK: Which totals are held

  /// Those that can be held beside a span: the newest first, each in nothing but its own leaves or within or around those before it. What lies outside what
  /// the person may write is not moved.
  private func kept(beside span: OverrideSpan) -> [Kept] {
    let own = sight.regionPositions(in: leaves.plan)
    var kept: [Kept] = []
    for hold in holds.reversed() {
      guard let other = leaves.span(item: hold.place.item, region: hold.place.region), own.map(other.regions.isSubset) ?? true,
        other.nests(with: span), kept.allSatisfy({ other.nests(with: $0.span) && other != $0.span })
      else { continue }
      kept.append((hold, other))
    }
    return kept
  }

  /// Those that lie in none of the others.
  private func outermost(_ kept: [Kept]) -> [Kept] {
    kept.filter { one in !kept.contains { $0.span != one.span && one.span.isSubset(of: $0.span) } }
  }

  private func innermost(_ kept: [Kept], around span: OverrideSpan) -> Kept? {
    kept.filter { span.isSubset(of: $0.span) && span != $0.span }.min { $0.span.count < $1.span.count }
  }
}
