// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Journal
import Planning
import Quantities

/// What becomes of a planned order that a planner takes into their own hands 锁定计划单.
public struct FirmOrderChange: Sendable {
  /// Code of the item.
  public let item: String
  /// The day it is due now, of an order that is firm already; nil for one that the plan proposes.
  public let from: Day?
  /// The day it shall be due.
  public let due: Day
  /// Units as typed; 0 gives the order back to the plan.
  public let quantity: String

  public init(item: String, from: Day?, due: Day, quantity: String) {
    self.item = item
    self.from = from
    self.due = due
    self.quantity = quantity
  }
}

extension Workspace {
  /// Firms a planned order, moves a firm one, changes its quantity, or gives it back to the plan: planning neither moves nor cancels it, and nets around it.
  ///
  /// It is an input of the plan: an event with who and why, undone like any entry. Orders of one item on one day are one.
  /// - Throws: `CycleError.valueNotReadable`, `entryRefused` with every reason; `cellNotKnown` when the model in force knows no firm orders; `AccessError`.
  public func changeFirmOrder(
    _ proof: Authorized<To.EditSupply>, _ change: FirmOrderChange, context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    guard plan.engine.model.measure(named: PlanState.firmReceipts) != nil else {
      throw CycleError(
        .cellNotKnown, BilingualText("现行模型没有锁定计划单", "the model in force knows no firm orders"),
        hint: BilingualText("恢复标准模型", "go back to the standard model"))
    }
    let (index, quantity) = try checked(change)
    let at: Coordinate = ["Item": plan.members.items[index]]
    func edit(_ day: Day, _ value: Double) -> InputEdit {
      InputEdit(
        measure: PlanState.firmReceipts, coordinate: at, period: .day(day), value: value,
        source: .person(event: revision + 1))
    }
    func firm(_ day: Day) throws -> Double { try plan.engine.value(PlanState.firmReceipts, at: at, period: .day(day)) ?? 0 }
    var edits: [InputEdit] = []
    if let from = change.from, from != change.due { edits.append(edit(from, 0)) }
    let there = change.from == change.due ? 0 : try firm(change.due)
    if quantity > 0 || change.from == change.due { edits.append(edit(change.due, there + quantity)) }
    try proof.requireEverything()
    return try commit("cells.edited", label(change, plan.catalogue.items[index], quantity), edits, context)
  }

  private func checked(_ change: FirmOrderChange) throws -> (index: Int, quantity: Double) {
    var reasons: [BilingualText] = []
    let index = plan.catalogue.items.firstIndex { $0.code == change.item }
    if index == nil { reasons.append(BilingualText("没有物料 \(change.item)", "there is no item \(change.item)")) }
    let quantity = try? ChineseNumber.parse(change.quantity).doubleValue
    if quantity == nil { reasons.append(BilingualText("看不懂数量“\(change.quantity)”", "the quantity “\(change.quantity)” cannot be read")) }
    if let quantity, quantity < 0 { reasons.append(BilingualText("数量不能小于 0", "a quantity is not below 0")) }
    for day in [change.from, change.due].compactMap({ $0 }) where plan.calendar.index(of: day) == nil {
      reasons.append(BilingualText("\(day) 不在计划期内", "\(day) is not within the plan"))
    }
    if change.from == nil, quantity == 0 { reasons.append(BilingualText("数量要大于 0", "a quantity above 0 is needed")) }
    guard let index, let quantity, reasons.isEmpty else {
      throw CycleError(
        .entryRefused, BilingualText("这张单不能这样改", "this order cannot be changed so"),
        detail: BilingualText(reasons.map(\.chinese).joined(separator: "；"), reasons.map(\.english).joined(separator: "; ")),
        hint: BilingualText("改正后再提交", "correct it and try again"), parameters: ["item": change.item, "quantity": change.quantity])
    }
    return (index, quantity)
  }

  private func label(_ change: FirmOrderChange, _ item: Catalogue.Item, _ quantity: Double) -> BilingualText {
    let units = change.quantity
    if quantity == 0, let from = change.from {
      return BilingualText("解除锁定：\(item.name.chinese) \(from)", "no longer firm: \(item.name.english) \(from)")
    }
    guard let from = change.from else {
      return BilingualText(
        "锁定计划单：\(item.name.chinese) \(units)，\(change.due) 到期", "firm order: \(item.name.english) \(units), due \(change.due)")
    }
    return BilingualText(
      "改锁定单：\(item.name.chinese) \(from) → \(change.due)，\(units)",
      "firm order changed: \(item.name.english) \(from) → \(change.due), \(units)")
  }
}

extension PlanState {
  /// Orders that planners have firmed, by item and due day.
  static let firmReceipts = "firm_receipts"
}
