// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
import Commerce
import Journal
import Planning
import Quantities

/// A planned order that somebody releases, as they saw it.
public struct OrderChoice: Hashable, Sendable {
  /// Code of the item.
  public let item: String
  public let due: Day
  public let isFirm: Bool
  /// Units the person saw, as typed.
  public let quantity: String

  public init(item: String, due: Day, isFirm: Bool, quantity: String) {
    self.item = item
    self.due = due
    self.isFirm = isFirm
    self.quantity = quantity
  }
}

extension Workspace {
  /// Orders of one release at most.
  public static let releaseLimit = 500

  /// Releases planned orders 下达: each supplier gets one purchase order with its lines, and a subcontract order 委外 of its own for what it makes; each made item a work order. The plan nets them as open receipts,
  /// and buys them at the price of today, or of the frame agreement that covers them: one line a price. One event; undone as a whole while nobody has changed the orders since.
  ///
  /// - Throws: `CycleError.entryRefused` with every reason; `ordersChanged` when the plan has moved since the orders were seen; `cellNotKnown` when the model in
  ///   force knows no released orders; `AccessError`; `StoreError`.
  public func releaseOrders(
    _ proof: Authorized<To.EditSupply>, _ choices: [OrderChoice], context: CommandContext
  ) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    try requireReleasedOrders()
    try proof.requireEverything()
    let chosen = try chosen(choices)
    let orders = try numbered(chosen, by: context)
    var cells = OrderCells(plan, event: revision + 1)
    for order in orders { try cells.add(order, sign: 1) }
    for proposal in chosen where proposal.isFirm { try cells.addFirm(proposal, sign: -1) }
    return try commit(
      OrderLedger.released, releaseLabel(orders), cells.edits, context, payload: ["orders": .list(orders.map(\.canonical))])
  }

  func requireReleasedOrders() throws(CycleError) {
    let known = [PlanState.releasedReceipts, PlanState.releasedValue].allSatisfy { plan.engine.model.measure(named: $0) != nil }
    guard !known else { return }
    throw CycleError(
      .cellNotKnown, BilingualText("现行模型没有已下达订单", "the model in force knows no released orders"),
      hint: BilingualText("恢复标准模型", "go back to the standard model"))
  }

  /// The proposals that were chosen, in the order of supplier, item and day; they must be what the plan proposes now.
  private func chosen(_ choices: [OrderChoice]) throws -> [OrderProposal] {
    var reasons: [BilingualText] = []
    var moved: [BilingualText] = []
    if choices.isEmpty || choices.count > Self.releaseLimit {
      reasons.append(
        BilingualText(
          "一次下达 1 到 \(Self.releaseLimit) 张，现在是 \(choices.count) 张",
          "1 to \(Self.releaseLimit) orders at once, here are \(choices.count)"))
    }
    if Swift.Set(choices.map { [$0.item, "\($0.due)", "\($0.isFirm)"] }).count < choices.count {
      reasons.append(BilingualText("同一张单选了两次", "an order was chosen twice"))
    }
    var result: [OrderProposal] = []
    for choice in choices.prefix(Self.releaseLimit) {
      let (zh, en) = ("\(choice.item) \(choice.due)", "\(choice.item), due \(choice.due)")
      guard plan.catalogue.items.contains(where: { $0.code == choice.item }) else {
        reasons.append(BilingualText("没有物料 \(choice.item)", "there is no item \(choice.item)"))
        continue
      }
      let wish = OrderWish(item: choice.item, dueFrom: choice.due, dueThrough: choice.due)
      let there = try proposals(wish).first { $0.isFirm == choice.isFirm }
      let wanted = try? ChineseNumber.parse(choice.quantity)
      if wanted == nil {
        reasons.append(
          BilingualText("\(zh)：看不懂数量“\(choice.quantity)”", "\(en): the quantity “\(choice.quantity)” cannot be read"))
      }
      guard let there, wanted.map({ abs($0.doubleValue - there.quantity.doubleValue) < 1e-4 }) ?? true else {
        let now = there.map { "\($0.quantity.trimmed)" } ?? "0"
        moved.append(BilingualText("\(zh)：计划现在是 \(now)，不是 \(choice.quantity)", "\(en): the plan now says \(now), not \(choice.quantity)"))
        continue
      }
      if there.kind != .work, there.supplierCode == nil { reasons.append(BilingualText("\(zh)：没有供应商", "\(en): nobody supplies it")) }
      if there.kind != .work, there.parts.contains(where: { $0.price == nil }) {
        reasons.append(BilingualText("\(zh)：没有采购单价", "\(en): it has no purchase price"))
      }
      result.append(there)
    }
    guard reasons.isEmpty, moved.isEmpty else { throw refusal(reasons, moved) }
    func rank(_ order: OrderProposal) -> (String, String, Day, Int) {
      (order.kind == .work ? "~" : (order.supplierCode ?? "") + order.kind.prefix, order.item, order.due, order.isFirm ? 0 : 1)
    }
    return result.sorted { rank($0) < rank($1) }
  }

  private func refusal(_ reasons: [BilingualText], _ moved: [BilingualText]) -> CycleError {
    let all = reasons + moved
    let detail = BilingualText(all.map(\.chinese).joined(separator: "；"), all.map(\.english).joined(separator: "; "))
    guard reasons.isEmpty else {
      return CycleError(
        .entryRefused, BilingualText("这些单不能下达", "these orders cannot be released"), detail: detail,
        hint: BilingualText("改正后再下达", "correct it and release again"))
    }
    return CycleError(
      .ordersChanged, BilingualText("计划已经变了", "the plan has moved"), detail: detail,
      hint: BilingualText("看过新的计划单再下达", "look at the planned orders again, then release"))
  }

  /// One number a supplier and kind, one a work order: PO, SC or WO, year and month, and a count that is never given twice.
  private func numbered(_ chosen: [OrderProposal], by context: CommandContext) throws -> [ReleasedOrder] {
    var taken = orders.numbers
    let lines = try facts.table(.purchaseOrderLines)
    let outside = lines["order_number"]
    for row in 0..<lines.rowCount { if let number = outside.text(row) { taken.insert(number) } }
    let today = planningDay
    let stamp = String(String(today.description.prefix(7).dropFirst(2)).filter { $0 != "-" })
    var count = orders.numbers.count
    var open: (supplier: String, kind: OrderKind, number: String, line: Int)?
    return chosen.flatMap { proposal -> [ReleasedOrder] in
      let supplier = proposal.kind == .work ? nil : proposal.supplierCode
      // One line a price: an order that an agreement covers in part is two.
      let parts = supplier == nil ? [OrderProposal.Part(agreement: nil, quantity: proposal.quantity, price: nil)] : proposal.parts
      return parts.map { part in
        if let supplier, let now = open, now.supplier == supplier, now.kind == proposal.kind {
          open?.line += 1
        } else {
          var number = ""
          repeat {
            count += 1
            let digits = String(count)
            number = proposal.kind.prefix + stamp + "-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
          } while !taken.insert(number).inserted
          open = (supplier ?? "", proposal.kind, number, 1)
        }
        return ReleasedOrder(
          key: ReleasedOrder.Key(number: open?.number ?? "", line: open?.line ?? 1), kind: proposal.kind, item: proposal.item,
          supplier: supplier,
          releasedOn: today, due: proposal.due, quantity: part.quantity, price: part.price, agreement: part.agreement, status: .open,
          changeCount: 0, lastReason: "", by: context.person.actor, at: context.at)
      }
    }
  }

  private func releaseLabel(_ orders: [ReleasedOrder]) -> BilingualText {
    let value = Amount(minorUnits: orders.reduce(0) { $0 + ($1.value ?? 0) }, currency: .cny).decimalText
    let numbers = Swift.Set(orders.map(\.key.number)).sorted()
    let some = numbers.prefix(3).joined(separator: ", ") + (numbers.count > 3 ? " …" : "")
    return BilingualText(
      "下达 \(orders.count) 行：\(some)，不含税 \(value) 元",
      "released \(orders.count) \(orders.count == 1 ? "line" : "lines"): \(some), \(value) yuan before tax")
  }
}
