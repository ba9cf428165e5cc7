// SPDX-License-Identifier: Apache-2.0
import Calendars
import Forecasting
import Planning

extension PlanState {
  /// Cells of a total of the forecast that was typed in a table, shared out by how sure each leaf is of itself; leaves that somebody typed stay.
  ///
  /// - Throws: `CycleError.entryRefused` for another figure than pieces of the forecast, and where what is held leaves no room.
  func reconciledEdits(
    _ value: Double, _ found: FoundCell, holds: [CellEntry.Hold], event: Int64, overrides: OverrideLedger
  ) throws -> [InputEdit] {
    func refused(_ detail: BilingualText) -> CycleError {
      CycleError(
        .entryRefused, BilingualText("不能这样分摊", "it cannot be spread so"), detail: detail,
        hint: BilingualText("改用按比例分摊", "spread it in proportion"), parameters: ["cell": found.address.text])
    }
    guard let input = landing.id("override"), found.measure.edit.map({ engine.model.measures[$0.input].id }) ?? found.measure.id == input,
      found.measure.edit?.formula == nil
    else { throw refused(BilingualText("按不确定性分摊只用于预测的件数", "only pieces of the forecast are spread by how sure they are")) }
    let leaves = OverrideLeaves(self, overrides, input: input)
    guard value >= 0, value <= OverrideShares.limit, let period = found.period,
      let span = leaves.span(item: found.coordinate["Item"], region: found.coordinate["Region"])
    else { throw refused(BilingualText("预测合计不能小于 0", "a total of the forecast cannot be below 0")) }
    let months = calendar.indexes(of: period, axis: .month)
    let kept = holds.map { hold in
      (
        span: leaves.span(item: hold.coordinate["Item"], region: hold.coordinate["Region"]),
        months: hold.period.map { calendar.indexes(of: $0, axis: .month) } ?? months
      )
    }
    var (rest, free): (Double, [OverrideLeaf]) = (value, [])
    for month in months {
      for leaf in try leaves.read(span, calendar.month(at: month)) {
        let isKept = kept.contains { $0.months.contains(month) && $0.span?.contains(leaf.place) == true }
        if month < calendar.actualCount || leaf.isFixed || isKept {
          // Closed months count as the figure itself does.
          rest -=
            found.measure.id == input
            ? leaf.present : try engine.value(found.measure.id, at: leaf.coordinate, period: .month(leaf.month)) ?? 0
        } else if !leaf.isUnknown {
          free.append(leaf)
        }
      }
    }
    if HeldTotal.kept(rest) == 0 { rest = 0 }
    guard rest >= 0, !free.isEmpty || rest == 0 else {
      throw refused(BilingualText("下面已有人定的数不允许这个合计", "what somebody typed below does not allow this total"))
    }
    let shares: [Double]
    do {
      shares = try OverrideShares.reconciled(rest, free.map { OverrideShares.Leaf(base: $0.base, deviation: $0.deviation) })
    } catch {
      throw refused(BilingualText(name: error.detail))
    }
    return zip(free, shares).compactMap { leaf, share in
      guard leaf.override?.bitPattern != share.bitPattern else { return nil }
      return InputEdit(
        measure: input, coordinate: leaf.coordinate, period: .month(leaf.month), value: share, source: .person(event: event))
    }
  }
}
