// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Journal
import Planning
import Quantities

/// A change order 变更单 for one line of a released order; what is nil stays.
public struct OrderChange: Sendable {
  public let key: ReleasedOrder.Key
  public let due: Day?
  /// Units as typed; 0 cancels the line.
  public let quantity: String?
  /// 不含税, a unit, as typed.
  public let price: String?

  public init(key: ReleasedOrder.Key, due: Day? = nil, quantity: String? = nil, price: String? = nil) {
    self.key = key
    self.due = due
    self.quantity = quantity
    self.price = price
  }
}

extension Workspace {
  /// Moves a released order, changes its quantity or price, or cancels it: the only way it changes. The reason is kept with it.
  ///
  /// - Throws: `CycleError.orderNotKnown`; `reasonMissing`; `entryRefused` with every reason; `AccessError`; `StoreError`.
  public func changeOrder(_ proof: Authorized<To.EditSupply>, _ change: OrderChange, context: CommandContext) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    try requireReleasedOrders()
    try proof.requireEverything()
    guard let order = orders[change.key] else {
      throw CycleError(
        .orderNotKnown, BilingualText("没有这张订单", "there is no such order"),
        detail: BilingualText("\(change.key.number) 第 \(change.key.line) 行", "\(change.key.number), line \(change.key.line)"),
        hint: BilingualText("刷新后再看", "look again after a refresh"), parameters: ["number": change.key.number])
    }
    guard !context.reason.isEmpty else {
      throw CycleError(
        .reasonMissing, BilingualText("请写明变更原因", "say why the order changes"),
        hint: BilingualText("原因会留在订单上", "the reason stays with the order"))
    }
    let after = try changed(order, change)
    var cells = OrderCells(plan, event: revision + 1)
    try cells.add(order, sign: -1)
    if !after.quantity.isZero { try cells.add(after, sign: 1) }
    var payload = change.key.canonical
    payload["due"] = .day(after.due)
    payload["quantity"] = .fixed(after.quantity)
    payload["price"] = after.price.map { .fixed($0) }
    return try commit(OrderLedger.changed, label(order, after), cells.edits, context, payload: payload)
  }

  private func changed(_ order: ReleasedOrder, _ change: OrderChange) throws -> ReleasedOrder {
    var reasons: [BilingualText] = []
    var after = order
    switch order.status {
    case .open: break
    case .cancelled: reasons.append(BilingualText("已取消", "it was cancelled"))
    case .handedOver:
      reasons.append(BilingualText("已转外部订单，请在采购系统里改", "it went over to the outside order: change it in the purchasing system"))
    }
    if let due = change.due {
      after.due = due
      if plan.calendar.index(of: due) == nil { reasons.append(BilingualText("\(due) 不在计划期内", "\(due) is not within the plan")) }
    }
    func number(_ text: String, _ zh: String, _ en: String) -> FixedPoint? {
      guard let value = (try? ChineseNumber.parse(text))?.rescaled(to: 4), value.mantissa >= 0 else {
        reasons.append(BilingualText("\(zh)“\(text)”要是不小于 0 的数", "the \(en) “\(text)” is not a number from 0"))
        return nil
      }
      return value
    }
    if let text = change.quantity { after.quantity = number(text, "数量", "quantity") ?? after.quantity }
    if let text = change.price {
      if order.supplier == nil { reasons.append(BilingualText("生产单没有单价", "a work order has no price")) }
      after.price = number(text, "单价", "price") ?? after.price
    }
    if after.value == nil { reasons.append(BilingualText("金额太大", "the amount is too large")) }
    if reasons.isEmpty, after == order { reasons.append(BilingualText("没有改动", "nothing would change")) }
    guard reasons.isEmpty else {
      throw CycleError(
        .entryRefused, BilingualText("这张订单不能这样改", "this order cannot be changed so"),
        detail: BilingualText(reasons.map(\.chinese).joined(separator: "；"), reasons.map(\.english).joined(separator: "; ")),
        hint: BilingualText("改正后再提交", "correct it and try again"), parameters: ["number": order.key.number])
    }
    return after
  }

  private func label(_ before: ReleasedOrder, _ after: ReleasedOrder) -> BilingualText {
    let name = "\(before.key.number)/\(before.key.line)"
    if after.quantity.isZero { return BilingualText("取消订单 \(name)", "order \(name) cancelled") }
    var parts: [String] = []
    if before.due != after.due { parts.append("\(before.due) → \(after.due)") }
    if !before.quantity.isEqual(to: after.quantity) { parts.append("\(before.quantity.trimmed) → \(after.quantity.trimmed)") }
    if let (old, new) = before.price.flatMap({ old in after.price.map { (old, $0) } }), !old.isEqual(to: new) {
      parts.append("\(old.trimmed) → \(new.trimmed)")
    }
    let words = parts.joined(separator: ", ")
    return BilingualText("变更订单 \(name)：\(words)", "order \(name) changed: \(words)")
  }
}
