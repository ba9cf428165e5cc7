// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Forecasting
import Journal
import Planning

/// A held total of the forecast as screens show it.
public struct HeldTotalView: Sendable {
  /// A code, `F:family` or `ALL`.
  public let item: String
  public let region: String
  public let label: BilingualText
  public let month: Month
  /// Pieces that were typed.
  public let value: Double
  /// What the leaves make now.
  public let sum: Double
  public let by: BilingualText
  public let login: String
  public let reason: String
  public let at: String
  /// The baseline was made anew since it was shared out: its ranges may say something else.
  public let isOutdated: Bool

  /// What the leaves make more; 0 while it is held.
  public var deviation: Double { HeldTotal.kept(sum - value) }
}

/// What a leaf would get of a number of the forecast.
public struct OverridePreview: Sendable {
  public struct Part: Sendable {
    public let item: String
    public let itemName: BilingualText
    public let region: String
    public let regionName: BilingualText
    public let old: Double
    public let new: Double
    /// `typed`, `shares`, `givesWay`, `own`, `within`, `released`.
    public let state: String
    /// Half of the 80 % range, pieces; nil where none is known.
    public let halfWidth: Double?
    /// Who holds it, and why; nil where nobody does.
    public let by: BilingualText?
    public let reason: String?
  }

  public let label: BilingualText
  public let old: Double
  public let new: Double
  public let parts: [Part]
  /// Totals that the change would leave missed.
  public let missed: [HeldTotalView]
}

extension Workspace {
  /// What each leaf would get, and who holds what; nothing is kept.
  ///
  /// - Throws: as ``overrideForecast(_:_:context:)``.
  public func previewOverride(_ proof: Authorized<To.EditForecast>, _ typed: TypedOverride) throws -> OverridePreview {
    let planned = try planOverride(proof.person, typed)
    let parts = planned.draft.parts.map { part -> OverridePreview.Part in
      let (item, region) = (plan.catalogue.items[part.leaf.place.item], plan.catalogue.regions[part.leaf.place.region])
      let entry = part.state == .own ? part.leaf.entry : nil
      return OverridePreview.Part(
        item: item.code, itemName: item.name, region: region.code, regionName: region.name, old: part.leaf.present, new: part.new,
        state: part.state.rawValue, halfWidth: part.leaf.deviation.map { $0 * OverrideShares.halfWidth80 },
        by: (entry?.author ?? part.hold?.author).map { name(of: $0) }, reason: entry?.reason ?? part.hold?.reason)
    }
    let meant = planned.draft.parts.filter { $0.state != .givesWay }
    let branch = plan.branched()
    _ = try branch.engine.apply(planned.draft.edits(planned.input, event: revision + 1, as: .held).edits)
    let touched = planned.draft.parts.filter { $0.new != $0.leaf.present }.map(\.leaf.place)
    let own = try views(in: branch, for: proof.person) { hold, span in
      hold.place != planned.place && hold.place.month.description == typed.month && touched.contains { span.contains($0) }
    }
    return OverridePreview(
      label: plan.label(planned.found.measure, planned.found.coordinate), old: meant.reduce(0) { $0 + $1.leaf.present },
      new: meant.reduce(0) { $0 + $1.new }, parts: parts, missed: own.filter { $0.deviation != 0 })
  }

  /// Held totals that have leaves in common with a part of the forecast, by month, then the largest first.
  ///
  /// - Parameters:
  ///   - item: a code, `F:family` or `ALL`.
  ///   - region: a code or `ALL`.
  func heldTotals(_ person: Person, item: String, region: String) throws -> [HeldTotalView] {
    guard let input = plan.landing.id("override") else { return [] }
    let at = try forecastCoordinate(item: item, region: region)
    guard let here = OverrideLeaves(plan, ledgers.overrides, input: input).span(item: at["Item"], region: at["Region"]) else { return [] }
    return try views(in: plan, for: person) { _, span in !span.isDisjoint(with: here) }
  }

  /// Held totals that lie over cells that were written and that their leaves do not add up to.
  func missedTotals(by edits: [InputEdit], for person: Person) throws -> [HeldTotalView] {
    guard !heldTotals.isEmpty, let input = plan.landing.id("override") else { return [] }
    let cells = edits.filter { $0.measure == input }
    guard !cells.isEmpty else { return [] }
    let months = Swift.Set(cells.map(\.period))
    let places = cells.compactMap { cell -> SalesHistory.Place? in
      guard let item = cell.coordinate["Item"].flatMap({ plan.members.itemPositions[$0] }),
        let region = cell.coordinate["Region"].flatMap({ plan.members.regions.firstIndex(of: $0) })
      else { return nil }
      return SalesHistory.Place(item: item, region: region)
    }
    return try views(in: plan, for: person) { hold, span in
      months.contains(.month(hold.place.month)) && places.contains { span.contains($0) }
    }.filter { $0.deviation != 0 }
  }

  /// Those a person sees whole, of months that are open.
  private func views(
    in state: PlanState, for person: Person, where isWanted: (HeldTotal, OverrideSpan) -> Bool
  ) throws -> [HeldTotalView] {
    let standing = heldTotals.standing().filter { $0.place.month > state.cutoff && state.calendar.index(of: $0.place.month) != nil }
    guard !standing.isEmpty, let input = state.landing.id("override") else { return [] }
    let leaves = OverrideLeaves(state, ledgers.overrides, input: input)
    let own = state.sight(of: person).regionPositions(in: state)
    return try standing.compactMap { hold -> HeldTotalView? in
      guard let span = leaves.span(item: hold.place.item, region: hold.place.region), own.map(span.regions.isSubset) ?? true,
        isWanted(hold, span)
      else { return nil }
      var at = Coordinate.total
      if let item = hold.place.item { at.members["Item"] = item }
      if let region = hold.place.region { at.members["Region"] = region }
      return HeldTotalView(
        item: hold.place.item.map { state.memberName("Item", $0).code } ?? "ALL",
        region: hold.place.region.map { state.memberName("Region", $0).code } ?? "ALL", label: state.label(of: hold.place),
        month: hold.place.month, value: hold.value,
        sum: try state.engine.value("agreed", at: at, period: .month(hold.place.month)) ?? 0, by: name(of: hold.author),
        login: hold.author.login, reason: hold.reason, at: hold.at.stampText,
        isOutdated: (state.baseline?.run ?? 0) > (hold.shared.last ?? hold.event))
    }.sorted { ($0.month, $1.value, $0.item, $0.region) < ($1.month, $0.value, $1.item, $1.region) }
  }

  /// Numbers that cannot be reconciled are told as one refusal of the plan.
  func reconciling<Answer>(_ work: () throws -> Answer) throws -> Answer {
    do {
      return try work()
    } catch let error as ForecastError {
      throw CycleError(
        .entryRefused, BilingualText("这个预测分摊不下去", "this forecast cannot be shared out"),
        detail: BilingualText(name: error.detail), hint: BilingualText("改用按比例分摊", "spread it in proportion"))
    }
  }
}
