// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Journal
import Planning

extension Workspace {
  /// Orders released here whose number and item came back in a purchase order file of a closed month no longer count: the outside order does. An event of the system with the
  /// cells it writes, so that every later derivation finds the same plan.
  func handOverOrders() throws {
    let open = orders.all.filter { $0.status == .open && $0.supplier != nil }
    guard !isReader, !open.isEmpty, plan.engine.model.measure(named: PlanState.releasedReceipts) != nil else { return }
    let table = try facts.table(.purchaseOrderLines)
    let (number, item, ordered) = (table["order_number"], table["item"], table["ordered_on"])
    var outside: Swift.Set<[String]> = []
    for row in 0..<table.rowCount {
      // An outside order of a month that is still open does not count yet.
      guard let on = ordered.day(row), on.monthOf <= plan.cutoff, let number = number.text(row), let item = item.text(row) else { continue }
      outside.insert([number, item])
    }
    let gone = open.filter { outside.contains([$0.key.number, $0.item]) }
    guard !gone.isEmpty else { return }
    var cells = OrderCells(plan, event: revision + 1)
    for order in gone { try cells.add(order, sign: -1) }
    let recorded = RecordedEdits(cells: try cells.edits.map { try plan.recorded($0) })
    let wave = try plan.engine.apply(cells.edits)
    tableChanges.note(wave, plan)
    let label = BilingualText("\(gone.count) 行订单转外部订单", "\(gone.count) order lines went over to outside orders")
    let event = try store.append(
      EventDraft(
        kind: OrderLedger.handedOver, actor: .system, idempotencyKey: "orders-handed-over-\(revision)",
        payload: .map([
          "orders": .list(gone.map { .map($0.key.canonical) }), "cells": recorded.canonical, "label_zh": .text(label.chinese),
          "label_en": .text(label.english),
        ])), at: environment.now())
    _ = announce(event, label, wave.measures, spread: [], reason: "")
  }
}
